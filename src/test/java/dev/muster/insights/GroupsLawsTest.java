package dev.muster.insights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.muster.attribute.Attribute;
import dev.muster.attribute.AttributeType;
import dev.muster.attribute.AttributeValue;
import dev.muster.condition.AsOf;
import dev.muster.condition.Operand;
import dev.muster.condition.RandomConditions;
import dev.muster.condition.ResolvedCondition;
import dev.muster.insights.Breakdown.Content;
import dev.muster.insights.Groups.Group;
import dev.muster.insights.Groups.Part;
import dev.muster.population.Change;
import dev.muster.population.Population;
import dev.muster.population.Selection;
import dev.muster.population.SmallBlocks;
import dev.muster.population.Update;
import dev.muster.population.UserId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Groups of random users, what lies across two groupings, overlaps, and figures of numbers,
/// against looking at one user after the other.
class GroupsLawsTest {

  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  private final List<Map<String, AttributeValue>> users = new ArrayList<>();

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyUserIsWhereTheValueIs(long seed) {
    Random random = new Random(seed);
    Instant now = Instant.parse("2026-05-01T10:00:00Z");
    AsOf asOf = new AsOf(now, ZONE);
    RandomConditions things = new RandomConditions(seed, now);
    Population population = population(random, things);
    Selection among = chosen(random, population, asOf);
    List<Groups> all = new ArrayList<>();
    for (Attribute attribute : things.attributes()) {
      int limit = 1 + random.nextInt(8);
      Groups groups =
          Groups.of(
              population, new Operand.OfAttribute(attribute), among, limit, Optional.empty(), asOf);
      check(groups, attribute, among, limit);
      all.add(groups);
      if (attribute.type() == AttributeType.NUMBER) {
        figures(population, attribute, among, asOf);
      }
    }
    for (Groups rows : all) {
      Groups columns = all.get(random.nextInt(all.size()));
      List<List<Long>> cells = rows.across(columns);
      for (int r = 0; r < rows.groups().size(); r++) {
        for (int c = 0; c < columns.groups().size(); c++) {
          Set<Integer> both = ordinals(rows.groups().get(r).users());
          both.retainAll(ordinals(columns.groups().get(c).users()));
          assertThat(cells.get(r).get(c)).isEqualTo(both.size());
        }
      }
    }
    overlap(random, all, among);
  }

  private Population population(Random random, RandomConditions things) {
    Population population = SmallBlocks.population();
    things.attributes().forEach(population::addAttribute);
    for (int i = 0; i < 200; i++) {
      Map<String, AttributeValue> user = new HashMap<>();
      List<Change> changes = new ArrayList<>();
      for (Attribute attribute : things.attributes()) {
        if (random.nextInt(4) > 0) {
          AttributeValue value = things.value(attribute.type());
          changes.add(new Change.Set(attribute.id(), value));
          user.put(attribute.field(), value);
        }
      }
      users.add(user);
      population.apply(new Update(UserId.of("user-" + i), changes), 1_000L * i, i);
    }
    return population;
  }

  private static Selection chosen(Random random, Population population, AsOf asOf) {
    Selection among = population.select(new ResolvedCondition.All(List.of()), asOf);
    Selection some = Selection.of(new long[among.size() / 64 + 1], among.size());
    long[] words = new long[among.size() / 64 + 1];
    among.ordinals().filter(_ -> random.nextInt(3) > 0).forEach(o -> words[o / 64] |= 1L << o);
    some.add(Selection.of(words, among.size()));
    among.retain(some);
    return among;
  }

  private void check(Groups groups, Attribute attribute, Selection among, int limit) {
    Set<Integer> left = ordinals(among);
    int named = 0;
    for (Group group : groups.groups()) {
      Set<Integer> expected =
          switch (group.part()) {
            case Part.Of(Content content) ->
                ordinals(among).stream()
                    .filter(o -> has(users.get(o).get(attribute.field()), content))
                    .collect(Collectors.toSet());
            case Part.Missing _ ->
                ordinals(among).stream()
                    .filter(o -> !users.get(o).containsKey(attribute.field()))
                    .collect(Collectors.toSet());
            // What no group before it had and that has a value.
            case Part.Other _ ->
                left.stream()
                    .filter(o -> users.get(o).containsKey(attribute.field()))
                    .collect(Collectors.toSet());
          };
      named += group.part() instanceof Part.Of ? 1 : 0;
      assertThat(ordinals(group.users())).as("%s", group.part()).isEqualTo(expected);
      left.removeAll(expected);
    }
    assertThat(left).isEmpty();
    assertThat(named).isLessThanOrEqualTo(Math.max(2, limit));
  }

