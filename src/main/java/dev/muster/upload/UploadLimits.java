package dev.muster.upload;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How much uploads may take, how long what is left of them is kept, and from where they may come.
///
/// @param bytesMax of one file
/// @param runningMax how many run at once, of different integrations or environments
/// @param historyMax how many that are over are remembered for each integration and environment
/// @param kept how long refused rows and what undoing needs are kept after an upload's end
/// @param importFolder below which schedules may take files; empty: from no folder
public record UploadLimits(
    long bytesMax, int runningMax, int historyMax, Duration kept, Optional<Path> importFolder) {

  /// 5 GiB; two at once; the last 500; 7 days; no folder.
  public static final UploadLimits DEFAULT =
      new UploadLimits(5L << 30, 2, 500, Duration.ofDays(7), Optional.empty());

  /// @throws IllegalArgumentException if a number is out of its range
  public UploadLimits {
    if (bytesMax < 1 || runningMax < 1 || historyMax < 1 || kept.isNegative()) {
      throw new IllegalArgumentException("uploads need room");
    }
  }

  /// The same, with files of up to this many bytes.
  public UploadLimits withBytesMax(long bytes) {
    return new UploadLimits(bytes, runningMax, historyMax, kept, importFolder);
  }

  /// The same, with so many remembered, and what is left of them kept for so long.
  public UploadLimits withKept(Duration time, int remembered) {
    return new UploadLimits(bytesMax, runningMax, remembered, time, importFolder);
  }

  /// The same, with files from folders below this one.
  public UploadLimits withImportFolder(Optional<Path> folder) {
    return new UploadLimits(bytesMax, runningMax, historyMax, kept, folder);
  }

  /// How long what is left of uploads is kept, in words.
  public String keptInWords() {
    long hours = kept.toHours();
    if (hours >= 48 && hours % 24 == 0) {
      return hours / 24 + " days";
    }
    return hours == 1 ? "1 hour" : hours > 0 ? hours + " hours" : kept.toMinutes() + " minutes";
  }
}
