package dev.muster.population;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.attribute.Attribute;
import dev.muster.attribute.AttributeValue;
import dev.muster.condition.AsOf;
import dev.muster.condition.Condition;
import dev.muster.condition.NaiveEvaluator;
import dev.muster.condition.RandomConditions;
import dev.muster.condition.ResolvedCondition;
import dev.muster.condition.Resolver;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random populations, changed at random, against maps and the naive evaluator.
class PopulationLawsTest {

  private static final List<String> ZONES =
      List.of("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe");
  private static final int BLOCK_ROWS = 64;

  private final Map<String, Map<String, AttributeValue>> model = new LinkedHashMap<>();

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void bothWaysToRunAConditionAgreeWithTheNaiveOne(long seed) throws Exception {
    Random random = new Random(seed);
    // Around the ends of summer time of both hemispheres, and of months.
    Instant now = Instant.parse("2026-03-01T00:00:00Z").plusSeconds(random.nextInt(31_000_000));
    ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
    RandomConditions things = new RandomConditions(seed, now);
    Population population = new Population(BLOCK_ROWS);
    things.attributes().forEach(population::addAttribute);
    change(population, things, random, 400);
    check(population, things, now, zone);

    Population image = readBack(population, things);
    check(image, things, now, zone);
    change(image, things, random, 100);
    check(image, things, now, zone);

    // What was erased before an image is no more in it, and the users may come back.
    erase(image, random);
    check(image, things, now, zone);
    Population second = readBack(image, things);
    check(second, things, now, zone);
    change(second, things, random, 100);
    check(second, things, now, zone);
  }

  /// Erases some users, and asks for some that are not there.
  private void erase(Population population, Random random) {
    for (int i = 0; i < 60; i++) {
      String id = "user-" + random.nextInt(320);
      boolean known = model.remove(id) != null;
      assertThat(population.erase(UserId.of(id))).as(id).isEqualTo(known);
      assertThat(population.knows(UserId.of(id))).as(id).isFalse();
      assertThat(population.user(UserId.of(id))).as(id).isEmpty();
      assertThat(population.lastDelivery(UserId.of(id))).isEqualTo(Population.NO_DELIVERY);
    }
  }

  private void change(Population population, RandomConditions things, Random random, int updates) {
    for (int i = 0; i < updates; i++) {
      if (random.nextInt(40) == 0) {
        String erased = "user-" + random.nextInt(300);
        assertThat(population.erase(UserId.of(erased))).isEqualTo(model.remove(erased) != null);
      }
      String id = "user-" + random.nextInt(300);
      Map<String, AttributeValue> user = model.computeIfAbsent(id, _ -> new HashMap<>());
      List<Change> changes = new ArrayList<>();
      for (Attribute attribute : things.attributes()) {
        switch (random.nextInt(4)) {
          case 0 -> {
            AttributeValue value = things.value(attribute.type());
            changes.add(new Change.Set(attribute.id(), value));
            user.put(attribute.field(), value);
          }
          case 1 -> {
            changes.add(new Change.Clear(attribute.id()));
            user.remove(attribute.field());
          }
          default -> {}
        }
      }
      population.apply(new Update(UserId.of(id), changes), 1_000L * i, i);
      assertThat(population.lastDelivery(UserId.of(id))).isEqualTo(i);
    }
  }

  private void check(Population population, RandomConditions things, Instant now, ZoneId zone)
      throws Exception {
    assertThat(population.size()).isEqualTo(model.size());
    assertThat(population.list("user-1", Optional.empty(), 0, 1_000).stream().map(population::at))
        .extracting(user -> user.orElseThrow().id().toString())
        .containsExactlyInAnyOrderElementsOf(
            model.keySet().stream().filter(id -> id.startsWith("user-1")).toList());
    Map<Integer, String> fields = new HashMap<>();
    things.attributes().forEach(attribute -> fields.put(attribute.id(), attribute.field()));
    model.forEach((id, expected) -> {
      Map<String, AttributeValue> found = new HashMap<>();
      population
          .user(UserId.of(id))
          .orElseThrow()
          .held()
          .forEach(held -> found.put(fields.get(held.attributeId()), held.value()));
      assertThat(found).isEqualTo(expected);
    });
    NaiveEvaluator naive = new NaiveEvaluator(things.segments(), now, zone);
    AsOf asOf = new AsOf(now, zone);
    for (int i = 0; i < 20; i++) {
      Condition condition = things.condition();
      ResolvedCondition resolved = new Resolver(things, zone).resolve(condition);
      Selection vector = population.select(resolved, asOf, Kernels.best());
      Selection scalar = population.select(resolved, asOf, new ScalarKernels());
      UserCheck check = population.compile(resolved);
      for (Map.Entry<String, Map<String, AttributeValue>> user : model.entrySet()) {
        UserId id = UserId.of(user.getKey());
        boolean expected = naive.holds(condition, user.getValue());
        int ordinal = population.ordinal(id);
        assertThat(vector.has(ordinal)).as("%s of %s", condition, user).isEqualTo(expected);
        assertThat(scalar.has(ordinal)).as("%s of %s", condition, user).isEqualTo(expected);
        assertThat(check.holds(id, asOf, null)).as("%s of %s", condition, user).isEqualTo(expected);
      }
      assertThat(vector.count()).isEqualTo(vector.ordinals().count());
      // Nobody else is found, least of all one who was erased.
      assertThat(vector.ordinals().mapToObj(population::at))
          .allSatisfy(user -> assertThat(model).containsKey(user.orElseThrow().id().toString()));
      assertThat(scalar.count()).isEqualTo(vector.count());
      assertThat(check.holds(UserId.of("nobody"), asOf, null))
          .isEqualTo(naive.holds(condition, Map.of()));
    }
  }

  private static Population readBack(Population population, RandomConditions things)
      throws Exception {
    Map<String, ByteBuffer> parts = new HashMap<>();
    population.writeImage((name, bytes) -> {
      ByteBuffer copy = ByteBuffer.allocate(bytes.remaining());
      parts.put(name, copy.put(bytes).flip());
    });
    return Population.readImage(
        name -> Optional.ofNullable(parts.get(name)).map(ByteBuffer::duplicate),
        List.copyOf(things.attributes()),
        BLOCK_ROWS);
  }
}
