package dev.muster.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// There is no room on the disk. Nothing was changed; the same may succeed when there is room
/// again.
public final class DiskFullException extends IOException {

  private static final long serialVersionUID = 1L;

  /// @param message says what there was no room for
  public DiskFullException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /// The exception itself, or this one if it means that the disk is full. The JDK has no type for
  /// it and words it in the language of the system, so the room that is left is asked for, too.
  static IOException insteadOf(IOException e, Path path, long bytes) {
    if (e instanceof DiskFullException) {
      return e;
    }
    String message = String.valueOf(e.getMessage());
    boolean said = message.contains("No space left") || message.contains("quota exceeded");
    return said || usableBytes(path) < bytes
        ? new DiskFullException("no room on the disk for " + path, e)
        : e;
  }

  private static long usableBytes(Path path) {
    try {
      Path directory = path.toAbsolutePath().getParent();
      return directory == null ? Long.MAX_VALUE : Files.getFileStore(directory).getUsableSpace();
    } catch (IOException _) {
      return Long.MAX_VALUE;
    }
  }
}
