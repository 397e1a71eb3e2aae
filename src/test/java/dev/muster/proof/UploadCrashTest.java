package dev.muster.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Kills the server amidst uploads of each mode, several times each: what they come to is what a
/// naive reading of the file says, row by row, and each row is counted once. One round; more with
/// `-Dmuster.uploadRounds=5`, the same again with `-Dmuster.crashSeed=`.
@Tag("proof")
class UploadCrashTest {

  private static final String SYSTEM = "/api/v1/systems/shop";
  private static final String UPLOADS = SYSTEM + "/integrations/list/uploads";
  private static final int USERS = 20_000;
  private static final int ROWS = 40_000;
  private static final int KILLS = 2;

  /// A run has usually not ended by then.
  private static final int KILL_MILLIS_MAX = 500;

  @TempDir private Path directory;

  /// What every user has, by identifier and attribute.
  private Map<String, Map<String, String>> users = new TreeMap<>();

  private final List<String> refused = new ArrayList<>();
  private final TreeMap<String, Integer> counts = new TreeMap<>();

  static Stream<Arguments> rounds() {
    long first = Long.getLong("muster.crashSeed", System.nanoTime() % 1_000_000_000);
    return LongStream.range(first, first + Integer.getInteger("muster.uploadRounds", 1))
        .boxed()
        .flatMap(seed ->
            Stream.of("merge", "replace", "undo", "dry-run-replace")
                .map(mode -> Arguments.of(mode, seed)));
  }

  private ServerProcess start() throws IOException {
    return ServerProcess.start(directory.resolve("data"), "--checkpoint-every", "250ms");
  }

