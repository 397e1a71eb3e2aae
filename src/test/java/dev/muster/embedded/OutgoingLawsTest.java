package dev.muster.embedded;

import static dev.muster.embedded.EngineWorld.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.catalog.Samples;
import dev.muster.catalog.SegmentForm;
import dev.muster.catalog.Webhook;
import dev.muster.outgoing.OutgoingOptions;
import dev.muster.outgoing.TargetServer;
import dev.muster.outgoing.TargetServer.Answer;
import dev.muster.outgoing.TargetServer.Received;
import dev.muster.signature.AddressRange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever replays what a webhook is told, in order for each user, has exactly the members of the
/// segment: whatever changes, is published, fails, is stopped and started.
class OutgoingLawsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> PLANS = List.of("free", "pro", "team");

  @TempDir Path data;

  private static SegmentForm segment(String plan) {
    return new SegmentForm("s", "S", "", Samples.rule("crm.plan", "=", "'" + plan + "'"));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void theMessagesReplayedAreTheMembers(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    InstantSource clock = () -> Instant.now().plus(ahead.get());
    EngineOptions options =
        EngineWorld.options(data)
            .withClock(clock)
            .withOutgoing(
                OutgoingOptions.DEFAULT
                    .withTargetsAllowed(List.of(AddressRange.of("127.0.0.1")))
                    .withWaitingMax(16));
    try (TargetServer target = TargetServer.start()) {
      Engine engine = EngineWorld.open(options);
      try {
        EngineWorld.found(engine);
        engine.catalog().segments().create(ADMIN, "shop", segment("pro"));
        engine.catalog().publications().publish(ADMIN, "shop", "production", "");
        engine
            .catalog()
            .webhooks()
            .create(
                ADMIN,
                "shop",
                "production",
                "w",
                new Webhook.Content("W", target.url(), Optional.of("s"), true),
                engine.secrets());
        target.answers(one -> Answer.of(one.id().hashCode() % 7 == 0 && fails(ahead) ? 500 : 200));
        Map<String, String> plans = new HashMap<>();
        String wanted = "pro";
        for (int i = 0; i < 150; i++) {
          switch (random.nextInt(30)) {
            case 0 -> {
              wanted = PLANS.get(random.nextInt(PLANS.size()));
              engine
                  .catalog()
                  .segments()
                  .update(ADMIN, "shop", "s", segment(wanted), OptionalLong.empty(), false);
              engine.catalog().publications().publish(ADMIN, "shop", "production", "");
            }
            case 1 -> {
              engine.close();
              engine = EngineWorld.open(options);
            }
            case 2 -> engine.checkpoint();
            case 3 -> ahead.set(ahead.get().plusSeconds(random.nextInt(1, 20)));
            default -> {
              String user = "user" + random.nextInt(12);
              String plan = PLANS.get(random.nextInt(PLANS.size()));
              plans.put(user, plan);
              String _ =
                  EngineWorld.submit(
                          engine,
                          EngineWorld.accepted(
                              engine, user, clock.instant(), EngineWorld.plan(engine, plan)))
                      .join();
            }
          }
        }
        ahead.set(ahead.get().plusMinutes(30));
        Set<String> members = new TreeSet<>();
        for (Map.Entry<String, String> one : plans.entrySet()) {
          if (one.getValue().equals(wanted)) {
            members.add(one.getKey());
          }
        }
        // What failed just before that is due after a pause of its own; a day is far.
        long until = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (!isTold(engine, target, members) && System.nanoTime() < until) {
          ahead.set(ahead.get().plusSeconds(10));
          Thread.sleep(20);
        }
        Webhook webhook = EngineWorld.production(engine).webhook("w").orElseThrow();
        assertThat(replayed(target))
            .as("%s", engine.outgoing().status(EngineWorld.production(engine), webhook))
            .isEqualTo(members);
      } finally {
        engine.close();
      }
    }
  }

  /// Whether nothing waits any more, and nobody is a member who is told to have left a moment
  /// later.
  private static boolean isTold(Engine engine, TargetServer target, Set<String> members)
      throws Exception {
    for (int i = 0; i < 10; i++) {
      Webhook webhook = EngineWorld.production(engine).webhook("w").orElseThrow();
      if (engine.outgoing().status(EngineWorld.production(engine), webhook).waiting() > 0
          || !replayed(target).equals(members)) {
        return false;
      }
      Thread.sleep(20);
    }
    return true;
  }

  /// Not for ever, so that the end is reached.
  private static boolean fails(AtomicReference<Duration> ahead) {
    return ahead.get().compareTo(Duration.ofMinutes(25)) < 0;
  }

  /// Whom the receiver takes for members, if each message is taken once.
  private static Set<String> replayed(TargetServer target) throws IOException {
    Set<String> ids = new HashSet<>();
    Map<String, List<String>> told = new HashMap<>();
    for (Received one : target.taken()) {
      if (ids.add(one.id())) {
        JsonNode message = JSON.readTree(one.body());
        told.computeIfAbsent(message.at("/data/user/id").asText(), _ -> new ArrayList<>())
            .add(message.at("/type").asText());
      }
    }
    Set<String> members = new TreeSet<>();
    told.forEach((user, types) -> {
      for (int i = 0; i < types.size(); i++) {
        assertThat(types.get(i))
            .as(user + " " + i)
            .isEqualTo(i % 2 == 0 ? "segment.entered" : "segment.left");
      }
      if (types.size() % 2 == 1) {
        members.add(user);
      }
    });
    return members;
  }
}
