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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
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
  private static final int LARGE_ROWS = 150_000;
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
      found(api);
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

  @Test
  void aMappingThatChangesRightBeforeAKillEndsTheUpload() throws Exception {
    String id;
    try (ServerProcess server = start();
        Api api = new Api(server.base())) {
      found(api);
      id = api.upload(UPLOADS + "?environment=production", largeFile()).get("id").asText();
      begun(api, id);
      api.replace(
          SYSTEM + "/integrations/list",
          "{'properties':[{'path':'seats','name':'plan','type':'string'},"
              + "{'path':'plan','name':'seats','type':'string'}]}");
      server.kill();
    }
    try (ServerProcess server = start();
        Api api = new Api(server.base())) {
      JsonNode upload = ended(api, id);
      assertThat(upload.at("/status").asText()).as(upload.toString()).isEqualTo("failed");
      int read = upload.at("/rows/read").asInt();
      assertThat(upload.at("/reason").asText()).contains("from row %,d on".formatted(read + 1));
      // The first row is of somebody else.
      assertThat(knows(api, "u" + (read - 2))).isTrue();
      assertThat(knows(api, "u" + (read - 1))).isFalse();
      String undo = api.post(UPLOADS + "/" + id + "/undo", "").body().get("id").asText();
      assertThat(ended(api, undo).at("/users/removed").asInt()).isEqualTo(read);
      assertThat(knows(api, "u0")).isFalse();
    }
  }

  @Test
  void whoIsErasedAmidAnUploadStaysErasedOverAKill() throws Exception {
    String id;
    try (ServerProcess server = start();
        Api api = new Api(server.base())) {
      found(api);
      id = api.upload(UPLOADS + "?environment=production", largeFile()).get("id").asText();
      begun(api, id);
      api.delete(SYSTEM + "/environments/production/users/first?confirm=true");
      server.kill();
    }
    try (ServerProcess server = start();
        Api api = new Api(server.base())) {
      JsonNode upload = ended(api, id);
      assertThat(upload.at("/status").asText()).as(upload.toString()).isEqualTo("done");
      assertThat(upload.at("/rows/refused").asInt()).isEqualTo(1);
      assertThat(upload.at("/users/new").asInt()).isEqualTo(LARGE_ROWS + 1);
      assertThat(knows(api, "first")).isFalse();
      // The row of before the erasure is gone from it, too.
      assertThat(api.text(UPLOADS + "/" + id + "/rejected.csv")).doesNotContain("first");
    }
  }

  private static boolean knows(Api api, String user) throws IOException {
    return api.find(SYSTEM + "/environments/production/users/" + user).status() == 200;
  }

  private static void found(Api api) throws IOException {
    api.create("/api/v1/systems", "{'key':'shop','name':'Shop'}");
    api.create(
        SYSTEM + "/integrations",
        "{'key':'list','name':'List','kind':'csv','identifier':'id','properties':["
            + "{'path':'plan','name':'plan','type':'string'},"
            + "{'path':'seats','name':'seats','type':'number'}]}");
  }

  /// One user with a cell that is refused in the first row and again in the last.
  private static String largeFile() {
    StringBuilder file = new StringBuilder("id,plan,seats\nfirst,pro,many\n");
    for (int i = 0; i < LARGE_ROWS; i++) {
      file.append('u').append(i).append(",pro,").append(i % 9).append('\n');
    }
    return file.append("first,free,many\n").toString();
  }

  private static void begun(Api api, String id) throws IOException {
    for (int tries = 0; tries < 6_000; tries++) {
      if (api.get(UPLOADS + "/" + id).at("/rows/read").asInt() > 0) {
        return;
      }
      Pause.millis(5);
    }
    throw new AssertionError("upload " + id + " does not begin");
  }

  private void checkCounts(Api api, JsonNode upload) throws IOException {
    Map<String, Integer> said = new TreeMap<>();
    for (String part : List.of("rows", "users")) {
      upload.get(part).properties().forEach(one -> said.put(one.getKey(), one.getValue().asInt()));
    }
    assertThat(said).isEqualTo(counts);
    if (!upload.get("mode").asText().startsWith("dry")) {
      checkCells(api, upload);
    }
    String rejected = api.text(UPLOADS + "/" + upload.get("id").asText() + "/rejected.csv");
    assertThat(rejected.lines().skip(1).map(line -> line.replaceAll(",\\d+,(seats|id),.*", "")))
        .isEqualTo(refused);
  }

  /// Each row that was not refused as a whole has a cell in each column, once, however often it was
  /// read.
  private static void checkCells(Api api, JsonNode upload) throws IOException {
    JsonNode health = api.get(SYSTEM + "/integrations/list/health");
    for (JsonNode property : health.get("properties")) {
      long cells = 0;
      for (JsonNode file : property.get("files")) {
        if (file.get("upload").equals(upload.get("id"))) {
          cells += file.get("valued").asLong();
          cells += file.get("empty").asLong() + file.get("refused").asLong();
        }
      }
      assertThat(cells)
          .as(health.toString())
          .isEqualTo(upload.at("/rows/read").asLong() - upload.at("/rows/refused").asLong());
    }
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
    Map<String, Boolean> differing = new TreeMap<>();
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
      int number = random.nextInt(USERS);
      String id = random.nextInt(200) == 0 ? "" : "u" + number;
      // Of some users every row says what is stored, of others only the first one or two.
      boolean same = number % 3 == 0 && (number % 2 == 0 || !differing.containsKey(id));
      String plan = same ? "old" : random.nextInt(10) == 0 ? "" : "plan " + random.nextInt(5);
      String seats =
          random.nextInt(100) == 0 ? "many" : "" + (same ? number % 7 : random.nextInt(100));
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
      if (differing.containsKey(id)) {
        count("duplicates");
      }
      differing.merge(id, differs(stored.get(id), plan, seats), Boolean::logicalOr);
    }
    differing.forEach((id, differs) ->
        count(!stored.containsKey(id) ? "new" : differs ? "changed" : "unchanged"));
    if (replaces) {
      stored.keySet().stream()
          .filter(id -> !differing.containsKey(id))
          .forEach(id -> {
            count("cleared");
            users.put(id, new TreeMap<>());
          });
    }
    return file.toString();
  }

  /// Whether a row says something else than a user has.
  private static boolean differs(@Nullable Map<String, String> has, String plan, String seats) {
    return has == null
        || !plan.equals(has.getOrDefault("plan", ""))
        || (!seats.equals("many") && !seats.equals(has.get("seats")));
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
