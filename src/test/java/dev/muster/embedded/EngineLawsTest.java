package dev.muster.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.activity.Activity;
import dev.muster.activity.ActivityScan;
import dev.muster.activity.Day;
import dev.muster.activity.Span;
import dev.muster.attribute.AttributeValue;
import dev.muster.condition.AsOf;
import dev.muster.condition.NumberTest;
import dev.muster.condition.Operand;
import dev.muster.condition.ResolvedCondition;
import dev.muster.condition.UserField;
import dev.muster.intake.Delivery;
import dev.muster.intake.Outcome;
import dev.muster.pageload.ActivityBatch.Load;
import dev.muster.population.Change;
import dev.muster.population.Population;
import dev.muster.population.Selection;
import dev.muster.population.UserCheck;
import dev.muster.population.UserId;
import dev.muster.population.UserState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds the engine to a naive account of the same deliveries, over reopenings and checkpoints at
/// random moments.
class EngineLawsTest {

  private static final Instant START = Instant.parse("2026-05-01T10:00:00Z");

  @TempDir Path data;

  private static LongStream seeds() {
    return LongStream.range(0, 25);
  }

  /// What a user should be.
  private static final class Expected {
    private final Map<Integer, AttributeValue> values = new TreeMap<>();
    private final List<String> deliveries = new ArrayList<>();
    private OptionalLong first = OptionalLong.empty();
    private OptionalLong last = OptionalLong.empty();
    private long sessions;

    void seen(long atMillis) {
      if (last.isEmpty() || atMillis - last.getAsLong() > 30 * 60_000) {
        sessions++;
      }
      first = first.isEmpty() ? OptionalLong.of(atMillis) : first;
      last = OptionalLong.of(atMillis);
    }
  }

  private final Map<String, Expected> users = new HashMap<>();
  private final List<String> accepted = new ArrayList<>();
  private final List<String> rejected = new ArrayList<>();
  private final Map<Instant, Map<Outcome, Long>> hours = new HashMap<>();
  private final List<PageLoad> pageLoads = new ArrayList<>();
  private Instant latest = START;
  private final Map<String, List<String>> sentOf = new HashMap<>();

  private record PageLoad(String user, long epochDay, @Nullable String page) {}

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theEngineIsWhatItsDeliveriesAddUpTo(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    EngineOptions options = EngineWorld.options(data.resolve("d" + seed));
    Engine engine = EngineWorld.open(options);
    EngineWorld.found(engine);
    Instant now = START;
    for (int round = 0; round < 6; round++) {
      for (int burst = 0; burst < 4; burst++) {
        now = now.plus(Duration.ofMinutes(random.nextInt(1, 50)));
        deliver(engine, random, now);
        see(engine, random, now);
        erase(engine, random);
        if (random.nextInt(3) == 0) {
          engine.checkpoint();
        }
        if (random.nextInt(4) == 0) {
          changeMapping(engine, random);
        }
      }
      check(engine);
      engine.close();
      engine = EngineWorld.open(options);
      check(engine);
    }
    engine.close();
  }

  /// Submits many at once, so that groups hold several deliveries of one user.
  private void deliver(Engine engine, SplittableRandom random, Instant now) {
    List<Delivery> deliveries = new ArrayList<>();
    List<CompletableFuture<String>> ids = new ArrayList<>();
    int count = random.nextInt(1, 120);
    for (int i = 0; i < count; i++) {
      String user = "user-" + random.nextInt(40);
      Delivery delivery =
          random.nextInt(5) == 0
              ? EngineWorld.rejected(
                  engine, random.nextInt(3) == 0 ? Optional.empty() : Optional.of(user), now)
              : EngineWorld.accepted(engine, user, now, EngineWorld.change(engine, random));
      deliveries.add(delivery);
      ids.add(EngineWorld.submit(engine, delivery));
    }
    for (int i = 0; i < count; i++) {
      expect(ids.get(i).join(), deliveries.get(i));
    }
  }

  private void expect(String id, Delivery delivery) {
    latest = delivery.at();
    delivery.user().ifPresent(user -> sentOf.computeIfAbsent(user, _ -> new ArrayList<>()).add(id));
    hours
        .computeIfAbsent(latest.truncatedTo(ChronoUnit.HOURS), _ -> new HashMap<>())
        .merge(delivery.outcome(), 1L, Long::sum);
    if (delivery.update().isEmpty()) {
      rejected.addFirst(id);
      delivery.user().map(users::get).ifPresent(user -> user.deliveries.addFirst(id));
      return;
    }
    accepted.addFirst(id);
    Expected user = users.computeIfAbsent(delivery.user().orElseThrow(), _ -> new Expected());
    user.deliveries.addFirst(id);
    for (Change change : delivery.update().get().changes()) {
      switch (change) {
        case Change.Set(int attribute, AttributeValue value) -> user.values.put(attribute, value);
        case Change.Clear(int attribute) -> user.values.remove(attribute);
      }
    }
  }

