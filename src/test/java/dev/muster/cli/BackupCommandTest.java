package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.catalog.Actor;
import dev.muster.catalog.Role;
import dev.muster.catalog.SecretBox;
import dev.muster.catalog.SystemForm;
import dev.muster.embedded.Engine;
import dev.muster.embedded.EngineOptions;
import dev.muster.embedded.PayloadSealing;
import dev.muster.embedded.SecretKeyFile;
import dev.muster.embedded.StartProgress;
import dev.muster.storage.Disk;
import dev.muster.storage.KeptBytes;
import dev.muster.storage.KeptLimits;
import dev.muster.storage.UnsupportedFormatException;
import dev.muster.web.Meters;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupCommandTest {

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();

  private Path data() {
    return directory.resolve("data");
  }

  private Path backup() {
    return directory.resolve("backup");
  }

  private Path restored() {
    return directory.resolve("restored");
  }

  private int run(Map<String, String> environment, String... arguments) {
    out.getBuffer().setLength(0);
    PrintWriter writer = new PrintWriter(out, true);
    return new Cli(environment).to(writer, writer).run(arguments);
  }

  private int backUp() {
    return run(Map.of(), "backup", backup().toString(), "--data", data().toString());
  }

  private int restore() {
    return run(Map.of(), "restore", backup().toString(), "--data", restored().toString());
  }

  private Engine open(Path where) throws IOException {
    return open(where, where.resolve("secret.key"));
  }

  private static Engine open(Path where, Path key) throws IOException {
    return Engine.open(
        EngineOptions.in(where).withSecretKey(key).withSegmentBytes(1 << 20),
        new Meters().commits(),
        StartProgress.NONE);
  }

  /// Something of each kind that a data directory has.
  private void fill() throws IOException {
    try (Engine engine = open(data())) {
      Actor actor = new Actor("test", Role.ADMIN, "127.0.0.1");
      var _ =
          engine
              .catalog()
              .systems()
              .create(actor, new SystemForm("s", "S", "UTC", OptionalInt.empty()));
      engine.checkpoint();
      Files.writeString(data().resolve("uploads/7.refused.csv"), "id\n");
    }
    Instant at = Instant.now();
    try (KeptBytes kept =
        KeptBytes.open(
            data().resolve("payloads"),
            Disk.real(),
            KeptLimits.DEFAULT,
            new PayloadSealing(SecretBox.passing()),
            () -> at)) {
      assertThat(kept.reserve(3)).isTrue();
      byte[] id = "ann".getBytes(StandardCharsets.UTF_8);
      kept.keep(new KeptBytes.Label(64, at, 1, 2, id, false, true), id);
      kept.sync();
    }
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void flip(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int at = bytes.length / 2;
    bytes[at] ^= 4;
    Files.write(file, bytes);
  }

  @Test
  void aBackupIsRestoredAndAServerStartsThere() throws Exception {
    fill();
    assertThat(backUp()).as(out.toString()).isZero();
    assertThat(out.toString()).contains("backed up", "each checked");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup())))
        .isEqualTo("rwx------");
    assertThat(files(backup().resolve("data")).stream().map(Path::toString))
        .anyMatch(name -> name.contains("/log/"))
        .anyMatch(name -> name.contains("/checkpoints/"))
        .anyMatch(name -> name.contains("/audit/"))
        .anyMatch(name -> name.contains("/payloads/"))
        .anyMatch(name -> name.contains("/uploads/"))
        .anyMatch(name -> name.endsWith("/secret.key"))
        .anyMatch(name -> name.endsWith("/format"));
    assertThat(restore()).as(out.toString()).isZero();
    try (Engine engine = open(restored())) {
      assertThat(engine.catalog().current().system("s")).isPresent();
    }
    assertThat(run(Map.of(), "inspect", restored().toString())).isZero();
  }

  @Test
  void oneDamagedByteInAnyFileIsRefusedWithItsName() throws Exception {
    fill();
    assertThat(backUp()).isZero();
    List<Path> all = files(backup());
    assertThat(all).hasSizeGreaterThan(7);
    for (Path file : all) {
      flip(file);
      assertThat(restore()).as(file.toString()).isEqualTo(1);
      assertThat(out.toString()).contains(file.getFileName().toString());
      if (Files.exists(restored())) {
        assertThat(files(restored()).stream().map(one -> one.getFileName().toString()))
            .containsOnly("lock");
      }
      flip(file);
    }
    for (Path file : all) {
      Path away = directory.resolve("away");
      Files.move(file, away);
      assertThat(restore()).as(file.toString()).isEqualTo(1);
      assertThat(out.toString()).contains(file.getFileName().toString());
      Files.move(away, file);
    }
    Path more = Files.writeString(backup().resolve("data/audit/2020-01.jsonl"), "{}\n");
    assertThat(restore()).isEqualTo(1);
    assertThat(out.toString()).contains("2020-01.jsonl", "not part of the backup");
    Files.delete(more);
    assertThat(restore()).as(out.toString()).isZero();
  }

  @Test
  void whatANewerMusterWroteIsRefusedPolitely() throws Exception {
    fill();
    assertThat(backUp()).isZero();
    rewrite("\"format\" : 1", "\"format\" : 7");
    assertThat(restore()).isEqualTo(1);
    assertThat(out.toString())
        .contains("the backup was written by a newer Muster (format 7); this one reads up to 1");
    rewrite("\"format\" : 7", "\"format\" : 1");
    rewrite("\"dataFormat\" : 3", "\"dataFormat\" : 9");
    assertThat(restore()).isEqualTo(1);
    assertThat(out.toString())
        .contains(
            "the data in it was written by a newer Muster (format 9); this one reads up to 3");
    Files.writeString(data().resolve("format"), "muster data format 9\n");
    assertThat(
            run(
                Map.of(),
                "backup",
                directory.resolve("other").toString(),
                "--data",
                data().toString()))
        .isEqualTo(1);
    assertThat(out.toString())
        .contains("the data was written by a newer Muster (format 9); this one reads up to 3");
    assertThat(directory.resolve("other")).doesNotExist();
  }

  private void rewrite(String from, String to) throws Exception {
    Path manifest = backup().resolve("manifest.json");
    String text = Files.readString(manifest).replace(from, to);
    Files.writeString(manifest, text);
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    Files.writeString(
        backup().resolve("manifest.sha256"), HexFormat.of().formatHex(hash) + "  manifest.json\n");
  }

  @Test
  void nothingIsWrittenOver() throws Exception {
    fill();
    assertThat(backUp()).isZero();
    assertThat(backUp()).isEqualTo(1);
    assertThat(out.toString()).contains("has a backup already");
    Files.delete(backup().resolve("manifest.json"));
    assertThat(backUp()).isEqualTo(1);
    assertThat(out.toString()).contains("a backup that was not finished");
    assertThat(restore()).isEqualTo(1);
    assertThat(out.toString()).contains("not a whole backup", "manifest.json");
    Path other = Files.createDirectory(directory.resolve("other"));
    Files.writeString(other.resolve("thesis.txt"), "chapter 1");
    assertThat(run(Map.of(), "backup", other.toString(), "--data", data().toString())).isEqualTo(1);
    assertThat(out.toString()).contains("is not empty (thesis.txt)");
    Path inside = data().resolve("backup");
    assertThat(run(Map.of(), "backup", inside.toString(), "--data", data().toString()))
        .isEqualTo(1);
    assertThat(out.toString()).contains("inside of each other");
    assertThat(run(Map.of(), "backup", backup() + "2", "--data", other.toString())).isEqualTo(1);
    assertThat(out.toString()).contains("is not a data directory");
    assertThat(run(Map.of(), "backup", backup() + "3", "--data", data().toString())).isZero();
    assertThat(run(Map.of(), "restore", backup() + "3", "--data", data().toString())).isEqualTo(1);
    assertThat(out.toString()).contains("is not empty");
  }

  @Test
  void whatKilledOnesLeftIsCleared() throws Exception {
    fill();
    Path left = Files.createDirectories(data().resolve("hold/uploads")).resolve("7.csv");
    Files.writeString(left, "ann\n");
    assertThat(backUp()).isZero();
    assertThat(left).doesNotExist();
    Files.createDirectories(left.getParent());
    Files.writeString(left, "ann\n");
    open(data()).close();
    assertThat(left).doesNotExist();
    Files.createDirectories(restored().resolve(".restoring/log"));
    Files.createDirectories(restored().resolve("log"));
    assertThatThrownBy(() -> open(restored()))
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("a restore that did not end");
    assertThat(restore()).as(out.toString()).isZero();
    open(restored()).close();
  }

  @Test
  void theDataDirectoryIsFoundAsTheServerFindsIt() throws Exception {
    fill();
    Map<String, String> environment = Map.of("MUSTER_DATA", data().toString());
    assertThat(run(environment, "backup", backup().toString())).isZero();
    Path config =
        Files.writeString(directory.resolve("muster.conf"), "data = " + restored() + "\n");
    assertThat(run(Map.of(), "restore", backup().toString(), "--config", config.toString()))
        .isZero();
    assertThat(restored().resolve("format")).exists();
    List<String> wrong = new ArrayList<>(List.of("backup", backup() + "3", "--speed", "fast"));
    assertThat(run(environment, wrong.toArray(String[]::new))).isEqualTo(2);
  }

  @Test
  void aBackupHasNoKeyThatIsElsewhereAndSaysWhereItHasToBe() throws Exception {
    fill();
    Path beside = directory.resolve("data.key");
    Files.move(data().resolve("secret.key"), beside);
    assertThat(backUp()).isZero();
    assertThat(out.toString()).contains("not in it; keep a copy of " + beside);
    assertThat(files(backup())).noneMatch(file -> file.toString().endsWith(".key"));
    Map<String, String> environment =
        Map.of("MUSTER_DATA", data().toString(), "MUSTER_SECRET_KEY", "/none/muster.key");
    assertThat(run(environment, "backup", backup() + "2")).isZero();
    assertThat(out.toString()).contains("none that can be read at /none/muster.key");

    Path kept = Files.move(beside, directory.resolve("kept.key"));
    assertThat(restore()).isZero();
    Path needed = directory.resolve("restored.key");
    assertThat(out.toString())
        .contains("bring it to " + needed + " before the server starts")
        .contains("it was " + beside);
    assertThatThrownBy(() -> open(restored(), needed))
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("the key for secrets is missing")
        .hasMessageContaining(needed.toString());
    assertThat(needed).doesNotExist();
    Files.copy(kept, needed);
    open(restored(), needed).close();
    assertThat(restore("2", "--secret-key", kept.toString())).isZero();
    assertThat(out.toString()).contains("the server will use " + kept).doesNotContain("bring");
  }

  private int restore(String suffix, String... options) {
    List<String> words =
        new ArrayList<>(List.of("restore", backup().toString(), "--data", restored() + suffix));
    words.addAll(List.of(options));
    return run(Map.of(), words.toArray(String[]::new));
  }

  @Test
  void aRestoreOnTheSameMachineTakesTheKeyAlong() throws Exception {
    fill();
    Path beside = Files.move(data().resolve("secret.key"), directory.resolve("data.key"));
    assertThat(backUp()).isZero();
    assertThat(backup().resolve("data/key.sha256"))
        .hasContent(SecretKeyFile.fingerprint(beside).orElseThrow());
    assertThat(Files.readString(backup().resolve("manifest.json")))
        .contains(beside.toString())
        .doesNotContain(Files.readString(beside).strip());
    assertThat(restore()).isZero();
    Path copied = directory.resolve("restored.key");
    assertThat(out.toString()).contains("copied the key", "from " + beside + " to " + copied);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copied)))
        .isEqualTo("rw-------");
    open(restored(), copied).close();

    Path other = Files.writeString(directory.resolve("other.key"), "1".repeat(64) + "\n");
    assertThat(restore("2", "--secret-key", other.toString())).isZero();
    assertThat(out.toString()).contains(other + " is another one: bring the one of then");
    Files.writeString(beside, "1".repeat(64) + "\n");
    assertThat(restore("3")).isZero();
    assertThat(directory.resolve("restored3.key")).as("not the key of then").doesNotExist();
    assertThat(out.toString()).contains("bring it to " + directory.resolve("restored3.key"));
  }

  @Test
  void aKeyInTheDataDirectoryIsSaidToBeInTheBackup() throws Exception {
    fill();
    assertThat(backUp()).isZero();
    assertThat(out.toString())
        .contains("move " + data().resolve("secret.key") + " to " + directory.resolve("data.key"));
    Files.writeString(directory.resolve("restored.key"), "0".repeat(64) + "\n");
    assertThat(restore()).isZero();
    assertThat(out.toString()).contains("the backup has the key", "restored.key");
  }

  @Test
  void twoKeysDoNotHinderABackup() throws Exception {
    fill();
    SecretKeyFile.make(directory.resolve("data.key"));
    assertThat(backUp()).isZero();
    assertThat(out.toString()).contains("there are two keys");
    assertThat(backup().resolve("data/secret.key")).exists();
    // A key that is not used is not in a backup.
    assertThat(
            run(
                Map.of(),
                "backup",
                backup() + "2",
                "--data",
                data().toString(),
                "--secret-key",
                directory.resolve("data.key").toString()))
        .isZero();
    assertThat(Path.of(backup() + "2").resolve("data/secret.key")).doesNotExist();
    assertThat(out.toString()).contains("keep a copy of " + directory.resolve("data.key"));
  }

  @Test
  void noKeyIsMadeUnderARunningServer() throws Exception {
    fill();
    try (Engine engine = open(data())) {
      assertThat(engine.catalog().current().system("s")).isPresent();
      Files.delete(data().resolve("secret.key"));
      assertThat(run(Map.of(), "new-key", "--data", data().toString())).isEqualTo(1);
      assertThat(out.toString()).contains("a server runs on");
    }
    assertThat(directory.resolve("data.key")).doesNotExist();
  }

  @Test
  void aLostKeyIsReplacedByAnotherOne() throws Exception {
    fill();
    Path beside = directory.resolve("data.key");
    String[] words = {"new-key", "--data", data().toString()};
    // There still is one.
    assertThat(run(Map.of(), words)).isEqualTo(1);
    assertThat(out.toString()).contains("secret.key", "there is a key already");
    Files.delete(data().resolve("secret.key"));
    assertThat(run(Map.of(), words)).isZero();
    assertThat(out.toString()).contains("made " + beside, "secrets anew");
    assertThat(Files.readString(beside)).matches("[0-9a-f]{64}\n");
    open(data(), beside).close();
    String made = Files.readString(beside);
    assertThat(data().resolve("key.sha256"))
        .hasContent(SecretKeyFile.fingerprint(beside).orElseThrow());
    assertThat(run(Map.of(), words)).isEqualTo(1);
    assertThat(Files.readString(beside)).isEqualTo(made);
    assertThat(run(Map.of(), "new-key", "--secret-key", directory.resolve("no/key").toString()))
        .isEqualTo(1);
    assertThat(out.toString()).contains("--secret-key");
  }

  @Test
  void dataOfAnOlderFormatIsTakenOver() throws Exception {
    fill();
    Files.writeString(data().resolve("format"), "muster data format 1\n");
    assertThat(backUp()).isZero();
    assertThat(backup().resolve("data/format")).hasContent("muster data format 1\n");
    assertThat(restore()).isZero();
    try (Engine engine = open(restored())) {
      assertThat(engine.catalog().current().system("s")).isPresent();
    }
    assertThat(restored().resolve("format")).hasContent("muster data format 3\n");
  }
}
