package dev.muster.storage;

import java.io.IOException;

/// Takes the records of the log, in order.
@FunctionalInterface
public interface Replay {

  /// @param bytes valid only during the call
  void record(long position, int kind, RecordReader bytes) throws IOException;

  /// Called now and then, and at the end.
  ///
  /// @param bytesDone of the log, up to now
  /// @param bytesTotal of the log, from where the replay began to its end
  default void progress(long bytesDone, long bytesTotal) {}
}
