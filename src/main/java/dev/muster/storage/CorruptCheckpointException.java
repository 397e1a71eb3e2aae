package dev.muster.storage;

import java.io.IOException;
import java.nio.file.Path;

/// A checkpoint is damaged or not whole.
public final class CorruptCheckpointException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String file;
  private final long offset;

  CorruptCheckpointException(Path file, long offset, String what) {
    super(file + " is damaged at byte " + offset + ": " + what);
    this.file = file.toString();
    this.offset = offset;
  }

  /// The damaged file.
  public Path file() {
    return Path.of(file);
  }

  /// Where in the file, in bytes.
  public long offset() {
    return offset;
  }
}
