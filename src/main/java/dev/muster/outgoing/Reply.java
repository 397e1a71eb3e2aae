package dev.muster.outgoing;

import java.time.Duration;
import java.util.Optional;

/// What became of one attempt to send a message.
public sealed interface Reply {

  /// From when it was to be sent until that was known.
  Duration took();

  /// Why it counts as not delivered, in words for whoever looks after the target; empty where it
  /// was taken.
  String trouble();

  /// Whether the target has the message: it answered 2xx.
  default boolean isTaken() {
    return trouble().isEmpty();
  }

  /// The same without what the target has written, which may name the user.
  default Reply withoutAnswer() {
    return this;
  }

  /// The target answered.
  ///
  /// @param status of HTTP, 100 to 999
  /// @param retryAfter for how long it wants to be left alone, as it says; not negative
  record Answered(int status, String trouble, Optional<Duration> retryAfter, Duration took)
      implements Reply {
    @Override
    public Reply withoutAnswer() {
      return new Answered(status, Trouble.withoutAnswer(trouble), retryAfter, took);
    }
  }

  /// There was no answer, or nothing was sent.
  record Nothing(String trouble, Duration took) implements Reply {
    /// @throws IllegalArgumentException if it does not say why
    public Nothing {
      if (trouble.isEmpty()) {
        throw new IllegalArgumentException("an attempt without an answer says why");
      }
    }
  }
}
