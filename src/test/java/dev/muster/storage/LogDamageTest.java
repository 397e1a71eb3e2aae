package dev.muster.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A log of three segments, every record a group of its own, damaged in every place.
class LogDamageTest {

  private static final int SEGMENT_BYTES = 512;
  private static final int RECORDS = 13;

  @TempDir Path directory;

  private final List<String> texts = new ArrayList<>();
  private final List<Long> positions = new ArrayList<>();

  /// Where the group of each record ends.
  private final List<Long> ends = new ArrayList<>();

  private final SortedMap<Path, byte[]> files = new TreeMap<>();

  @BeforeEach
  void writeLog() throws Exception {
    try (Log log = open()) {
      log.start();
      for (int i = 0; i < RECORDS; i++) {
        texts.add("record " + "x".repeat(3 * i % 17) + i);
        positions.add(Records.append(log, texts.getLast()));
        ends.add(log.durablePosition());
      }
    }
    for (Path path : Disk.real().list(directory)) {
      files.put(path, Files.readAllBytes(path));
    }
    assertThat(last().getFileName()).hasToString("0000000000000400.log");
    assertThat(Records.of(options(), new FaultyDisk())).isEqualTo(texts);
  }

  private LogOptions options() {
    return LogOptions.in(directory).withRecordBytesMax(100).withSegmentBytes(SEGMENT_BYTES);
  }

  /// Without a real fsync, as there are thousands of these.
  private Log open() throws IOException {
    return Log.open(options(), new FaultyDisk(), LogMeter.NONE);
  }

  /// The segment that the log ends in.
  private Path last() {
    return segmentOf(ends.getLast());
  }

  private Path segmentOf(long position) {
    return Segment.path(directory, position / SEGMENT_BYTES * SEGMENT_BYTES);
  }

  /// Brings all files back as they were, but for one.
  private void damage(Path damaged, byte @Nullable [] bytes) throws IOException {
    for (Path path : Disk.real().list(directory)) {
      Files.delete(path);
    }
    for (Map.Entry<Path, byte[]> file : files.entrySet()) {
      if (!file.getKey().equals(damaged)) {
        Files.write(file.getKey(), file.getValue());
      } else if (bytes != null) {
        Files.write(damaged, bytes);
      }
    }
  }

  @Test
  void aTailThatNeverReachedTheDiskIsCutBehindTheLastWholeGroup() throws Exception {
    byte[] whole = bytes(last());
    long base = Segment.baseOf(last());
    for (int cut = SegmentLayout.HEADER_BYTES; cut < SEGMENT_BYTES; cut++) {
      byte[] bytes = whole.clone();
      Arrays.fill(bytes, cut, SEGMENT_BYTES, (byte) 0);
      damage(last(), bytes);
      long end = base + cut;
      List<String> kept = texts.subList(0, (int) ends.stream().filter(e -> e <= end).count());
      assertThat(contents()).as("cut at %s", cut).isEqualTo(kept);
      assertGoesOn(kept);
    }
  }

  @Test
  void aShortenedLastSegmentIsReportedUnlessItsMarkIsThere() throws Exception {
    long base = Segment.baseOf(last());
    long markEnd = ends.getLast() + SegmentLayout.FRAME_BYTES;
    for (int size = 0; size < SEGMENT_BYTES; size++) {
      damage(last(), Arrays.copyOf(bytes(last()), size));
      if (base + size >= markEnd) {
        assertThat(contents()).as("%s bytes", size).isEqualTo(texts);
        assertGoesOn(texts);
      } else {
        assertThatThrownBy(this::contents)
            .as("%s bytes", size)
            .isInstanceOfSatisfying(
                CorruptLogException.class, e -> assertThat(e.file()).isEqualTo(last()));
      }
    }
  }

  @Test
  void aMissingSegmentIsReported() throws Exception {
    for (int i = 0; i < 3; i++) {
      Path missing = Segment.path(directory, (long) i * SEGMENT_BYTES);
      damage(missing, null);
      assertThatThrownBy(
              () -> {
                try (Log log = open()) {
                  log.replay(0, (_, _, _) -> {});
                }
              })
          .isInstanceOfSatisfying(
              CorruptLogException.class, e -> assertThat(e.file()).isEqualTo(missing));
    }
  }

