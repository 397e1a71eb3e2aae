package dev.muster.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.attribute.AttributeValue;
import dev.muster.embedded.NaiveCounts.Came;
import dev.muster.embedded.NaiveCounts.Seen;
import dev.muster.intake.Delivery;
import dev.muster.intake.Outcome;
import dev.muster.intake.RejectedProperty;
import dev.muster.population.Change;
import dev.muster.population.Update;
import dev.muster.population.UserId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What an engine counts in weeks of deliveries, with checkpoints and restarts between them, is
/// what going through all of them gives.
class IntegrationCountsLawsTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final List<Seen> SEEN = List.of(Seen.VALUED, Seen.EMPTY, Seen.REFUSED);
  private static final List<String> NAMES = List.of("plan", "arr", "vip");

  @TempDir Path data;

  static Stream<Long> seeds() {
    return LongStream.range(0, 6).boxed();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void countsAreWhatGoingThroughAllDeliveriesGives(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    // Over the change to winter time, and for longer than anything is kept.
    Instant now = Instant.parse("2026-10-01T00:00:00Z");
    EngineOptions options = EngineWorld.options(data).withClock(InstantSource.fixed(now));
    Engine engine = EngineWorld.open(options);
    try {
      EngineWorld.found(engine);
      NaiveCounts naive = new NaiveCounts();
      for (int i = 0; i < 300; i++) {
        now = now.plus(Duration.ofSeconds(random.nextLong(i < 200 ? 20_000 : 2_000)));
        Came came = came(engine, random, now);
        naive.add(came);
        CompletableFuture<String> taken = EngineWorld.submit(engine, delivery(engine, came));
        if (i == 299) {
          taken.join();
        }
        if (random.nextInt(60) == 0) {
          engine.checkpoint();
        }
        if (random.nextInt(80) == 0) {
          engine.close();
          engine = EngineWorld.open(options);
        }
      }
      engine.close();
      engine = EngineWorld.open(options);
      for (int hours : List.of(0, 5, 40, 400)) {
        Instant later = now.plus(Duration.ofHours(hours));
        assertThat(ordered(history(engine, later)))
            .as("%d hours later", hours)
            .isEqualTo(naive.counts(later, BERLIN));
      }
    } finally {
      engine.close();
    }
  }

  private static IntegrationCounts history(Engine engine, Instant now) {
    return engine.history(
        EngineWorld.production(engine).id(), EngineWorld.crm(engine).id(), now, BERLIN);
  }

  private static IntegrationCounts ordered(IntegrationCounts counts) {
    return new IntegrationCounts(
        counts.recent(),
        counts.hours(),
        counts.days(),
        counts.properties().stream()
            .sorted(Comparator.comparingInt(IntegrationCounts.PropertyCounts::attributeId))
            .toList(),
        counts.refusals());
  }

  private static Came came(Engine engine, SplittableRandom random, Instant at) {
    int what = random.nextInt(10);
    if (what < 2) {
      return new Came(
          at,
          what == 0 ? Outcome.REJECTED : Outcome.IGNORED,
          what == 0
              ? Optional.of(random.nextBoolean() ? "malformed-json" : "signature-invalid")
              : Optional.empty(),
          Map.of());
    }
    Map<Integer, Seen> properties = new TreeMap<>();
    for (String name : NAMES) {
      if (random.nextInt(3) > 0) {
        properties.put(EngineWorld.attribute(engine, name), SEEN.get(random.nextInt(SEEN.size())));
      }
    }
    long refused = properties.values().stream().filter(one -> one == Seen.REFUSED).count();
    if (refused == 0) {
      return new Came(at, Outcome.ACCEPTED, Optional.empty(), properties);
    }
    return refused == properties.size()
        ? new Came(at, Outcome.REJECTED, Optional.of("nothing-usable"), properties)
        : new Came(at, Outcome.PARTIAL, Optional.empty(), properties);
  }

  private static Delivery delivery(Engine engine, Came came) {
    List<Change> changes = new ArrayList<>();
    List<RejectedProperty> rejected = new ArrayList<>();
    for (String name : NAMES) {
      int id = EngineWorld.attribute(engine, name);
      switch (came.properties().get(id)) {
        case null -> {}
        case VALUED -> changes.add(new Change.Set(id, value(name)));
        case EMPTY -> changes.add(new Change.Clear(id));
        case REFUSED ->
            rejected.add(new RejectedProperty(name, "customer." + name, "not a number: \"x\""));
      }
    }
    boolean isTaken = came.outcome() == Outcome.ACCEPTED || came.outcome() == Outcome.PARTIAL;
    return new Delivery(
        came.at(),
        EngineWorld.production(engine).id(),
        EngineWorld.crm(engine).id(),
        came.outcome(),
        isTaken ? Optional.of(new Update(UserId.of("ann"), changes)) : Optional.empty(),
        Optional.of("ann"),
        rejected,
        came.refusal().map(code -> new Delivery.Refusal(422, code, "why")),
        100,
        "192.0.2.7");
  }

  private static AttributeValue value(String name) {
    return switch (name) {
      case "arr" -> new AttributeValue.Numeric(5);
      case "vip" -> new AttributeValue.Bool(true);
      default -> new AttributeValue.Text("pro");
    };
  }
}
