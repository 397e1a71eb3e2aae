package dev.muster.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two checkpoints, the newer one damaged in every place.
class CheckpointDamageTest {

  private static final long IDENTITY = 7;
  private static final Map<String, String> OLDER = Map.of("users", "ada, bob");
  private static final Map<String, String> NEWER =
      Map.of("users", "ada, bob, cleo", "empty", "", "catalog", "two segments");

  @TempDir Path directory;

  private final FaultyDisk disk = new FaultyDisk();
  private Path newer = Path.of("");
  private byte[] whole = {};

  @BeforeEach
  void writeBoth() throws Exception {
    write(100, OLDER);
    write(200, NEWER);
    newer = CheckpointFormat.path(directory, 200);
    whole = Files.readAllBytes(newer);
    assertThat(newest()).isEqualTo(NEWER);
  }

  private Checkpoints checkpoints() throws IOException {
    return Checkpoints.open(directory, disk, IDENTITY);
  }

  private void write(long position, Map<String, String> sections) throws IOException {
    try (CheckpointWriter writer = checkpoints().begin(position, Pace.UNLIMITED)) {
      for (Map.Entry<String, String> section : sections.entrySet()) {
        writer.put(section.getKey(), bytes(section.getValue()));
      }
      writer.commit();
    }
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, String> newest() throws IOException {
    try (CheckpointReader reader = checkpoints().newestWhole().orElseThrow()) {
      Map<String, String> sections = new LinkedHashMap<>();
      for (String name : reader.names()) {
        sections.put(name, StandardCharsets.UTF_8.decode(reader.get(name)).toString());
      }
      assertThat(reader.position()).isEqualTo(sections.equals(NEWER) ? 200 : 100);
      return sections;
    }
  }

  @Test
  void oneThatIsCutAnywhereIsPassedOver() throws Exception {
    for (int size = 0; size < whole.length; size++) {
      Files.write(newer, Arrays.copyOf(whole, size));
      assertThat(newest()).as("%s bytes", size).isEqualTo(OLDER);
    }
  }

  @Test
  void oneWithAnEndThatNeverReachedTheDiskIsPassedOver() throws Exception {
    for (int size = 0; size < whole.length; size++) {
      Files.write(newer, Arrays.copyOf(Arrays.copyOf(whole, size), whole.length));
      // Its very last bytes may happen to be zeros.
      boolean same = Arrays.equals(whole, Files.readAllBytes(newer));
      assertThat(newest()).as("%s bytes", size).isEqualTo(same ? NEWER : OLDER);
    }
  }

  @ParameterizedTest(name = "xor {0}")
  @ValueSource(ints = {0x01, 0x80, 0xFF})
  void oneWithAChangedByteIsPassedOver(int mask) throws Exception {
    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= (byte) mask;
      Files.write(newer, changed);
      assertThat(newest()).as("byte %s", at).isEqualTo(OLDER);
    }
  }

  @Test
  void damageThatCameAfterOpeningIsNoticedWhenASectionIsRead() throws Exception {
    try (CheckpointReader reader = checkpoints().newestWhole().orElseThrow()) {
      byte[] changed = whole.clone();
      changed[CheckpointFormat.HEADER_BYTES] ^= 1;
      Files.write(newer, changed);
      String first = reader.names().getFirst();
      assertThatThrownBy(() -> reader.get(reader.bytes(first) == 0 ? reader.names().get(1) : first))
          .isInstanceOfSatisfying(
              CorruptCheckpointException.class, e -> assertThat(e.file()).isEqualTo(newer))
          .hasMessageContaining("byte 44");
    }
  }

  @Test
  void ifNoneIsWholeThereIsNone() throws Exception {
    Files.write(newer, new byte[10]);
    Files.write(CheckpointFormat.path(directory, 100), new byte[0]);
    assertThat(checkpoints().newestWhole()).isEmpty();
  }

  @Test
  void oneThatWasNotFinishedLeavesNothing() throws Exception {
    try (CheckpointWriter writer = checkpoints().begin(300, Pace.UNLIMITED)) {
      writer.put("users", bytes("half"));
    }
    assertThat(disk.list(directory)).hasSize(2);
    Path unfinished = directory.resolve("000000000000012c.checkpoint.new");
    Files.write(unfinished, whole);
    assertThat(newest()).isEqualTo(NEWER);
    assertThat(unfinished).doesNotExist();
  }

  @Test
  void aFullDiskWhileWritingHarmsNoOther() throws Exception {
    for (int room = 0; room < whole.length; room++) {
      disk.leaveRoom(room);
      assertThatThrownBy(() -> write(300, NEWER)).isInstanceOf(DiskFullException.class);
      disk.mend();
      assertThat(checkpoints().positions()).containsExactly(200L, 100L);
    }
    assertThat(newest()).isEqualTo(NEWER);
  }

  @Test
  void oneOfAnotherLogIsRefused() throws Exception {
    Checkpoints other = Checkpoints.open(directory, disk, IDENTITY + 1);
    assertThatThrownBy(other::newestWhole)
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("another log");
  }

  @Test
  void theNewestAreKept() throws Exception {
    write(300, OLDER);
    checkpoints().keepNewest(2);
    assertThat(checkpoints().positions()).containsExactly(300L, 200L);
    Optional<CheckpointReader> newest = checkpoints().newestWhole();
    assertThat(newest.orElseThrow().position()).isEqualTo(300);
    newest.get().close();
  }
}
