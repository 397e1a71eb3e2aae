package dev.muster.embedded;

import dev.muster.storage.DiskFullException;
import java.io.IOException;

/// Why something could not be taken, in words for its sender.
final class Unavailability {

  /// The bounded queue before the writer has no room.
  static final String QUEUE_FULL = "too many updates are waiting to be written";

  /// The server is about to stop.
  static final String STOPPING = "the server is stopping";

  /// The disk is full.
  static final String DISK_FULL = "the disk of the server is full";

  /// The disk did not do what it was told.
  static final String CANNOT_WRITE = "the server cannot write to its log";

  private Unavailability() {}

  static String words(IOException why) {
    return why instanceof DiskFullException ? DISK_FULL : CANNOT_WRITE;
  }
}
