package dev.muster.signature;

import dev.muster.signature.SignatureScheme.Unit;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Looks at a signed time, so that what somebody overheard cannot be sent again later.
final class SentTime {

  private SentTime() {}

  /// @param text as it was sent
  /// @return why it is refused; empty if it is near enough
  static Optional<String> refusal(String text, Unit unit, Duration tolerance, Instant now) {
    Instant sent;
    try {
      long number = Long.parseLong(text);
      sent =
          switch (unit) {
            case SECONDS -> Instant.ofEpochSecond(number);
            case MILLISECONDS -> Instant.ofEpochMilli(number);
          };
    } catch (NumberFormatException | DateTimeException _) {
      return Optional.of("the signed time is not a number of " + words(unit));
    }
    Duration age = Duration.between(sent, now);
    if (age.abs().compareTo(tolerance) <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        "the signed time is "
            + words(age.abs())
            + (age.isNegative() ? " ahead" : " ago")
            + ", more than "
            + words(tolerance)
            + ": send it again with a new signature; if it was just sent, one of the clocks is"
            + " wrong");
  }

  private static String words(Unit unit) {
    return switch (unit) {
      case SECONDS -> "seconds";
      case MILLISECONDS -> "milliseconds";
    };
  }

  private static String words(Duration duration) {
    if (duration.toDays() > 1) {
      return duration.toDays() + " days";
    }
    if (duration.toHours() > 1) {
      return duration.toHours() + " hours";
    }
    return duration.toMinutes() > 1
        ? duration.toMinutes() + " minutes"
        : duration.toSeconds() + " seconds";
  }
}
