package dev.muster.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random use of a log, with losses of power and full disks, against a list.
class LogLawsTest {

  @TempDir Path directory;

  private final FaultyDisk disk = new FaultyDisk();
  private Random random = new Random();

  /// What was confirmed, oldest first, the retired too.
  private final List<Kept> kept = new ArrayList<>();

  private record Kept(long position, int kind, String text) {}

  private int submitted;
  private int refused;

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theLogHasWhatWasConfirmedAndNothingElse(long seed) throws Exception {
    random = new Random(seed);
    Log log = started();
    for (int step = 0; step < 25; step++) {
      switch (random.nextInt(10)) {
        case 0 -> {
          log.close();
          log = started();
        }
        case 1 -> {
          losePower(log);
          log = started();
        }
        case 2 -> fillDisk(log);
        case 3 -> retire(log);
        case 4, 5 -> readSome(log);
        default -> confirm(submit(log, 1 + random.nextInt(12)));
      }
    }
    readSome(log);
    log.close();
    started().close();
    assertThat(kept).as("%s refused", refused).hasSizeGreaterThan(5);
  }

  /// Other sizes at each opening, as an operator may change them.
  private LogOptions options() {
    return LogOptions.in(directory)
        .withRecordBytesMax(150)
        .withGroupBytesMax(100 + random.nextInt(1000))
        .withSegmentBytes(512 + 8 * random.nextInt(200))
        .withQueue(64, 1 << 16);
  }

  /// A log that holds what it should.
  private Log started() throws IOException {
    Log log = Log.open(options(), disk, LogMeter.NONE);
    assertHolds(log);
    log.start();
    return log;
  }

  private void assertHolds(Log log) throws IOException {
    long first = log.firstPosition();
    List<Kept> replayed = new ArrayList<>();
    log.replay(
        first,
        (position, kind, bytes) -> replayed.add(new Kept(position, kind, Records.text(bytes))));
    assertThat(replayed).isEqualTo(kept.stream().filter(k -> k.position >= first).toList());
  }

  private record Submitted(String text, TestEntry entry) {}

  private List<Submitted> submit(Log log, int count) {
    List<Submitted> batch = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String text = submitted++ + "x".repeat(random.nextInt(140));
      batch.add(new Submitted(text, Records.submit(log, text)));
    }
    return batch;
  }

  private void confirm(List<Submitted> batch) throws IOException {
    for (Submitted one : batch) {
      try {
        kept.add(new Kept(one.entry.position(), one.entry.kind(), one.text));
      } catch (LogFailedException e) {
        throw e;
      } catch (IOException _) { // no room, or no power to make a segment
        refused++;
      }
    }
  }

  /// What was confirmed stays; of the rest, the group under way may be there, whole.
  private void losePower(Log log) throws IOException {
    List<Submitted> batch = submit(log, random.nextInt(30));
    if (random.nextBoolean() && !batch.isEmpty()) {
      Submitted one = batch.get(random.nextInt(batch.size()));
      one.entry.outcome.handle((_, _) -> null).join();
    }
    disk.powerOff();
    log.close();
    disk.powerOn(8 << (3 * random.nextInt(3)), random);
    List<Submitted> unconfirmed = new ArrayList<>();
    for (Submitted one : batch) {
      assertThat(one.entry.outcome).isDone();
      if (one.entry.outcome.isCompletedExceptionally()
          && one.entry.outcome.exceptionNow() instanceof LogFailedException) {
        unconfirmed.add(one);
      }
    }
    confirm(batch.stream().filter(one -> !unconfirmed.contains(one)).toList());
    try (Log again = Log.open(options(), disk, LogMeter.NONE)) {
      List<Kept> replayed = new ArrayList<>();
      long from = kept.isEmpty() ? 0 : kept.getLast().position + 1;
      again.replay(
          again.firstPosition(),
          (position, kind, bytes) -> {
            if (position >= from) {
              replayed.add(new Kept(position, kind, Records.text(bytes)));
            }
          });
      assertThat(replayed.stream().map(Kept::text))
          .isEqualTo(unconfirmed.stream().map(Submitted::text).limit(replayed.size()).toList());
      kept.addAll(replayed);
    }
  }

  /// Then some are refused, and for a while after it, too, those that need a new segment.
  private void fillDisk(Log log) throws IOException {
    if (random.nextInt(4) == 0) {
      disk.leaveRoom(random.nextInt(600));
    } else {
      disk.tearNextWrite(random.nextInt(300));
    }
    confirm(submit(log, 1 + random.nextInt(20)));
    disk.mend();
  }

  private void retire(Log log) throws IOException {
    long position = random.nextLong(log.durablePosition() + 1);
    long before = log.firstPosition();
    log.retireBefore(position);
    assertThat(log.firstPosition()).isGreaterThanOrEqualTo(before);
    for (Kept one : kept) {
      boolean there = log.read(one.position).isPresent();
      assertThat(there).isEqualTo(one.position >= log.firstPosition());
      assertThat(there || one.position < Math.max(position, before)).isTrue();
    }
  }

  private void readSome(Log log) throws IOException {
    for (int i = 0; i < 5 && !kept.isEmpty(); i++) {
      Kept one = kept.get(random.nextInt(kept.size()));
      if (one.position < log.firstPosition()) {
        assertThat(log.read(one.position)).isEmpty();
      } else {
        LogRecord record = log.read(one.position).orElseThrow();
        assertThat(new Kept(record.position(), record.kind(), Records.text(record.bytes())))
            .isEqualTo(one);
      }
    }
  }
}
