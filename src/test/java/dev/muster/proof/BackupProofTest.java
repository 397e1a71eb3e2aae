package dev.muster.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Backs up a server that senders, pages and an editor keep busy, in a process of its own as an
/// operator does, and kills backups in the middle; restores elsewhere, and starts a server there.
/// The same again with `-Dmuster.crashSeed=`.
@Tag("proof")
class BackupProofTest {

  private static final String SYSTEM = "/api/v1/systems/shop";
  private static final int KILLS = 3;
  private static final int LOAD_MILLIS = 14_000;

  @TempDir private Path directory;

  private final Crowd crowd = new Crowd();

  private record Ended(int code, String output) {}

  private Process begin(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(ServerProcess.classPath());
    command.add("dev.muster.Main");
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private Ended run(String... arguments) throws Exception {
    Process process = begin(arguments);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), output);
  }

  @Test
  void aBackupOfABusyServerHasWhateverWasAnsweredBefore() throws Exception {
    Random random = new Random(Long.getLong("muster.crashSeed", System.nanoTime()));
    Path data = directory.resolve("data");
    Map<String, Crowd.Progress> before;
    Map<String, String> delivered;
    List<String> segments;
    String clientKey;
    try (ServerProcess server = ServerProcess.start(data, "--checkpoint-every", "250ms");
        Api api = new Api(server.base())) {
      JsonNode system = api.create("/api/v1/systems", "{'key':'shop','name':'Shop'}");
      clientKey = system.at("/environments/0/clientKey").asText();
      String token =
          api.create(SYSTEM + "/integrations", Counted.INTEGRATION)
              .at("/endpoints/production/token")
              .asText();
      for (Map.Entry<String, String> segment : Counted.SEGMENTS.entrySet()) {
        api.create(
            SYSTEM + "/segments",
            "{'key':'%s','name':'S','description':'','condition':%s}"
                .formatted(segment.getKey(), segment.getValue()));
      }
      api.create(SYSTEM + "/environments/production/publications", "{'note':'proof'}");
      AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
      String key = clientKey;
      Thread load =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  crowd.useAndKill(server, api, token, key, LOAD_MILLIS, random.nextLong());
                } catch (RuntimeException | AssertionError wrong) {
                  failure.set(wrong);
                }
              });
      for (int kill = 0; kill < KILLS; kill++) {
        Path to = directory.resolve("killed-" + kill);
        Process backup =
            begin("backup", to.toString(), "--data", data.toString(), "--speed", "30MiB");
        Pause.millis(300 + random.nextInt(1_200));
        backup.destroyForcibly();
        assertThat(backup.waitFor(20, TimeUnit.SECONDS)).isTrue();
        if (!Files.exists(to.resolve("manifest.json"))) {
          Path elsewhere = directory.resolve("never");
          Ended refused = run("restore", to.toString(), "--data", elsewhere.toString());
          assertThat(refused.code).isEqualTo(1);
          assertThat(refused.output).contains("is not a whole backup");
          assertThat(elsewhere).doesNotExist();
        }
      }
      before = Map.copyOf(crowd.users());
      delivered = Map.copyOf(crowd.deliveries());
      segments = List.copyOf(crowd.segments());
      Ended made = run("backup", directory.resolve("backup").toString(), "--data", data.toString());
      assertThat(made.code).as(made.output).isZero();
      load.join();
      assertThat(failure.get()).isNull();
    }
    assertThat(before).isNotEmpty();
    Path restored = directory.resolve("restored");
    Ended done =
        run("restore", directory.resolve("backup").toString(), "--data", restored.toString());
    assertThat(done.code).as(done.output).isZero();
    Path key = directory.resolve("restored.key");
    assertThat(done.output).contains("copied the key", key.toString());
    assertThat(run("inspect", restored.toString()).code).isZero();
    try (ServerProcess server = ServerProcess.start(restored);
        Api api = new Api(server.base())) {
      checkUsers(api, before);
      Map<String, String> listed = new HashMap<>();
      for (JsonNode delivery : api.list(SYSTEM + "/integrations/crm/deliveries")) {
        long count = Counted.count(Counted.byName(delivery.get("updated"), "attribute"));
        listed.put(delivery.get("id").asText(), delivery.get("user").asText() + "/" + count);
      }
      assertThat(listed).containsAllEntriesOf(delivered);
      List<String> there = new ArrayList<>();
      api.list(SYSTEM + "/segments").forEach(one -> there.add(one.get("key").asText()));
      // Some were deleted while the backup was made.
      assertThat(there).containsAll(segments.stream().filter(crowd.segments()::contains).toList());
      api.get("/v1/page-load?key=" + clientKey + "&user=user-0-0");
      assertThat(server.stop()).isZero();
    }
  }

  private void checkUsers(Api api, Map<String, Crowd.Progress> before) throws IOException {
    Map<String, JsonNode> listed = new HashMap<>();
    api.list(SYSTEM + "/environments/production/users")
        .forEach(user -> listed.put(user.get("id").asText(), user.get("attributes")));
    for (Map.Entry<String, Crowd.Progress> one : before.entrySet()) {
      JsonNode attributes = listed.get(one.getKey());
      long count = attributes == null ? 0 : Counted.count(Counted.byName(attributes, "name"));
      Crowd.Progress last = crowd.users().get(one.getKey());
      assertThat(count)
          .as(one.getKey())
          .isBetween(one.getValue().answered(), last == null ? 0 : last.sent());
    }
  }
}
