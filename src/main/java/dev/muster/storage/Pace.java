package dev.muster.storage;

import java.util.concurrent.locks.LockSupport;

/// How fast a checkpoint may be written, so that it leaves the disk to the log.
@FunctionalInterface
public interface Pace {

  /// As fast as possible.
  Pace UNLIMITED = _ -> {};

  /// Called after some bytes were written; may wait.
  void wrote(int bytes);

  /// At most so many bytes a second, measured over a quarter of a second. For one writer.
  static Pace bytesPerSecond(long bytesPerSecond) {
    if (bytesPerSecond < 1) {
      throw new IllegalArgumentException("a pace is more than zero: " + bytesPerSecond);
    }
    return new Pace() {
      private long dueNanos = System.nanoTime();

      @Override
      public void wrote(int bytes) {
        long now = System.nanoTime();
        // Time that was not used is kept for a quarter of a second only.
        dueNanos = Math.max(dueNanos, now - 250_000_000);
        dueNanos += (long) (bytes * 1e9 / bytesPerSecond);
        while (dueNanos - now > 0 && !Thread.currentThread().isInterrupted()) {
          LockSupport.parkNanos(dueNanos - now);
          now = System.nanoTime();
        }
      }
    };
  }
}
