package dev.muster.embedded;

import dev.muster.pageload.ActivityBatch;
import dev.muster.pageload.ActivityBuffer;
import dev.muster.storage.Log;
import java.time.Duration;

/// Brings page loads from the buffer into the log about once a second.
final class ActivityFlush implements AutoCloseable {

  private static final Duration EVERY = Duration.ofSeconds(1);

  /// About how large a record becomes.
  private static final int BATCH_BYTES = 1 << 20;

  private final ActivityBuffer buffer = new ActivityBuffer();
  private final Log log;
  private final EngineState state;
  private final Thread thread;
  private volatile boolean stopping;

  ActivityFlush(Log log, EngineState state) {
    this.log = log;
    this.state = state;
    this.thread = Thread.ofPlatform().name("muster-activity").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  ActivityBuffer buffer() {
    return buffer;
  }

  private void run() {
    while (!stopping) {
      try {
        Thread.sleep(EVERY);
      } catch (InterruptedException _) {
        return;
      }
      flush();
    }
  }

  /// Hands over what has gathered, and waits until it is durable and applied, or given back. One
  /// batch after the other: what came meanwhile may be of the same users.
  synchronized void flush() {
    ActivityBatch batch = buffer.drain(BATCH_BYTES);
    while (!batch.seen().isEmpty()) {
      ActivityEntry entry = new ActivityEntry(state, buffer, batch);
      if (!log.submit(entry)) {
        buffer.giveBack(batch);
        return;
      }
      if (!entry.done().join()) {
        return;
      }
      batch = buffer.drain(BATCH_BYTES);
    }
  }

  /// Hands over what is left; the log is still open.
  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    flush();
  }
}
