package dev.muster.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Kills the server under load, again and again over the same data directory. Three rounds; more
/// with `-Dmuster.crashRounds=20`, the same again with `-Dmuster.crashSeed=`.
@Tag("proof")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashTest {
  private static final String SYSTEM = "/api/v1/systems/shop";

  /// So long the first answers of a cold JVM may take.
  private static final int LOAD_MILLIS_MIN = 500;

  private static final int LOAD_MILLIS_MAX = 2_000;
  private static final int START_MILLIS_MAX = 1_500;

  @TempDir private static Path directory;
  private final Crowd crowd = new Crowd();
  private String token = "";
  private String clientKey = "";

  static LongStream seeds() {
    long first = Long.getLong("muster.crashSeed", System.nanoTime() % 1_000_000_000);
    return LongStream.range(first, first + Integer.getInteger("muster.crashRounds", 3));
  }

  private Path data() {
    return directory.resolve("data");
  }

  // Small and frequent, so that every round has checkpoints, and segments that are retired.
  private ServerProcess start() throws IOException {
    return ServerProcess.start(data(), "--checkpoint-every", "250ms");
  }

  @BeforeAll
  void setUp() throws IOException {
    try (ServerProcess server = start();
        Api api = new Api(server.base())) {
      JsonNode system =
          api.create("/api/v1/systems", "{'key':'shop','name':'Shop','timeZone':'Europe/Berlin'}");
      clientKey = system.at("/environments/0/clientKey").asText();
      token =
          api.create(SYSTEM + "/integrations", Counted.INTEGRATION)
              .at("/endpoints/production/token")
              .asText();
      for (Map.Entry<String, String> segment : Counted.SEGMENTS.entrySet()) {
        api.create(
            SYSTEM + "/segments",
            "{'key':'"
                + segment.getKey()
                + "','name':'Segment','description':'','condition':"
                + segment.getValue()
                + "}");
      }
      api.create(SYSTEM + "/environments/production/publications", "{'note':'proof'}");
      server.kill();
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatWasAnsweredIsThereAfterAKillAtARandomMomentAndNoUserIsHalfUpdated(long seed)
      throws IOException {
    Random random = new Random(seed);
    try (ServerProcess server = start();
        Api api = new Api(server.base())) {
      int millis = LOAD_MILLIS_MIN + random.nextInt(LOAD_MILLIS_MAX);
      crowd.useAndKill(server, api, token, clientKey, millis, seed);
      assertThat(crowd.deliveries()).as("answered within %d ms", millis).isNotEmpty();
    }
    if (random.nextBoolean()) {
      try (ServerProcess again = ServerProcess.launch(data(), "--checkpoint-every", "250ms")) {
        Pause.millis(random.nextInt(START_MILLIS_MAX));
        again.kill();
      }
    }
    try (ServerProcess server = start();
        Api api = new Api(server.base())) {
      everyUserIsWholeAndAsTheyWereAnswered(api);
      everyDeliveryThatWasAnsweredIsListed(api);
      everyDeliveryIsCountedOnce(api);
      everySegmentIsThereOrGoneAsItWasAnswered(api);
      assertThat(server.stop()).isZero();
    }
  }

  private void everyUserIsWholeAndAsTheyWereAnswered(Api api) throws IOException {
    Map<String, JsonNode> listed = new HashMap<>();
    api.list(SYSTEM + "/environments/production/users")
        .forEach(user -> listed.put(user.get("id").asText(), user.get("attributes")));
    for (Map.Entry<String, Crowd.Progress> one : Map.copyOf(crowd.users()).entrySet()) {
      String user = one.getKey();
      JsonNode attributes = listed.get(user);
      if (attributes == null) {
        assertThat(one.getValue().answered()).as(user).isZero();
        crowd.settle(user, 0);
        continue;
      }
      long count = Counted.count(Counted.byName(attributes, "name"));
      assertThat(count).as(user).isBetween(one.getValue().answered(), one.getValue().sent());
      Set<String> segments = new TreeSet<>();
      api.get("/v1/page-load?key=" + clientKey + "&user=" + user)
          .get("segments")
          .forEach(segment -> segments.add(segment.asText()));
      assertThat(segments).as("%s at %d", user, count).isEqualTo(Counted.segments(count));
      crowd.settle(user, count);
    }
    assertThat(crowd.users().keySet()).containsAll(listed.keySet());
  }

  private void everyDeliveryThatWasAnsweredIsListed(Api api) throws IOException {
    Map<String, String> listed = new HashMap<>();
    Map<String, Long> latest = new HashMap<>();
    for (JsonNode delivery : api.list(SYSTEM + "/integrations/crm/deliveries")) {
      String user = delivery.get("user").asText();
      long count = Counted.count(Counted.byName(delivery.get("updated"), "attribute"));
      listed.put(delivery.get("id").asText(), user + "/" + count);
      latest.merge(user, count, Math::max);
    }
    assertThat(listed).containsAllEntriesOf(crowd.deliveries());
    crowd
        .users()
        .forEach((user, progress) ->
            assertThat(latest.getOrDefault(user, 0L)).as(user).isEqualTo(progress.sent()));
  }

  private static void everyDeliveryIsCountedOnce(Api api) throws IOException {
    long counted = 0;
    JsonNode activity = api.get(SYSTEM + "/integrations/activity");
    for (JsonNode hour : activity.at("/items/0/hours")) {
      counted += hour.get("accepted").asLong() + hour.get("partial").asLong();
      counted += hour.get("rejected").asLong();
    }
    assertThat(counted).isEqualTo(api.list(SYSTEM + "/integrations/crm/deliveries").size());
  }

  private void everySegmentIsThereOrGoneAsItWasAnswered(Api api) throws IOException {
    Set<String> keys = new TreeSet<>();
    api.list(SYSTEM + "/segments").forEach(segment -> keys.add(segment.get("key").asText()));
    assertThat(keys).containsAll(crowd.segments());
    assertThat(crowd.deletedSegments()).noneMatch(keys::contains);
  }
}
