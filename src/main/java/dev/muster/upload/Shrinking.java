package dev.muster.upload;

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
final class Shrinking {

  private static final Logger LOG = LoggerFactory.getLogger(Shrinking.class);
  private static final long STEP_BYTES = 4L << 20;
  private static final Duration PAUSE = Duration.ofMillis(20);

  private Shrinking() {}

  /// Deletes a file; returns when it is gone, or what is left of it is left to the next start.
  static void delete(Path file) {
    try {
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
}