  /// Erases users, known or not: their deliveries so far are not shown any more.
  private void erase(Engine engine, SplittableRandom random) throws IOException {
    int environment = EngineWorld.production(engine).id();
    for (int i = random.nextInt(4); i > 0; i--) {
      String user = "user-" + random.nextInt(45);
      engine.erase(environment, UserId.of(user));
      users.remove(user);
      pageLoads.removeIf(load -> load.user.equals(user));
      for (String id : sentOf.getOrDefault(user, List.of())) {
        accepted.remove(id);
        rejected.remove(id);
        assertThat(engine.deliveries().find(id)).as(id).isEmpty();
      }
    }
  }

  private void see(Engine engine, SplittableRandom random, Instant now) {
    int environment = EngineWorld.production(engine).id();
    for (int i = random.nextInt(20); i > 0; i--) {
      String user = "user-" + random.nextInt(60);
      String page = random.nextInt(4) == 0 ? null : "/page-" + random.nextInt(5);
      engine
          .activity()
          .seen(environment, UserId.of(user), new Load(now.toEpochMilli(), page, List.of()));
      if (users.containsKey(user)) {
        users.get(user).seen(now.toEpochMilli());
        pageLoads.add(new PageLoad(user, EngineWorld.day(engine, now), page));
      }
    }
    engine.flushActivity();
    Delivery after = EngineWorld.rejected(engine, Optional.empty(), now);
    expect(EngineWorld.submit(engine, after).join(), after);
  }

  /// Takes an attribute away or brings it back: its values are erased, and it is another one.
  private void changeMapping(Engine engine, SplittableRandom random) {
    int before = EngineWorld.attribute(engine, "vip");
    engine
        .catalog()
        .integrations()
        .update(
            EngineWorld.ADMIN,
            "shop",
            "crm",
            EngineWorld.form("plan", "arr"),
            OptionalLong.empty(),
            true);
    engine
        .catalog()
        .integrations()
        .update(
            EngineWorld.ADMIN,
            "shop",
            "crm",
            EngineWorld.form("arr", "vip", "plan"),
            OptionalLong.empty(),
            random.nextBoolean());
    assertThat(EngineWorld.attribute(engine, "vip")).isNotEqualTo(before);
    users.values().forEach(user -> user.values.remove(before));
  }

  private void check(Engine engine) throws IOException {
    int environment = EngineWorld.production(engine).id();
    Population population = engine.population(environment).orElseThrow();
    assertThat(population.size()).isEqualTo(users.size());
    for (Map.Entry<String, Expected> one : users.entrySet()) {
      UserState state = population.user(UserId.of(one.getKey())).orElseThrow();
      Map<Integer, AttributeValue> values = new TreeMap<>();
      state.held().forEach(held -> values.put(held.attributeId(), held.value()));
      Expected expected = one.getValue();
      assertThat(values).as(one.getKey()).isEqualTo(expected.values);
      assertThat(state.firstSeenMillis()).isEqualTo(expected.first);
      assertThat(state.lastSeenMillis()).isEqualTo(expected.last);
      assertThat(state.sessions()).isEqualTo(expected.sessions);
      assertThat(state.pageLoads())
          .isEqualTo(pageLoads.stream().filter(load -> load.user.equals(one.getKey())).count());
      DeliveryQuery ofUser =
          new DeliveryQuery(
              environment,
              Set.of(),
              Set.of(Outcome.values()),
              Optional.of(one.getKey()),
              _ -> true);
      assertThat(ids(engine, ofUser)).as(one.getKey()).isEqualTo(expected.deliveries);
    }
    checkActivity(engine, population, users.keySet());
    checkCounts(engine.counts(environment, EngineWorld.crm(engine).id(), latest));
    assertThat(ids(engine, chain(engine, Outcome.ACCEPTED))).isEqualTo(accepted);
    assertThat(ids(engine, chain(engine, Outcome.REJECTED))).isEqualTo(rejected);
  }

