package dev.muster.embedded;

import static dev.muster.embedded.EngineWorld.ADMIN;
import static dev.muster.embedded.EngineWorld.attribute;
import static dev.muster.embedded.EngineWorld.crm;
import static dev.muster.embedded.EngineWorld.production;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.attribute.AttributeType;
import dev.muster.attribute.AttributeValue;
import dev.muster.catalog.CatalogLimits;
import dev.muster.catalog.IntegrationForm;
import dev.muster.catalog.IntegrationForm.PropertyForm;
import dev.muster.catalog.IntegrationKind;
import dev.muster.catalog.Property;
import dev.muster.catalog.SystemForm;
import dev.muster.intake.Delivery;
import dev.muster.intake.Journal;
import dev.muster.intake.Outcome;
import dev.muster.population.Change;
import dev.muster.population.Update;
import dev.muster.population.UserId;
import dev.muster.population.UserState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Events shuffled and sent several times, with checkpoints and restarts in between, end as the
/// same events in order and once; and each is told what it was, as by counting.
class EventOrderLawsTest {

  @TempDir Path data;

  private record Event(String id, String user, long millis, String name, Optional<String> value) {}

  /// What is expected: of each user's attribute the latest event, and which ids were taken.
  private static final class Naive {
    private final Map<String, Event> latest = new TreeMap<>();
    private final Set<String> taken = new HashSet<>();

    Outcome take(Event event) {
      if (taken.contains(event.id)) {
        return Outcome.DUPLICATE;
      }
      taken.add(event.id);
      String place = event.user + "." + event.name;
      Event known = latest.get(place);
      if (known != null && known.millis > event.millis) {
        return Outcome.STALE;
      }
      latest.put(place, event);
      return Outcome.ACCEPTED;
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, 30);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void shuffledAndRepeatedEventsEndAsInOrder(long seed) throws Exception {
    Random random = new Random(seed);
    Naive naive = new Naive();
    List<Event> all = events(random);
    int at = 0;
    while (at < all.size()) {
      try (Engine engine = EngineWorld.open(EngineWorld.options(data))) {
        if (engine.catalog().current().system("shop").isEmpty()) {
          EngineWorld.found(engine);
        }
        int end = Math.min(all.size(), at + 1 + random.nextInt(150));
        List<CompletableFuture<Outcome>> told = new ArrayList<>();
        for (Event event : all.subList(at, end)) {
          told.add(submit(engine, event));
          if (random.nextInt(40) == 0) {
            told.getLast().join();
          }
          if (random.nextInt(60) == 0) {
            engine.checkpoint();
          }
        }
        for (int i = 0; i < told.size(); i++) {
          assertThat(told.get(i).join())
              .as("event %s", all.get(at + i))
              .isEqualTo(naive.take(all.get(at + i)));
        }
        at = end;
      }
    }
    try (Engine engine = EngineWorld.open(EngineWorld.options(data))) {
      for (Event expected : naive.latest.values()) {
        assertThat(value(engine, expected))
            .as("seed %d, %s", seed, expected)
            .isEqualTo(expected.value);
      }
    }
  }

  /// What is said of what is older has the names and paths of properties, which can be far longer
  /// than the delivery itself.
  @Test
  void anOlderPartOfPropertiesWithTheLongestNamesIsRecorded() throws Exception {
    try (Engine engine = EngineWorld.open(EngineWorld.options(data))) {
      CatalogLimits limits = CatalogLimits.DEFAULT;
      List<PropertyForm> properties = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        String end = "%02d".formatted(i);
        properties.add(
            new PropertyForm(
                "属".repeat(limits.pathLength() - 2) + end,
                "名".repeat(limits.nameLength() - 2) + end,
                AttributeType.STRING));
      }
      engine
          .catalog()
          .systems()
          .create(ADMIN, new SystemForm("shop", "Shop", "Europe/Berlin", OptionalInt.empty()));
      engine
          .catalog()
          .integrations()
          .create(
              ADMIN,
              "shop",
              new IntegrationForm("crm", "CRM", IntegrationKind.API, "customer.email", properties));
      List<Change> first = new ArrayList<>();
      List<Change> second = new ArrayList<>();
      for (Property property : crm(engine).properties()) {
        Change change = new Change.Set(property.attributeId(), new AttributeValue.Text("x"));
        if (first.size() < 29) {
          first.add(change);
        }
        second.add(change);
      }
      assertThat(submit(engine, "a", "ann", 2_000, first).join()).isEqualTo(Outcome.ACCEPTED);
      assertThat(submit(engine, "b", "ann", 1_000, second).join()).isEqualTo(Outcome.PARTIAL);
    }
  }

  private static List<Event> events(Random random) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Optional<String> value =
          random.nextInt(5) == 0 ? Optional.empty() : Optional.of("v" + random.nextInt(9));
      events.add(
          new Event("e" + i, "u" + random.nextInt(6), 1_700_000_000_000L + i * 7L, "plan", value));
    }
    for (int i = 0; i < 100; i++) {
      events.add(events.get(random.nextInt(200)));
    }
    Collections.shuffle(events, random);
    return events;
  }

  private static CompletableFuture<Outcome> submit(Engine engine, Event event) {
    int attributeId = attribute(engine, event.name);
    Change change =
        event
            .value
            .<Change>map(value -> new Change.Set(attributeId, new AttributeValue.Text(value)))
            .orElseGet(() -> new Change.Clear(attributeId));
    return submit(engine, event.id, event.user, event.millis, List.of(change));
  }

  private static CompletableFuture<Outcome> submit(
      Engine engine, String id, String user, long millis, List<Change> changes) {
    OptionalLong happened = OptionalLong.of(millis);
    Delivery delivery =
        new Delivery(
            Instant.now(),
            production(engine).id(),
            crm(engine).id(),
            Outcome.ACCEPTED,
            Optional.of(new Update(UserId.of(user), changes, happened)),
            Optional.of(user),
            List.of(),
            Optional.empty(),
            100,
            "192.0.2.7",
            Optional.empty(),
            new Delivery.Event(Optional.of(id), Optional.empty(), happened));
    CompletableFuture<Outcome> told = new CompletableFuture<>();
    engine.submit(
        delivery,
        new Journal.Confirmation() {
          @Override
          public void recorded(String deliveryId, Delivery as) {
            told.complete(as.outcome());
          }

          @Override
          public void unavailable(String why) {
            told.completeExceptionally(new IllegalStateException(why));
          }
        });
    return told;
  }

  private static Optional<String> value(Engine engine, Event event) {
    int attributeId = attribute(engine, event.name);
    return engine
        .population(production(engine).id())
        .flatMap(population -> population.user(UserId.of(event.user)))
        .flatMap(user ->
            user.held().stream().filter(held -> held.attributeId() == attributeId).findFirst())
        .map(UserState.Held::value)
        .map(value -> ((AttributeValue.Text) value).value());
  }
}
