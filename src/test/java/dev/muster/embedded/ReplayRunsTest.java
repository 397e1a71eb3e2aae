package dev.muster.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.catalog.Integration;
import dev.muster.catalog.IntegrationForm;
import dev.muster.embedded.ReplayRun.State;
import dev.muster.intake.Delivery;
import dev.muster.intake.Endpoints;
import dev.muster.intake.Intake;
import dev.muster.intake.IntakeAnswer;
import dev.muster.intake.IntakeLimits;
import dev.muster.intake.Kept;
import dev.muster.intake.Outcome;
import dev.muster.intake.Posted;
import dev.muster.population.UserId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sending refused deliveries again, all that match, also over a stop in between.
class ReplayRunsTest {

  private static final ReplayRuns.Wish ALL =
      new ReplayRuns.Wish(
          EnumSet.of(Outcome.REJECTED, Outcome.PARTIAL),
          Optional.empty(),
          new DeliveryFilter(
              Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));

  @TempDir Path data;

  /// An engine with what is needed to send to it.
  private static final class World implements AutoCloseable {
    final Engine engine;
    final Intake intake;
    final ReplayRuns runs;

    World(Path data, boolean isNew) throws IOException {
      engine = EngineWorld.open(EngineWorld.options(data));
      if (isNew) {
        EngineWorld.found(engine);
        map("arr");
      }
      Endpoints endpoints = new Endpoints(engine.secrets(), engine.accessTokens());
      engine.catalog().onChange(endpoints::rebuild);
      intake = new Intake(endpoints, engine, IntakeLimits.DEFAULT, InstantSource.system());
      runs = new ReplayRuns(engine, intake, InstantSource.system());
    }

    /// Maps these properties and no others.
    void map(String... names) {
      Integration crm = EngineWorld.crm(engine);
      IntegrationForm form = EngineWorld.form(names);
      var _ =
          engine
              .catalog()
              .integrations()
              .update(EngineWorld.ADMIN, "shop", "crm", form, OptionalLong.empty(), true);
      assertThat(EngineWorld.crm(engine).version()).isGreaterThan(crm.version());
    }

    IntakeAnswer send(String user, String rest) {
      String token =
          EngineWorld.crm(engine).endpointTokens().getOrDefault("production", "no token");
      String body = "{\"customer\":{\"email\":\"%s\",%s}}".formatted(user, rest);
      CompletableFuture<IntakeAnswer> answered = new CompletableFuture<>();
      intake.receive(
          token,
          Posted.json(body.getBytes(StandardCharsets.UTF_8), "192.0.2.7"),
          answered::complete);
      return answered.join();
    }

    ReplayRuns.Place place() {
      return new ReplayRuns.Place(
          engine.catalog().current().system("shop").orElseThrow(),
          EngineWorld.crm(engine),
          EngineWorld.production(engine));
    }

    ReplayRuns.Preview preview() throws IOException {
      return runs.preview(place(), ALL);
    }

    Optional<ReplayRun> latest() {
      return runs.latest(place().environment().id(), place().integration().id());
    }

    void begin() throws IOException {
      assertThat(runs.start(EngineWorld.ADMIN, place(), ALL)).isPresent();
    }

    ReplayRun ended() throws InterruptedException {
      Instant end = Instant.now().plus(Duration.ofSeconds(60));
      while (latest().orElseThrow().state() == State.RUNNING && Instant.now().isBefore(end)) {
        Thread.sleep(5);
      }
      return latest().orElseThrow();
    }

    /// How many deliveries are replays of refused ones, by outcome.
    int replays(Outcome outcome) throws IOException {
      DeliveryQuery query =
          new DeliveryQuery(
              place().environment().id(),
              Set.of(place().integration().id()),
              EnumSet.of(outcome),
              Optional.empty(),
              one -> one.delivery().replayOf().isPresent());
      return engine.deliveries().find(query, Optional.empty(), 10_000).items().size();
    }

    String plan(String user) {
      return engine
          .population(place().environment().id())
          .orElseThrow()
          .user(UserId.of(user))
          .orElseThrow()
          .held()
          .toString();
    }

    @Override
    public void close() throws IOException {
      engine.close();
    }
  }

  @Test
  void allThatMatchAreSentAgainInTheOrderInWhichTheyCameAndOnceOnly() throws Exception {
    try (World world = new World(data, true)) {
      // Of each user three, of which the last has to win. The number is refused as no number.
      for (int round = 0; round < 3; round++) {
        for (int user = 0; user < 20; user++) {
          var _ = world.send("user-" + user, "\"arr\":\"x\",\"plan\":\"plan-" + round + "\"");
        }
      }
      assertThat(world.preview().outcomes()).isEqualTo(Map.of(Outcome.REJECTED, 60));

      world.begin();
      assertThat(world.runs.start(EngineWorld.ADMIN, world.place(), ALL)).isEmpty();
      ReplayRun refused = world.ended();
      assertThat(refused.state()).isEqualTo(State.DONE);
      assertThat(refused.outcomes()).isEqualTo(Map.of(Outcome.REJECTED, 60));
      ReplayRuns.Preview tried = world.preview();
      assertThat(tried.toSend()).isZero();
      assertThat(tried.tried()).isEqualTo(60);
      assertThat(tried.sentAgain()).isEqualTo(60);

      world.map("plan");
      ReplayRuns.Preview preview = world.preview();
      assertThat(preview.toSend()).isEqualTo(60);
      assertThat(preview.matching()).isEqualTo(120);
      assertThat(preview.outcomes()).isEqualTo(Map.of(Outcome.ACCEPTED, 60));
      world.begin();
      assertThat(world.ended().outcomes()).isEqualTo(Map.of(Outcome.ACCEPTED, 60));
      for (int user = 0; user < 20; user++) {
        assertThat(world.plan("user-" + user)).contains("plan-2");
      }

      world.begin();
      assertThat(world.ended().total()).isZero();
      assertThat(world.replays(Outcome.ACCEPTED)).isEqualTo(60);
    }
  }

