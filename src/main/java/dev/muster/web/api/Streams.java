package dev.muster.web.api;

import dev.muster.web.Problem;
import dev.muster.web.ProblemException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The streams of events that are open, and what each may use up.
///
/// @param streamsMax how many may be open
/// @param queueMax how many events wait for one client before it is cut off
/// @param resumedMax how many events one client is sent of what it missed
/// @param beat how long nothing is sent before a comment is, so that nobody between cuts the line
/// @param patience how long one write may take before the client is cut off
record Streams(
    int streamsMax,
    int queueMax,
    int resumedMax,
    Duration beat,
    Duration patience,
    Set<Thread> open) {

  /// As documented.
  static Streams ofDefaults() {
    return new Streams(
        200,
        1_000,
        1_000,
        Duration.ofSeconds(15),
        Duration.ofSeconds(10),
        ConcurrentHashMap.newKeySet());
  }

  /// Runs a stream on the current thread, which [#stop] interrupts.
  ///
  /// @throws ProblemException if too many are open
  void run(Runnable stream) {
    if (open.size() >= streamsMax) {
      throw new ProblemException(
          Problem.of(
              503, "too-many-streams", "Too many streams", "Close one, or try again later."));
    }
    open.add(Thread.currentThread());
    try {
      stream.run();
    } finally {
      open.remove(Thread.currentThread());
    }
  }

  /// Ends all streams.
  void stop() {
    open.forEach(Thread::interrupt);
  }
}