  private static boolean has(@Nullable AttributeValue value, Content content) {
    return switch (content) {
      case Content.Value(AttributeValue wanted) ->
          wanted.equals(value)
              || (value instanceof AttributeValue.Texts(var texts)
                  && wanted instanceof AttributeValue.Text(String text)
                  && texts.contains(text));
      case Content.Range(AttributeValue from, AttributeValue to) ->
          value != null && number(value) >= number(from) && number(value) < number(to);
    };
  }

  private static double number(AttributeValue value) {
    return switch (value) {
      case AttributeValue.Numeric(double number) -> number;
      case AttributeValue.Date(long millis) -> millis;
      case AttributeValue.Bool _, AttributeValue.Text _, AttributeValue.Texts _ ->
          throw new AssertionError(value);
    };
  }

  private void figures(Population population, Attribute attribute, Selection among, AsOf asOf) {
    double[] numbers =
        ordinals(among).stream()
            .map(o -> users.get(o).get(attribute.field()))
            .filter(AttributeValue.Numeric.class::isInstance)
            .mapToDouble(GroupsLawsTest::number)
            .sorted()
            .toArray();
    NumberFigures figures =
        NumberFigures.of(population.tally(new Operand.OfAttribute(attribute), asOf), among);
    check(figures, numbers, among.count());
  }

  private static void check(NumberFigures figures, double[] sorted, long among) {
    assertThat(figures.users()).isEqualTo(sorted.length);
    assertThat(figures.missing()).isEqualTo(among - sorted.length);
    if (sorted.length == 0) {
      assertThat(figures.average()).isNaN();
      assertThat(figures.percentiles()).allMatch(one -> one.isNaN());
      return;
    }
    double sum = LongStream.range(0, sorted.length).mapToDouble(i -> sorted[(int) i]).sum();
    assertThat(figures.sum()).isCloseTo(sum, within(Math.abs(sum) * 1e-9 + 1e-6));
    assertThat(figures.least()).isEqualTo(sorted[0]);
    assertThat(figures.greatest()).isEqualTo(sorted[sorted.length - 1]);
    for (int i = 0; i < NumberFigures.PERCENTS.size(); i++) {
      int rank = Math.ceilDiv(sorted.length * NumberFigures.PERCENTS.get(i), 100);
      assertThat(figures.percentiles().get(i)).isEqualTo(sorted[Math.max(1, rank) - 1]);
    }
  }

  /// So many different numbers that they are not counted one by one.
  @Test
  void percentilesOfManyNumbersAreExact() {
    Random random = new Random(7);
    Attribute attribute = new Attribute(1, "crm", "arr", AttributeType.NUMBER);
    Population population = new Population();
    population.addAttribute(attribute);
    double[] numbers = new double[120_000];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextGaussian() * Math.pow(10, random.nextInt(12) - 4);
      population.apply(
          new Update(
              UserId.of("u" + i),
              List.of(new Change.Set(1, new AttributeValue.Numeric(numbers[i])))),
          0,
          i);
    }
    AsOf asOf = new AsOf(Instant.EPOCH, ZONE);
    Selection all = population.select(new ResolvedCondition.All(List.of()), asOf);
    Arrays.sort(numbers);
    check(
        NumberFigures.of(population.tally(new Operand.OfAttribute(attribute), asOf), all),
        numbers,
        numbers.length);
  }

  private static void overlap(Random random, List<Groups> groups, Selection among) {
    List<Selection> sets =
        IntStream.range(0, 1 + random.nextInt(4))
            .mapToObj(_ -> groups.get(random.nextInt(groups.size())).groups().getFirst().users())
            .toList();
    List<Long> counts = Overlap.of(sets, among).combinations();
    assertThat(counts).hasSize(1 << sets.size());
    long[] expected = new long[counts.size()];
    for (int ordinal : ordinals(among)) {
      int place = 0;
      for (int i = 0; i < sets.size(); i++) {
        place |= sets.get(i).has(ordinal) ? 1 << i : 0;
      }
      expected[place]++;
    }
    assertThat(counts).isEqualTo(LongStream.of(expected).boxed().toList());
  }

  private static Set<Integer> ordinals(Selection selection) {
    return selection.ordinals().boxed().collect(Collectors.toCollection(HashSet::new));
  }
}