  private void checkActivity(Engine engine, Population population, Set<String> all) {
    Activity activity = engine.activityOf(EngineWorld.production(engine).id());
    Map<Long, List<PageLoad>> byDay =
        pageLoads.stream().collect(Collectors.groupingBy(PageLoad::epochDay));
    assertThat(
            activity.days().values().stream()
                .filter(day -> day.loads() > 0)
                .collect(Collectors.toMap(Day::epochDay, Day::loads)))
        .isEqualTo(
            byDay.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, one -> (long) one.getValue().size())));
    if (byDay.isEmpty()) {
      return;
    }
    Span span = new Span(Collections.min(byDay.keySet()), Collections.max(byDay.keySet()));
    long[] words = new long[(population.rows() + 63) / 64];
    all.stream()
        .mapToInt(user -> population.ordinalOf(UserId.of(user)))
        .forEach(ordinal -> words[ordinal / 64] |= 1L << ordinal);
    Map<String, ActivityScan.PageCount> found = new TreeMap<>();
    new ActivityScan(activity)
        .pages(span, Selection.of(words, population.rows()))
        .forEach((key, count) -> {
          if (count.loads() > 0) {
            found.put(activity.pages().name(key), count);
          }
        });
    Map<String, ActivityScan.PageCount> expected = new TreeMap<>();
    pageLoads.stream()
        .filter(load -> load.page != null)
        .collect(Collectors.groupingBy(PageLoad::page))
        .forEach((page, loads) ->
            expected.put(
                page,
                new ActivityScan.PageCount(
                    loads.stream().map(PageLoad::user).distinct().count(), loads.size())));
    assertThat(found).isEqualTo(expected);
    checkActiveDays(engine, population, all, span.last());
    long sessions = users.values().stream().mapToLong(user -> user.sessions).sum();
    assertThat(activity.days().values().stream().mapToLong(Day::sessions).sum())
        .isEqualTo(sessions);
  }

  private void checkActiveDays(
      Engine engine, Population population, Set<String> all, long lastDay) {
    ZoneId zone = engine.catalog().current().system("shop").orElseThrow().timeZone();
    Instant noon = LocalDate.ofEpochDay(lastDay).atTime(12, 0).atZone(zone).toInstant();
    AsOf asOf = new AsOf(noon, zone);
    for (int least = 1; least < 4; least++) {
      ResolvedCondition condition =
          new ResolvedCondition.NumberIs(
              new Operand.OfUser(UserField.ACTIVE_DAYS),
              new NumberTest.Range(least, true, Double.POSITIVE_INFINITY, false));
      Set<String> expected = new TreeSet<>();
      for (String user : all) {
        long days =
            pageLoads.stream()
                .filter(load -> load.user.equals(user))
                .mapToLong(PageLoad::epochDay)
                .distinct()
                .count();
        if (days >= least) {
          expected.add(user);
        }
      }
      Set<String> found = new TreeSet<>();
      population
          .select(condition, asOf)
          .ordinals()
          .forEach(ordinal -> found.add(population.idOf(ordinal).toString()));
      assertThat(found).isEqualTo(expected);
      UserCheck check = population.compile(condition);
      assertThat(all.stream().filter(user -> check.holds(UserId.of(user), asOf, null)))
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  /// Exactly, also after a replay from a checkpoint.
  private void checkCounts(DeliveryCounts counts) {
    assertThat(counts.hours()).hasSize(48);
    for (DeliveryCounts.Hour hour : counts.hours()) {
      Map<Outcome, Long> expected = hours.getOrDefault(hour.at(), Map.of());
      assertThat(hour.counts())
          .as(hour.at().toString())
          .isEqualTo(
              new DeliveryCounts.Counts(
                  expected.getOrDefault(Outcome.ACCEPTED, 0L),
                  expected.getOrDefault(Outcome.PARTIAL, 0L),
                  expected.getOrDefault(Outcome.REJECTED, 0L),
                  0,
                  0,
                  0));
    }
    assertThat(counts.hours().getLast().at()).isEqualTo(latest.truncatedTo(ChronoUnit.HOURS));
    assertThat(counts.last().map(DeliveryCounts.Last::at)).contains(latest);
  }

  private static DeliveryQuery chain(Engine engine, Outcome outcome) {
    return new DeliveryQuery(
        EngineWorld.production(engine).id(),
        Set.of(EngineWorld.crm(engine).id()),
        Set.of(outcome),
        Optional.empty(),
        _ -> true);
  }

  private static List<String> ids(Engine engine, DeliveryQuery query) throws IOException {
    List<String> ids = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      DeliveryPage page = engine.deliveries().find(query, cursor, 7);
      page.items().forEach(item -> ids.add(item.id()));
      cursor = page.nextCursor();
    } while (cursor.isPresent());
    return ids;
  }
}