  @Test
  void whatWasSentAgainByItselfKeepsItsPlaceInTheOrder() throws Exception {
    try (World world = new World(data, true)) {
      var _ = world.send("ann", "\"arr\":\"x\",\"plan\":\"older\"");
      var _ = world.send("ann", "\"arr\":\"x\",\"plan\":\"newer\"");
      String older =
          world
              .engine
              .deliveries()
              .find(
                  new DeliveryQuery(
                      world.place().environment().id(),
                      Set.of(world.place().integration().id()),
                      EnumSet.of(Outcome.REJECTED),
                      Optional.empty(),
                      _ -> true),
                  Optional.empty(),
                  10)
              .items()
              .getLast()
              .id();
      CompletableFuture<IntakeAnswer> answered = new CompletableFuture<>();
      world.intake.replay(
          world.place().system(),
          world.place().integration(),
          world.place().environment(),
          new Kept(world.engine.payload(older).orElseThrow().bytes(), true, Delivery.Event.NONE),
          "192.0.2.7",
          older,
          answered::complete);
      assertThat(answered.join()).isInstanceOf(IntakeAnswer.Single.class);
      world.map("plan");
      world.begin();
      assertThat(world.ended().outcomes()).isEqualTo(Map.of(Outcome.ACCEPTED, 2));
      assertThat(world.plan("ann")).contains("newer");
    }
  }

  @Test
  void aRunThatWasCutByAStopSaysSoAndAskingAgainGoesOn() throws Exception {
    try (World world = new World(data, true)) {
      for (int user = 0; user < 300; user++) {
        var _ = world.send("user-" + user, "\"arr\":\"x\",\"plan\":\"pro\"");
      }
      world.map("plan");
      world.begin();
      while (world.latest().orElseThrow().done() < 20) {
        Thread.sleep(1);
      }
    }
    try (World world = new World(data, false)) {
      ReplayRun cut = world.latest().orElseThrow();
      assertThat(cut.state()).isEqualTo(State.CUT);
      assertThat(cut.why()).contains("stopped in between");
      assertThat(cut.total()).isEqualTo(300);
      int before = world.replays(Outcome.ACCEPTED);
      assertThat(before).isBetween(20, 299);
      assertThat(world.preview().toSend()).isEqualTo(300 - before);
      world.begin();
      assertThat(world.ended().outcomes()).isEqualTo(Map.of(Outcome.ACCEPTED, 300 - before));
      assertThat(world.replays(Outcome.ACCEPTED)).isEqualTo(300);
    }
    try (World world = new World(data, false)) {
      assertThat(world.latest().orElseThrow().state()).isEqualTo(State.DONE);
    }
  }

  @Test
  void aRunIsStoppedAndTellsOfWhatIsGone() throws Exception {
    try (World world = new World(data, true)) {
      for (int user = 0; user < 600; user++) {
        var _ = world.send("user-" + user, "\"arr\":\"x\",\"plan\":\"pro\"");
      }
      world.map("plan");
      int environmentId = world.place().environment().id();
      int integrationId = world.place().integration().id();
      world.begin();
      assertThat(world.runs.stop(environmentId, integrationId)).isPresent();
      ReplayRun stopped = world.ended();
      world.engine.erase(environmentId, UserId.of("user-599"));
      assertThat(stopped.state()).isEqualTo(State.STOPPED);
      assertThat(stopped.why()).contains("Somebody stopped it");
      assertThat(stopped.done()).isLessThan(600);
      assertThat(world.runs.stop(environmentId, integrationId)).isEmpty();
      world.begin();
      ReplayRun rest = world.ended();
      assertThat(rest.total()).isEqualTo(599 - stopped.done());
      assertThat(rest.state()).isEqualTo(State.DONE);
    }
  }

  @Test
  void aRunThatIsStoppedAtAnyMomentSaysThatItWas() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (World world = new World(data, true)) {
      for (int user = 0; user < 400; user++) {
        var _ = world.send("user-" + user, "\"arr\":\"x\",\"plan\":\"pro\"");
      }
      world.map("plan");
      int environmentId = world.place().environment().id();
      int integrationId = world.place().integration().id();
      for (int round = 0; round < 40; round++) {
        world.begin();
        LockSupport.parkNanos(random.nextLong(4_000_000));
        if (world.runs.stop(environmentId, integrationId).isEmpty()) {
          // The machine stood still until all were sent.
          assertThat(world.ended().state()).isEqualTo(State.DONE);
          return;
        }
        ReplayRun stopped = world.ended();
        assertThat(stopped.why())
            .as("round %s, seed %s", round, seed)
            .contains("Somebody stopped it");
        assertThat(stopped.state()).isEqualTo(State.STOPPED);
      }
    }
  }
}
