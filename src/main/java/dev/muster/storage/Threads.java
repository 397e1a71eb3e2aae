package dev.muster.storage;

/// Waiting for threads.
final class Threads {

  private Threads() {}

  /// Waits until a thread has ended, however long that takes.
  static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
