package dev.muster.outgoing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// How long it is waited after a failure: longer each time, and never quite as long, so that not
/// all who wait come back at once.
final class Pauses {

  /// For how long a change is told, from when it was found.
  static final Duration TOLD_FOR = Duration.ofHours(24);

  private static final List<Duration> ALL =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(4));

  /// What a target asks for is granted up to this.
  private static final Duration ASKED_MAX = Duration.ofHours(1);

  /// A pause is up to so much longer than it says.
  private static final double JITTER = 0.2;

  private Pauses() {}

  /// @param failures in a row, 1 or more
  /// @param asked what the target asked for
  static Duration after(int failures, Optional<Duration> asked, RandomGenerator random) {
    Duration pause = ALL.get(Math.min(failures, ALL.size()) - 1);
    Duration jittered = pause.plusMillis((long) (pause.toMillis() * JITTER * random.nextDouble()));
    Duration wanted =
        asked
            .filter(one -> one.compareTo(ASKED_MAX) < 0)
            .orElse(asked.isEmpty() ? Duration.ZERO : ASKED_MAX);
    return wanted.compareTo(jittered) > 0 ? wanted : jittered;
  }
}
