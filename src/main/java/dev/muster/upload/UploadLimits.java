package dev.muster.upload;

import java.nio.file.Path;
import java.util.Optional;

/// How much uploads may take, and from where.
///
/// @param bytesMax of one file
/// @param runningMax how many run at once, of different integrations or environments
/// @param historyMax how many that are over are remembered for each integration and environment
/// @param importFolder below which schedules may take files; empty: from no folder
public record UploadLimits(
    long bytesMax, int runningMax, int historyMax, Optional<Path> importFolder) {

  /// 5 GiB; two at once; the last 500; no folder.
  public static final UploadLimits DEFAULT = new UploadLimits(5L << 30, 2, 500, Optional.empty());

  /// @throws IllegalArgumentException if a number is out of its range
  public UploadLimits {
    if (bytesMax < 1 || runningMax < 1 || historyMax < 1) {
      throw new IllegalArgumentException("uploads need room");
    }
  }

  /// The same, with files of up to this many bytes.
  public UploadLimits withBytesMax(long bytes) {
    return new UploadLimits(bytes, runningMax, historyMax, importFolder);
  }

  /// The same, with files from folders below this one.
  public UploadLimits withImportFolder(Optional<Path> folder) {
    return new UploadLimits(bytesMax, runningMax, historyMax, folder);
  }
}
