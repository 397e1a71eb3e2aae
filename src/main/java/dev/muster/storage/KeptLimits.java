package dev.muster.storage;

import java.time.Duration;

/// How much is kept beside the log, and for how long.
///
/// @param time how long; zero: nothing is
/// @param bytesMax of all files together; beyond it the oldest go before their time
/// @param countMax how many at most; beyond it likewise
/// @param waitingBytesMax that wait for the disk; what comes beyond is not kept
/// @param fileBytes a file that has so many is followed by the next
public record KeptLimits(
    Duration time, long bytesMax, int countMax, long waitingBytesMax, long fileBytes) {

  /// Three days; 1 GiB and 200,000 at most, of which 64 MiB wait.
  public static final KeptLimits DEFAULT =
      new KeptLimits(Duration.ofDays(3), 1L << 30, 200_000, 64L << 20, 32L << 20);

  /// @throws IllegalArgumentException if a number is out of its range
  public KeptLimits {
    if (time.isNegative() || bytesMax < 1 || countMax < 1 || waitingBytesMax < 1 || fileBytes < 1) {
      throw new IllegalArgumentException("a limit of what is kept is not more than zero");
    }
  }

  /// The same for other sizes of all files together.
  public KeptLimits withBytesMax(long bytes) {
    return new KeptLimits(time, bytes, countMax, waitingBytesMax, fileBytes);
  }

  /// The same for another time.
  public KeptLimits withTime(Duration other) {
    return new KeptLimits(other, bytesMax, countMax, waitingBytesMax, fileBytes);
  }
}