  private static JsonNode ended(Api api, String id) throws IOException {
    for (int tries = 0; tries < 1_200; tries++) {
      JsonNode upload = api.get(UPLOADS + "/" + id);
      if (!upload.at("/endedAt").isNull()) {
        return upload;
      }
      Pause.millis(50);
    }
    throw new AssertionError("upload " + id + " does not end");
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("rounds")
  void anUploadComesToWhatItsFileSays(String mode, long seed) throws Exception {
    Random random = new Random(seed);
    String id;
    Map<String, Map<String, String>> before;
    try (ServerProcess server = start();
        Api api = new Api(server.base())) {
      api.create("/api/v1/systems", "{'key':'shop','name':'Shop'}");
      api.create(
          SYSTEM + "/integrations",
          "{'key':'list','name':'List','kind':'csv','identifier':'id','properties':["
              + "{'path':'plan','name':'plan','type':'string'},"
              + "{'path':'seats','name':'seats','type':'number'}]}");
      ended(api, api.upload(UPLOADS + "?environment=production", firstFile()).get("id").asText());
      before = copy(users);
      String file = file(random, mode.contains("replace"));
      String sent = mode.equals("undo") ? "merge" : mode;
      id = api.upload(UPLOADS + "?environment=production&mode=" + sent, file).get("id").asText();
      if (mode.equals("undo")) {
        ended(api, id);
        id = api.post(UPLOADS + "/" + id + "/undo", "").body().get("id").asText();
        users = before;
      }
      Pause.millis(random.nextInt(KILL_MILLIS_MAX));
      server.kill();
    }
    for (int kill = 1; kill < KILLS; kill++) {
      try (ServerProcess server = start()) {
        Pause.millis(random.nextInt(KILL_MILLIS_MAX));
        server.kill();
      }
    }
    try (ServerProcess server = start();
        Api api = new Api(server.base())) {
      JsonNode upload = ended(api, id);
      assertThat(upload.at("/status").asText()).as(upload.toString()).isEqualTo("done");
      if (!mode.equals("undo")) {
        checkCounts(api, upload);
      }
      check(api, mode.startsWith("dry") ? before : users);
    }
    try (ServerProcess server = start();
        Api api = new Api(server.base())) {
      check(api, mode.startsWith("dry") ? before : users);
    }
  }

  private void checkCounts(Api api, JsonNode upload) throws IOException {
    Map<String, Integer> said = new TreeMap<>();
    for (String part : List.of("rows", "users")) {
      upload.get(part).properties().forEach(one -> said.put(one.getKey(), one.getValue().asInt()));
    }
    assertThat(said).isEqualTo(counts);
    String rejected = api.text(UPLOADS + "/" + upload.get("id").asText() + "/rejected.csv");
    assertThat(rejected.lines().skip(1).map(line -> line.replaceAll(",\\d+,(seats|id),.*", "")))
        .isEqualTo(refused);
  }

  private static void check(Api api, Map<String, Map<String, String>> expected) throws IOException {
    Map<String, Map<String, String>> found = new TreeMap<>();
    for (JsonNode user : api.list(SYSTEM + "/environments/production/users")) {
      Map<String, String> values = new TreeMap<>();
      user.get("attributes")
          .forEach(one -> values.put(one.get("name").asText(), one.get("value").asText()));
      found.put(user.get("id").asText(), values);
    }
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach((id, values) -> assertThat(found.get(id)).as(id).isEqualTo(values));
  }

  private static Map<String, Map<String, String>> copy(Map<String, Map<String, String>> of) {
    Map<String, Map<String, String>> copy = new TreeMap<>();
    of.forEach((id, values) -> copy.put(id, new TreeMap<>(values)));
    return copy;
  }

  /// Half of all users, with what no later row says.
  private String firstFile() {
    StringBuilder file = new StringBuilder("id,plan,seats\n");
    for (int i = 0; i < USERS; i += 2) {
      file.append("u%d,old,%d\n".formatted(i, i % 7));
      users.put("u" + i, new TreeMap<>(Map.of("plan", "old", "seats", Integer.toString(i % 7))));
    }
    return file.toString();
  }

  /// A file with repeated users, cells and rows that are refused, and cells without a value; what
  /// it comes to is noted as it is written.
  private String file(Random random, boolean replaces) {
    Map<String, Map<String, String>> stored = copy(users);
    Map<String, Boolean> seen = new TreeMap<>();
    StringBuilder file = new StringBuilder("id,plan,seats\n");
    for (String name :
        List.of(
            "read",
            "taken",
            "partial",
            "refused",
            "duplicates",
            "new",
            "changed",
            "unchanged",
            "cleared",
            "removed")) {
      counts.put(name, 0);
    }
    for (int row = 0; row < ROWS; row++) {
      String id = random.nextInt(200) == 0 ? "" : "u" + random.nextInt(USERS);
      String plan = random.nextInt(10) == 0 ? "" : "plan " + random.nextInt(5);
      String seats = random.nextInt(100) == 0 ? "many" : "" + random.nextInt(100);
      String line = id + "," + plan + "," + seats;
      file.append(line).append('\n');
      count("read");
      if (id.isEmpty()) {
        count("refused");
        refused.add(line);
        continue;
      }
      count("taken");
      if (seats.equals("many")) {
        count("partial");
        refused.add(line);
      }
      take(id, plan, seats);
      if (seen.put(id, true) != null) {
        count("duplicates");
      } else {
        // Nobody's plan of before is in the file, so that nobody stays as they were.
        count(stored.containsKey(id) ? "changed" : "new");
      }
    }
    if (replaces) {
      stored.keySet().stream()
          .filter(id -> !seen.containsKey(id))
          .forEach(id -> {
            count("cleared");
            users.put(id, new TreeMap<>());
          });
    }
    return file.toString();
  }

  private void count(String name) {
    counts.merge(name, 1, Integer::sum);
  }

  private void take(String id, String plan, String seats) {
    Map<String, String> values = users.computeIfAbsent(id, _ -> new TreeMap<>());
    if (plan.isEmpty()) {
      values.remove("plan");
    } else {
      values.put("plan", plan);
    }
    if (!seats.equals("many")) {
      values.put("seats", seats);
    }
  }
}
