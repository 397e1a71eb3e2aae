package dev.muster.insights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.attribute.Attribute;
import dev.muster.attribute.AttributeType;
import dev.muster.attribute.AttributeValue;
import dev.muster.condition.AsOf;
import dev.muster.condition.Condition;
import dev.muster.condition.NaiveEvaluator;
import dev.muster.condition.Operand;
import dev.muster.condition.RandomConditions;
import dev.muster.condition.Resolver;
import dev.muster.insights.Breakdown.Bucket;
import dev.muster.insights.Breakdown.Content;
import dev.muster.population.Change;
import dev.muster.population.Population;
import dev.muster.population.Selection;
import dev.muster.population.SmallBlocks;
import dev.muster.population.Update;
import dev.muster.population.UserId;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random populations, changed at random, against counting by hand.
class BreakdownsLawsTest {

  private static final AsOf AS_OF = new AsOf(Instant.EPOCH, ZoneId.of("UTC"));

  private static final List<String> ZONES =
      List.of("UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kolkata", "Pacific/Apia");

  private static final List<Interval> INTERVALS =
      List.of(Interval.DAY, Interval.WEEK, Interval.MONTH);

  private final Map<String, Map<String, AttributeValue>> model = new LinkedHashMap<>();

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyFigureIsWhatCountingOneByOneGives(long seed) throws Exception {
    Random random = new Random(seed);
    Instant now = Instant.parse("2011-10-01T00:00:00Z").plusSeconds(random.nextInt(31_000_000));
    ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
    RandomConditions things = new RandomConditions(seed, now);
    Population population = SmallBlocks.population();
    things.attributes().forEach(population::addAttribute);
    change(population, things, random);

    for (int i = 0; i < 4; i++) {
      Condition condition = things.condition();
      Condition segment = things.condition();
      NaiveEvaluator naive = new NaiveEvaluator(things.segments(), now, zone);
      AsOf asOf = new AsOf(now, zone);
      Resolver resolver = new Resolver(things, zone);
      Selection matching = population.select(resolver.resolve(condition), asOf);
      Selection both = population.select(resolver.resolve(segment), asOf);
      both.retain(matching);
      List<Map<String, AttributeValue>> users = users(user -> naive.holds(condition, user));
      List<Map<String, AttributeValue>> inSegment =
          users(user -> naive.holds(condition, user) && naive.holds(segment, user));
      for (Attribute attribute : things.attributes()) {
        Operand field = new Operand.OfAttribute(attribute);
        Breakdowns breakdowns =
            new Breakdowns(
                population,
                field,
                population.size(),
                matching,
                new LinkedHashMap<>(Map.of("s", both)),
                asOf);
        Naive all = new Naive(users, inSegment, attribute, zone);
        for (Optional<Interval> interval :
            List.of(Optional.<Interval>empty(), Optional.of(INTERVALS.get(random.nextInt(3))))) {
          var detail =
              new Breakdowns.Detail(1 + random.nextInt(12), interval, 2 + random.nextInt(30));
          all.check(breakdowns.by(detail), detail, population.size());
        }
        checkKnown(population, field, matching, users, attribute, random.nextInt(12) + 1);
      }
    }
  }

  private void change(Population population, RandomConditions things, Random random) {
    for (int i = 0; i < 500; i++) {
      String id = "user-" + random.nextInt(300);
      Map<String, AttributeValue> user = model.computeIfAbsent(id, _ -> new HashMap<>());
      List<Change> changes = new ArrayList<>();
      for (Attribute attribute : things.attributes()) {
        if (random.nextInt(4) == 0) {
          changes.add(new Change.Clear(attribute.id()));
          user.remove(attribute.field());
        } else if (random.nextInt(2) == 0) {
          AttributeValue value = things.value(attribute.type());
          changes.add(new Change.Set(attribute.id(), value));
          user.put(attribute.field(), value);
        }
      }
      population.apply(new Update(UserId.of(id), changes), 1_000L * i, i);
    }
  }

