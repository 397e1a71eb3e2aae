package dev.muster.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When something was last used: known to a minute or so, so that reading does not write all the
/// time.
final class LastUse {

  private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

  private LastUse() {}

  /// Whether a use is noted well enough by the one before.
  ///
  /// @param last the last that was noted
  static boolean isNoted(Optional<Instant> last, Instant now) {
    return isNoted(last, now, NOTED_EVERY);
  }

  /// The same where it is to be known to a span of one's choice.
  static boolean isNoted(Optional<Instant> last, Instant now, Duration every) {
    return last.isPresent() && now.isBefore(last.get().plus(every));
  }
}
