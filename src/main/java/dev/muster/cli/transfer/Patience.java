package dev.muster.cli.transfer;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Optional;

/// How long something that fails is tried again: after longer and longer pauses, until too much
/// time has passed since something last went well.
final class Patience {

  private static final long FIRST_MILLIS = 250;
  private static final long LONGEST_MILLIS = 10_000;

  private final Duration most;
  private final Interrupts interrupts;
  private final Screen screen;
  private long since = System.nanoTime();
  private long pauseMillis = FIRST_MILLIS;

  Patience(Duration most, Interrupts interrupts, Screen screen) {
    this.most = most;
    this.interrupts = interrupts;
    this.screen = screen;
  }

  /// Something went well.
  void renew() {
    since = System.nanoTime();
    pauseMillis = FIRST_MILLIS;
  }

  /// Waits before something is tried again.
  ///
  /// @param why it failed
  /// @throws IOException if it has been tried for long enough
  void pause(Exception why) throws IOException, InterruptedException {
    String words = words(why);
    if (System.nanoTime() - since > most.toNanos()) {
      throw new IOException(
          words.replaceFirst("\\.$", "")
              + "; it was tried again for "
              + Amounts.time(most.toSeconds()),
          why);
    }
    Optional<Duration> asked =
        why instanceof RefusedException refused ? refused.retryAfter() : Optional.empty();
    long millis = Math.max(pauseMillis, Math.min(asked.orElse(Duration.ZERO).toMillis(), 60_000));
    screen.trouble(words);
    interrupts.pause(millis);
    pauseMillis = Math.min(pauseMillis * 2, LONGEST_MILLIS);
  }

  /// A failure in words: those of Java are often the bare name of a class.
  static String words(Exception why) {
    if (why instanceof ConnectException) {
      return "the server cannot be reached";
    }
    String message = why.getMessage();
    return message == null || message.isBlank() ? "the connection broke off" : message;
  }
}