  private List<Map<String, AttributeValue>> users(Predicate<Map<String, AttributeValue>> test) {
    return model.values().stream().filter(test).toList();
  }

  /// Counting by hand.
  private record Naive(
      List<Map<String, AttributeValue>> users,
      List<Map<String, AttributeValue>> inSegment,
      Attribute attribute,
      ZoneId zone) {

    void check(Breakdown breakdown, Breakdowns.Detail detail, int total) {
      List<AttributeValue> values = values(users, attribute);
      assertThat(breakdown.total()).isEqualTo(total);
      assertThat(breakdown.matching()).isEqualTo(users.size());
      assertThat(breakdown.missing()).isEqualTo(users.size() - values.size());
      for (Bucket bucket : breakdown.buckets()) {
        assertThat(bucket.users()).as("%s", bucket).isEqualTo(count(values, bucket.content()));
        assertThat(bucket.split())
            .as("%s", bucket)
            .isEqualTo(Map.of("s", count(values(inSegment, attribute), bucket.content())));
      }
      if (attribute.type() != AttributeType.STRINGS) {
        long shown = breakdown.buckets().stream().mapToLong(Bucket::users).sum();
        assertThat(breakdown.missing() + breakdown.other() + shown).isEqualTo(users.size());
      }
      switch (breakdown.kind()) {
        case VALUES -> checkValues(breakdown, values, detail.values());
        case HISTOGRAM -> checkRanges(breakdown, values, detail.ranges());
        case TIME -> checkTimes(breakdown, values, detail);
      }
    }

    private static long count(List<AttributeValue> values, Content content) {
      return values.stream()
          .filter(value ->
              switch (content) {
                case Content.Value(AttributeValue wanted) ->
                    value.equals(wanted)
                        || (value instanceof AttributeValue.Texts(var texts)
                            && wanted instanceof AttributeValue.Text(String text)
                            && texts.contains(text));
                case Content.Range(AttributeValue from, AttributeValue to) ->
                    number(value) >= number(from) && number(value) < number(to);
              })
          .count();
    }

    private void checkValues(Breakdown breakdown, List<AttributeValue> values, int limit) {
      assertThat(breakdown.buckets().stream().map(Naive::counted).toList())
          .isEqualTo(top(values, limit));
      long each = frequencies(values).values().stream().mapToLong(Long::longValue).sum();
      long shown = breakdown.buckets().stream().mapToLong(Bucket::users).sum();
      assertThat(breakdown.other()).isEqualTo(each - shown);
    }

    private static KnownValues.Counted counted(Bucket bucket) {
      if (bucket.content() instanceof Content.Value(AttributeValue value)) {
        return new KnownValues.Counted(value, bucket.users());
      }
      throw new AssertionError(bucket);
    }

    private static void checkRanges(
        Breakdown breakdown, List<AttributeValue> values, int rangesMax) {
      assertThat(breakdown.buckets().isEmpty()).isEqualTo(values.isEmpty());
      assertThat(breakdown.buckets()).hasSizeLessThanOrEqualTo(rangesMax);
      assertThat(breakdown.other()).isZero();
      checkGapless(breakdown.buckets());
      if (!values.isEmpty()) {
        assertThat(breakdown.buckets().getFirst().users()).isPositive();
        assertThat(breakdown.buckets().getLast().users()).isPositive();
      }
    }

    private static void checkGapless(List<Bucket> buckets) {
      for (int i = 1; i < buckets.size(); i++) {
        assertThat(range(buckets.get(i)).from()).isEqualTo(range(buckets.get(i - 1)).to());
      }
    }

    private static Content.Range range(Bucket bucket) {
      return (Content.Range) bucket.content();
    }

    private void checkTimes(
        Breakdown breakdown, List<AttributeValue> values, Breakdowns.Detail detail) {
      Interval interval = breakdown.interval().orElseThrow();
      detail.interval().ifPresent(wanted -> assertThat(interval).isEqualTo(wanted));
      assertThat(breakdown.buckets().isEmpty()).isEqualTo(values.isEmpty());
      assertThat(breakdown.other()).isZero();
      checkGapless(breakdown.buckets());
      for (Bucket bucket : breakdown.buckets()) {
        Instant from = Instant.ofEpochMilli((long) number(range(bucket).from()));
        LocalDate day = from.atZone(zone).toLocalDate();
        assertThat(day.atStartOfDay(zone).toInstant()).isEqualTo(from);
        switch (interval) {
          case DAY -> {}
          case WEEK -> assertThat(day.getDayOfWeek()).isEqualTo(DayOfWeek.MONDAY);
          case MONTH -> assertThat(day.getDayOfMonth()).isEqualTo(1);
        }
      }
    }
  }

