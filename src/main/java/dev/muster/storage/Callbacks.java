package dev.muster.storage;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls of others' code whose failure must not harm the log.
final class Callbacks {

  private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);

  private Callbacks() {}

  static void refuse(LogEntry entry, IOException why) {
    run(() -> entry.refused(why));
  }

  static void run(Runnable runnable) {
    try {
      runnable.run();
    } catch (RuntimeException | Error e) {
      LOG.error("code that the log called has failed", e);
    }
  }
}
