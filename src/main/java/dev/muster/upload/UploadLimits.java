package dev.muster.upload;

/// How much uploads may take.
///
/// @param bytesMax of one file
/// @param runningMax how many run at once, of different integrations or environments
/// @param historyMax how many that are over are remembered for each integration and environment
public record UploadLimits(long bytesMax, int runningMax, int historyMax) {

  /// 5 GiB; two at once; the last 500.
  public static final UploadLimits DEFAULT = new UploadLimits(5L << 30, 2, 500);

  /// @throws IllegalArgumentException if a number is out of its range
  public UploadLimits {
    if (bytesMax < 1 || runningMax < 1 || historyMax < 1) {
      throw new IllegalArgumentException("uploads need room");
    }
  }

  /// The same, with files of up to this many bytes.
  public UploadLimits withBytesMax(long bytes) {
    return new UploadLimits(bytes, runningMax, historyMax);
  }
}
