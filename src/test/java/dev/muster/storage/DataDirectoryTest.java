package dev.muster.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataDirectoryTest {

  @TempDir Path parent;

  private Path data = Path.of("");

  @BeforeEach
  void name() {
    data = parent.resolve("data");
  }

  @Test
  void aMissingDirectoryIsMadeForItsOwnerAlone() throws Exception {
    try (DataDirectory directory = DataDirectory.open(data)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
          .isEqualTo("rwx------");
      assertThat(data.resolve("format")).hasContent("muster data format 3\n");
      assertThat(directory.log()).isEqualTo(data.resolve("log"));
      assertThat(directory.checkpoints()).isEqualTo(data.resolve("checkpoints"));
    }
    DataDirectory.open(data).close();
  }

  @Test
  void aSecondOpeningInTheSameProcessIsRefusedAndTheFirstStaysLocked() throws Exception {
    try (DataDirectory _ = DataDirectory.open(data)) {
      assertThatThrownBy(() -> DataDirectory.open(parent.resolve("data/../data")))
          .isInstanceOf(DirectoryLockedException.class)
          .hasMessageContaining("in use by another Muster")
          .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
      assertThat(otherProcess()).contains("in use by another Muster");
    }
    assertThat(otherProcess()).contains("opened");
  }

  @Test
  void anotherProcessIsToldWhichOneHoldsIt() throws Exception {
    Process holder = start("hold");
    try {
      String line = holder.inputReader().readLine();
      assertThat(line).isEqualTo("opened");
      assertThatThrownBy(() -> DataDirectory.open(data))
          .isInstanceOf(DirectoryLockedException.class)
          .hasMessage(
              data
                  + " is in use by another Muster (process "
                  + holder.pid()
                  + "); stop that one first, or choose another data directory");
    } finally {
      holder.destroyForcibly();
    }
    assertThat(holder.waitFor(20, TimeUnit.SECONDS)).isTrue();
    DataDirectory.open(data).close(); // a killed process holds nothing
  }

  @Test
  void aNewerFormatIsRefusedAndNothingChanged() throws Exception {
    DataDirectory.open(data).close();
    Files.writeString(data.resolve("format"), "muster data format 7\n");
    assertThatThrownBy(() -> DataDirectory.open(data))
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("written by a newer Muster (format 7); this one reads up to 3");
    assertThat(data.resolve("format")).hasContent("muster data format 7\n");
    Files.writeString(data.resolve("format"), "muster data format 3\n");
    DataDirectory.open(data).close(); // the refused opening did not keep the lock
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"", "muster data format 0\n", "muster data format 1", "mustard", "1\n"})
  void aFormatThatIsNoneIsRefused(String format) throws Exception {
    DataDirectory.open(data).close();
    Files.writeString(data.resolve("format"), format);
    assertThatThrownBy(() -> DataDirectory.open(data))
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining(data.resolve("format").toString());
  }

  @Test
  void aDirectoryOfSomethingElseIsRefused() throws Exception {
    Files.createDirectory(data);
    Files.writeString(data.resolve("thesis.txt"), "chapter 1");
    assertThatThrownBy(() -> DataDirectory.open(data))
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("thesis.txt")
        .hasMessageContaining("not a data directory");
    assertThat(data.resolve("format")).doesNotExist();
  }

  @Test
  void aFirstStartThatWasCutShortIsDoneAgain() throws Exception {
    Files.createDirectory(data);
    Files.writeString(data.resolve("format.new"), "muster da");
    Files.createDirectory(data.resolve("lost+found"));
    DataDirectory.open(data).close();
    assertThat(data.resolve("format")).hasContent("muster data format 3\n");
  }

  /// What another process prints that opens the directory.
  private String otherProcess() throws Exception {
    Process process = start("try");
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return output;
  }

  private Process start(String mode) throws IOException, URISyntaxException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            placeOf(DataDirectory.class) + File.pathSeparator + placeOf(Holder.class),
            Holder.class.getName(),
            data.toString(),
            mode)
        .redirectErrorStream(true)
        .start();
  }

  private static Path placeOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /// A process that opens a data directory.
  static final class Holder {

    private Holder() {}

    public static void main(String[] arguments) throws Exception {
      try (DataDirectory _ = DataDirectory.open(Path.of(arguments[0]))) {
        System.out.println("opened");
        if (arguments[1].equals("hold")) {
          Thread.sleep(60_000);
        }
      } catch (DirectoryLockedException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  /// [DataDirectory#open]: "a directory that is missing or empty; then only its owner may look into
  /// it". The log and the checkpoints hold endpoint tokens and client keys as they are.
  @Test
  void anEmptyDirectoryBecomesOneThatOnlyItsOwnerMayLookInto(@TempDir Path temporary)
      throws IOException {
    Path path =
        Files.createDirectory(
            temporary.resolve("data"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    try (DataDirectory _ = DataDirectory.open(path)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rwx------");
    }
  }
}
