package dev.muster.embedded;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// When the log had reached which position, one mark a checkpoint: tells which part of the log only
/// has deliveries that need not be kept any longer. Used by one thread at a time.
final class TimeMarks {

  private record Mark(long position, long epochMillis) {}

  private final List<Mark> marks = new ArrayList<>();

  void note(long position, Instant at) {
    marks.add(new Mark(position, at.toEpochMilli()));
  }

  /// @return the first position that may still have a delivery younger than is said; 0 if unknown
  long keepFrom(Instant now, Duration kept) {
    long oldest = now.minus(kept).toEpochMilli();
    long keepFrom = 0;
    for (Mark mark : marks) {
      if (mark.epochMillis <= oldest) {
        keepFrom = Math.max(keepFrom, mark.position);
      }
    }
    long before = keepFrom;
    marks.removeIf(mark -> mark.position < before);
    return keepFrom;
  }

  /// The marks and one more, for the checkpoint that will be noted once it is whole.
  ByteBuffer bytesWith(long position, Instant at) {
    ByteBuffer bytes = ByteBuffer.allocate((marks.size() + 1) * 2 * Long.BYTES);
    for (Mark mark : marks) {
      bytes.putLong(mark.position).putLong(mark.epochMillis);
    }
    return bytes.putLong(position).putLong(at.toEpochMilli()).flip();
  }

  static TimeMarks of(ByteBuffer bytes) {
    TimeMarks read = new TimeMarks();
    while (bytes.remaining() >= 2 * Long.BYTES) {
      read.marks.add(new Mark(bytes.getLong(), bytes.getLong()));
    }
    return read;
  }
}
