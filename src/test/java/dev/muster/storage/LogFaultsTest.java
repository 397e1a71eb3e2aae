package dev.muster.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogFaultsTest {

  @TempDir Path directory;

  private final FaultyDisk disk = new FaultyDisk();

  private LogOptions options() {
    return LogOptions.in(directory)
        .withRecordBytesMax(200)
        .withSegmentBytes(1024)
        .withQueue(16, 4096);
  }

  private Log start(LogOptions options) throws IOException {
    Log log = Log.open(options, disk, LogMeter.NONE);
    log.start();
    return log;
  }

  private List<String> contents() throws IOException {
    return Records.of(options(), disk);
  }

  @Test
  void afterAFailedFsyncNothingIsTakenUntilTheLogIsOpenedAnew() throws Exception {
    try (Log log = start(options())) {
      Records.append(log, "before");
      CountDownLatch release = disk.hangForces();
      List<TestEntry> entries = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        entries.add(Records.submit(log, "in question " + i));
      }
      disk.failForces();
      release.countDown();
      for (TestEntry entry : entries) {
        assertThatThrownBy(entry::position).isInstanceOf(LogFailedException.class);
      }
      disk.mend();
      assertThatThrownBy(() -> Records.append(log, "after"))
          .isInstanceOf(LogFailedException.class)
          .hasMessageContaining("Input/output error");
      assertThat(log.failed()).isPresent();
      assertThat(log.stats().entries()).isEqualTo(1);
    }
    assertThat(contents()).containsExactly("before");
    try (Log log = start(options())) {
      Records.append(log, "again");
    }
    assertThat(contents()).containsExactly("before", "again");
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void whatAFailedFsyncLeftInTheCacheIsWrittenAgainBeforeItIsTrusted(long seed) throws Exception {
    try (Log log = start(options())) {
      Records.append(log, "before");
      disk.failForces();
      TestEntry entry = Records.submit(log, "in question");
      assertThatThrownBy(entry::position).isInstanceOf(LogFailedException.class);
      disk.mend();
    }
    try (Log log = start(options())) {
      Records.append(log, "after");
      disk.powerOff();
    }
    disk.powerOn(8, new Random(seed));
    assertThat(contents()).containsExactly("before", "after");
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void theEndOfASegmentIsWrittenAgainIfItsFsyncFailed(long seed) throws Exception {
    List<String> acknowledged = new ArrayList<>();
    try (Log log = start(options())) {
      for (int i = 0; i < 5; i++) {
        acknowledged.add("first segment".repeat(10) + i);
        Records.append(log, acknowledged.getLast());
      }
      Records.await(() -> disk.list(directory).contains(Segment.path(directory, 1024)));
      disk.failForces();
      TestEntry next = Records.submit(log, "does not fit".repeat(12));
      assertThatThrownBy(next::position).isInstanceOf(LogFailedException.class);
      disk.mend();
    }
    try (Log log = start(options())) {
      acknowledged.add("second segment".repeat(12));
      assertThat(Records.append(log, acknowledged.getLast())).isGreaterThan(1024);
      disk.powerOff();
    }
    disk.powerOn(8, new Random(seed));
    assertThat(contents()).isEqualTo(acknowledged);
  }

  @Test
  void whileAnFsyncHangsTheQueueFillsAndNothingIsConfirmed() throws Exception {
    List<TestEntry> entries = new ArrayList<>();
    try (Log log = start(options())) {
      CountDownLatch release = disk.hangForces();
      entries.add(Records.submit(log, "hanging"));
      Records.await(() -> !log.stats().syncing().isZero());
      TestEntry one = Records.entry("queued 0");
      while (log.submit(one)) {
        entries.add(one);
        one = Records.entry("queued " + (entries.size() - 1));
      }
      assertThat(entries).hasSize(17);
      assertThat(log.stats().queuedEntries()).isEqualTo(16);
      assertThat(entries).noneMatch(entry -> entry.outcome.isDone());
      assertThat(log.stats().durablePosition()).isEqualTo(64);
      release.countDown();
      for (TestEntry entry : entries) {
        assertThat(entry.position()).isGreaterThanOrEqualTo(64);
      }
      assertThat(one.outcome).isNotDone();
      assertThat(log.stats().syncing()).isZero();
    }
    List<String> expected = new ArrayList<>(List.of("hanging"));
    IntStream.range(0, 16).forEach(i -> expected.add("queued " + i));
    assertThat(contents()).isEqualTo(expected);
  }

  @ParameterizedTest(name = "room for {0} bytes")
  @ValueSource(longs = {0, 1, 63, 64, 1023, 1024, 1500})
  void aFullDiskRefusesAndTheLogGoesOnByItselfWhenThereIsRoom(long room) throws Exception {
    List<String> acknowledged = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    try (Log log = start(options())) {
      disk.leaveRoom(room);
      for (int i = 0; refused.size() < 10; i++) {
        String text = "entry " + i + " ".repeat(100);
        try {
          Records.append(log, text);
          acknowledged.add(text);
        } catch (DiskFullException _) {
          refused.add(text);
        }
      }
      assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(5);
      assertThat(log.stats().diskFull()).isTrue();
      assertThat(log.failed()).isEmpty();
      disk.mend();
      Records.await(() -> isTaken(log, "room"));
      acknowledged.add("room");
      assertThat(log.stats().diskFull()).isFalse();
    }
    assertThat(contents()).isEqualTo(acknowledged);
  }

  private static boolean isTaken(Log log, String text) throws IOException {
    try {
      return Records.append(log, text) > 0;
    } catch (DiskFullException _) {
      return false;
    }
  }

  static IntStream lengths() {
    return IntStream.range(0, SegmentLayout.FRAME_BYTES + 56);
  }

  @ParameterizedTest(name = "{0} bytes get there")
  @MethodSource("lengths")
  void aTornWriteCountsForNothing(int bytes) throws Exception {
    try (Log log = start(options())) {
      Records.append(log, "before");
      disk.tearNextWrite(bytes);
      TestEntry torn = Records.submit(log, "torn".repeat(10) + "123"); // all of a group but padding
      assertThatThrownBy(torn::position).isInstanceOf(DiskFullException.class);
      Records.append(log, "after");
      disk.tearWrites(bytes); // so that not even a mark can be written behind it
      TestEntry last = Records.submit(log, "last".repeat(10) + "123");
      assertThatThrownBy(last::position).isInstanceOf(DiskFullException.class);
    }
    disk.mend();
    assertThat(contents()).containsExactly("before", "after");
  }

  @Test
  void aSpareSegmentThatIsTooSmallForARecordIsPassedOver() throws Exception {
    List<String> acknowledged = new ArrayList<>();
    try (Log log = start(options())) {
      for (int i = 0; i < 4; i++) {
        acknowledged.add("small".repeat(20) + i);
        Records.append(log, acknowledged.getLast());
      }
      Records.await(() -> disk.list(directory).contains(Segment.path(directory, 1024)));
    }
    LogOptions larger =
        LogOptions.in(directory).withRecordBytesMax(20_000).withSegmentBytes(1 << 16);
    try (Log log = start(larger)) {
      acknowledged.add("large".repeat(3000));
      long position = Records.append(log, acknowledged.getLast());
      assertThat(Records.text(log.read(position).orElseThrow().bytes()))
          .isEqualTo(acknowledged.getLast());
    }
    assertThat(Records.of(larger, disk)).isEqualTo(acknowledged);
  }

  @Test
  void anEffectThatFailsMakesTheLogFailAndTheRecordIsThere() throws Exception {
    try (Log log = start(options())) {
      TestEntry told = Records.entry("told twice");
      told.outcome.complete(0L);
      assertThat(log.submit(told)).isTrue();
      Records.await(() -> log.failed().isPresent());
      assertThatThrownBy(() -> Records.append(log, "after")).isInstanceOf(LogFailedException.class);
    }
    assertThat(contents()).containsExactly("told twice");
  }
}
