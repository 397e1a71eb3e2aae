package dev.muster.storage;

import java.io.IOException;
import java.nio.file.Path;

/// The log is damaged where it was durable, so it must not be read as if nothing were missing.
public final class CorruptLogException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String file;
  private final long position;

  CorruptLogException(Path file, long position, String what) {
    super(file + " is damaged at position " + position + ": " + what);
    this.file = file.toString();
    this.position = position;
  }

  /// The damaged file, or the missing one.
  public Path file() {
    return Path.of(file);
  }

  /// Where in the log.
  public long position() {
    return position;
  }
}
