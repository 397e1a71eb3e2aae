package dev.muster.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.catalog.SecretBox;
import dev.muster.storage.UnsupportedFormatException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretKeyFileTest {

  @TempDir Path directory;

  @Test
  void aKeyIsMadeOnceAndOnlyItsOwnerMayReadIt() throws Exception {
    Path file = directory.resolve("secret.key");
    SecretBox made = SecretKeyFile.open(file, directory, true);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file)).matches("[0-9a-f]{64}\n");
    String closed = made.close("p", "secret");
    for (boolean anew : new boolean[] {true, false}) {
      assertThat(SecretKeyFile.open(file, directory, anew).open("p", closed)).contains("secret");
    }
    assertThat(SecretKeyFile.open(directory.resolve("other"), directory, true).open("p", closed))
        .isEmpty();
    assertThatThrownBy(() -> SecretKeyFile.make(file))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(SecretKeyFile.open(file, directory, false).open("p", closed)).contains("secret");
  }

  @Test
  void ofManyWhoMakeItAtOnceAllHaveTheOneThatIsThere() throws Exception {
    for (int round = 0; round < 50; round++) {
      Path file = directory.resolve("at-once-" + round);
      List<SecretBox> made = Collections.synchronizedList(new ArrayList<>());
      try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 4; i++) {
          var _ = many.submit(() -> made.add(SecretKeyFile.open(file, directory, true)));
        }
      }
      assertThat(made).hasSize(4);
      String closed = SecretKeyFile.open(file, directory, false).close("p", "secret");
      assertThat(made).allSatisfy(one -> assertThat(one.open("p", closed)).contains("secret"));
    }
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).hasSize(50);
    }
  }

  @Test
  void aKeyIsKnownAgainByWhatItIsAndNotHowItIsWritten() throws Exception {
    Path file = directory.resolve("a");
    SecretKeyFile.make(file);
    Path upper =
        Files.writeString(
            directory.resolve("b"), Files.readString(file).strip().toUpperCase(Locale.ROOT));
    assertThat(SecretKeyFile.fingerprint(upper))
        .isPresent()
        .isEqualTo(SecretKeyFile.fingerprint(file));
    Path copy = directory.resolve("c");
    SecretKeyFile.copy(file, copy);
    assertThat(copy).hasSameTextualContentAs(file);
    assertThat(SecretKeyFile.fingerprint(directory.resolve("none"))).isEmpty();
    assertThat(SecretKeyFile.fingerprint(Files.writeString(directory.resolve("d"), "x"))).isEmpty();
  }

  @Test
  void dataThatIsNotNewGetsNoOtherKey() {
    Path file = directory.resolve("data.key");
    assertThatThrownBy(() -> SecretKeyFile.open(file, Path.of("/srv/data"), false))
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("/srv/data is not new")
        .hasMessageContaining("new-key");
    assertThat(file).doesNotExist();
  }

  @Test
  void aPlaceThatIsNotThereIsToldWithItsSetting() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("gone"));
    for (Path file : new Path[] {directory.resolve("no/such/place"), link}) {
      assertThatThrownBy(() -> SecretKeyFile.open(file, directory, true))
          .hasMessageContaining("--secret-key")
          .hasMessageContaining(file.getFileName().toString());
    }
    assertThat(Files.isSymbolicLink(link)).isTrue();
  }

  @Test
  void aFileThatIsNoKeyIsRefusedAndStays() throws Exception {
    Path file = directory.resolve("secret.key");
    for (String text :
        new String[] {"", "abc", "g".repeat(64), "0".repeat(62), "0".repeat(5_000)}) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> SecretKeyFile.open(file, directory, true))
          .isInstanceOf(UnsupportedFormatException.class)
          .hasMessageContaining(file.toString());
      assertThat(Files.readString(file)).isEqualTo(text);
    }
  }
}