  @ParameterizedTest(name = "xor {0}")
  @ValueSource(ints = {0x01, 0xFF})
  void afterACleanStopEveryChangedByteIsHarmlessOrReported(int mask) throws Exception {
    int reported = 0;
    for (Path path : files.keySet()) {
      for (int at = 0; at < SEGMENT_BYTES; at++) {
        flip(path, at, mask);
        boolean harmless = isHarmless(path, at);
        reported += harmless ? 0 : 1;
        assertThat(harmless || isUsed(path, at)).as("%s byte %s", path, at).isTrue();
        assertThat(harmless && isInGroup(path, at)).as("%s byte %s", path, at).isFalse();
      }
    }
    assertThat(reported).isGreaterThan(RECORDS * 40);
  }

  @ParameterizedTest(name = "xor {0}")
  @ValueSource(ints = {0x10, 0xFF})
  void withoutTheMarkOnlyTheLastGroupIsTakenForTorn(int mask) throws Exception {
    int markAt = (int) (ends.getLast() - Segment.baseOf(last()));
    byte[] unmarked = bytes(last()).clone();
    Arrays.fill(unmarked, markAt, markAt + SegmentLayout.FRAME_BYTES, (byte) 0);
    files.put(last(), unmarked);
    long lastGroup = ends.get(RECORDS - 2);
    for (int at = SegmentLayout.HEADER_BYTES; at < SEGMENT_BYTES; at++) {
      flip(last(), at, mask);
      long position = Segment.baseOf(last()) + at;
      if (position >= lastGroup && position < ends.getLast()) {
        List<String> kept = texts.subList(0, RECORDS - 1);
        assertThat(contents()).as("byte %s", at).isEqualTo(kept);
        assertGoesOn(kept);
      } else {
        assertThat(isHarmless(last(), at)).as("byte %s", at).isEqualTo(position >= lastGroup);
      }
    }
  }

  private byte[] bytes(Path path) {
    byte[] bytes = files.get(path);
    return bytes == null ? new byte[0] : bytes;
  }

  private void flip(Path path, int at, int mask) throws IOException {
    byte[] bytes = bytes(path).clone();
    bytes[at] ^= (byte) mask;
    damage(path, bytes);
  }

  private List<String> contents() throws IOException {
    return Records.of(options(), new FaultyDisk());
  }

  /// Whether all is there; otherwise the damage must have been reported, at its place.
  private boolean isHarmless(Path damaged, int at) throws IOException {
    try (Log log = open()) {
      readEach(log, damaged, at);
      assertThat(Records.of(log)).as("%s byte %s", damaged, at).isEqualTo(texts);
    } catch (CorruptLogException e) {
      assertNames(e, damaged, at);
      return false;
    }
    if (at % 5 == 0) { // takes longer than all the rest
      assertGoesOn(texts);
    }
    return true;
  }

  private void readEach(Log log, Path damaged, int at) throws IOException {
    for (int i = 0; i < RECORDS; i++) {
      try {
        LogRecord record = log.read(positions.get(i)).orElseThrow();
        assertThat(Records.text(record.bytes())).isEqualTo(texts.get(i));
      } catch (CorruptLogException e) {
        assertThat(e.position()).isEqualTo(positions.get(i));
        assertNames(e, damaged, at);
      }
    }
  }

  private static void assertNames(CorruptLogException e, Path damaged, int at) {
    long base = Segment.baseOf(damaged);
    assertThat(e.file()).isEqualTo(damaged);
    assertThat(e.position()).isBetween(base, base + at);
  }

  /// Writes on and reads it all.
  private void assertGoesOn(List<String> before) throws IOException {
    try (Log log = open()) {
      log.start();
      Records.append(log, "one more");
    }
    List<String> expected = new ArrayList<>(before);
    expected.add("one more");
    assertThat(contents()).isEqualTo(expected);
  }

  /// Whether a byte belongs to what was confirmed, with the headers and seals.
  private boolean isUsed(Path path, int at) {
    boolean header = at < SegmentLayout.HEADER_BYTES;
    boolean seal = at >= SegmentLayout.sealOffset(SEGMENT_BYTES);
    return isInGroup(path, at)
        || (header && Segment.baseOf(path) <= Segment.baseOf(last()))
        || (seal && Segment.baseOf(path) < Segment.baseOf(last()));
  }

  private boolean isInGroup(Path path, int at) {
    long position = Segment.baseOf(path) + at;
    if (at < SegmentLayout.HEADER_BYTES) {
      return false;
    }
    for (long end : ends) {
      if (position < end) {
        long start = startOf(end);
        return position >= start;
      }
    }
    return false;
  }

  private long startOf(long end) {
    int index = ends.indexOf(end);
    return positions.get(index) - SegmentLayout.FRAME_BYTES;
  }
}
