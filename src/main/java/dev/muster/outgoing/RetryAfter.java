package dev.muster.outgoing;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The header of the same name (RFC 9110, section 10.2.3).
final class RetryAfter {

  private RetryAfter() {}

  /// @param field seconds, or a time
  /// @param date when the answer was made, by the clock of whoever made it
  /// @return not negative; empty where it does not say
  static Optional<Duration> of(@Nullable String field, @Nullable String date) {
    if (field == null) {
      return Optional.empty();
    }
    String text = field.strip();
    if (text.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    Optional<Instant> until = time(text);
    Optional<Instant> from = date == null ? Optional.empty() : time(date.strip());
    if (until.isEmpty() || from.isEmpty()) {
      return Optional.empty();
    }
    Duration pause = Duration.between(from.get(), until.get());
    return Optional.of(pause.isNegative() ? Duration.ZERO : pause);
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
