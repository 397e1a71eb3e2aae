package dev.muster.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes large files a little at a time. Where the file system hands freed blocks back to the
/// disk at once (`discard`), all of a large file together hold up whoever writes beside it.
public final class Shrinking {

  private static final Logger LOG = LoggerFactory.getLogger(Shrinking.class);
  private static final long STEP_BYTES = 4L << 20;
  private static final Duration PAUSE = Duration.ofMillis(20);

  private Shrinking() {}

  /// Deletes a file; returns when it is gone, or what is left of it is left to the next start. One
  /// that has another name, too, such as in a [Hold], only loses this one.
  public static void delete(Path file) {
    try {
      if (isNamedTwice(file)) {
        Files.deleteIfExists(file);
        return;
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        for (long size = channel.size(); size > STEP_BYTES; size -= STEP_BYTES) {
          channel.truncate(size - STEP_BYTES);
          Thread.sleep(PAUSE);
        }
      }
      Files.deleteIfExists(file);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException failed) {
      LOG.warn("{} is left over and can be deleted: {}", file, failed.getMessage());
    }
  }

  private static boolean isNamedTwice(Path file) throws IOException {
    return file.getFileSystem().supportedFileAttributeViews().contains("unix")
        && Files.getAttribute(file, "unix:nlink") instanceof Integer names
        && names > 1;
  }
}