  private static double number(AttributeValue value) {
    return switch (value) {
      case AttributeValue.Numeric(double number) -> number;
      case AttributeValue.Date(long millis) -> millis;
      case AttributeValue.Bool(boolean bool) -> bool ? 1 : 0;
      case AttributeValue.Text _, AttributeValue.Texts _ -> throw new AssertionError(value);
    };
  }

  private static List<AttributeValue> values(
      List<Map<String, AttributeValue>> users, Attribute attribute) {
    return users.stream()
        .filter(user -> user.containsKey(attribute.field()))
        .map(user -> user.get(attribute.field()))
        .toList();
  }

  private static Map<AttributeValue, Long> frequencies(List<AttributeValue> values) {
    Map<AttributeValue, Long> frequencies = new HashMap<>();
    for (AttributeValue value : values) {
      if (value instanceof AttributeValue.Texts(List<String> texts)) {
        texts.forEach(text -> frequencies.merge(new AttributeValue.Text(text), 1L, Long::sum));
      } else {
        frequencies.merge(value, 1L, Long::sum);
      }
    }
    return frequencies;
  }

  private static List<KnownValues.Counted> top(List<AttributeValue> values, int limit) {
    Comparator<AttributeValue> order =
        (one, other) ->
            one instanceof AttributeValue.Text(String text)
                    && other instanceof AttributeValue.Text(String otherText)
                ? text.compareTo(otherText)
                : Double.compare(number(one), number(other));
    return frequencies(values).entrySet().stream()
        .map(one -> new KnownValues.Counted(one.getKey(), one.getValue()))
        .sorted(
            Comparator.comparingLong((KnownValues.Counted one) -> -one.users())
                .thenComparing(KnownValues.Counted::value, order))
        .limit(limit)
        .toList();
  }

  private static void checkKnown(
      Population population,
      Operand field,
      Selection matching,
      List<Map<String, AttributeValue>> users,
      Attribute attribute,
      int limit) {
    List<AttributeValue> values = values(users, attribute);
    KnownValues known = KnownValues.of(population, field, AS_OF, matching, "", limit);
    assertThat(known.missing()).isEqualTo(users.size() - values.size());
    assertThat(known.known()).isEqualTo(OptionalLong.of(frequencies(values).size()));
    assertThat(known.values()).isEqualTo(top(values, limit));
    if (attribute.type() == AttributeType.NUMBER || attribute.type() == AttributeType.DATE) {
      var sorted = new TreeMap<Double, AttributeValue>();
      values.forEach(value -> sorted.put(number(value), value));
      assertThat(known.least())
          .isEqualTo(Optional.ofNullable(sorted.isEmpty() ? null : sorted.firstEntry().getValue()));
      assertThat(known.greatest())
          .isEqualTo(Optional.ofNullable(sorted.isEmpty() ? null : sorted.lastEntry().getValue()));
    }
    if (attribute.type() == AttributeType.STRING) {
      KnownValues some = KnownValues.of(population, field, AS_OF, matching, "PRO", limit);
      assertThat(some.values())
          .isEqualTo(
              top(
                  values.stream()
                      .filter(value ->
                          value instanceof AttributeValue.Text(String text)
                              && text.toLowerCase(java.util.Locale.ROOT).contains("pro"))
                      .toList(),
                  limit));
      assertThat(some.known()).isEqualTo(known.known());
    }
  }
}
