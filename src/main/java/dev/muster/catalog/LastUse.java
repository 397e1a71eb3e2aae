package dev.muster.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When something was last used: known to a minute, so that reading does not write all the time.
final class LastUse {

  private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

  private LastUse() {}

  /// Whether a use is noted well enough by the one before.
  ///
  /// @param last the last that was noted
  static boolean isNoted(Optional<Instant> last, Instant now) {
    return last.isPresent() && now.isBefore(last.get().plus(NOTED_EVERY));
  }
}
