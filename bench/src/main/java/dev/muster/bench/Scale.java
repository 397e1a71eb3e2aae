package dev.muster.bench;

import java.time.Duration;
import java.util.List;

/// How much is measured, so that the whole takes a bounded time.
///
/// @param roundTime of a load
/// @param warmUpRounds of each side, thrown away
/// @param rounds of each side
/// @param pageLoadUsers that page loads are spread over
/// @param checkpointUsers whose checkpoints run beside the load
/// @param populations sizes that the segments are counted over
/// @param counts repetitions of each count
/// @param startUsers in the checkpoint that is started from
/// @param startUpdates in the log after it
/// @param starts repetitions
/// @param uploadRows of each CSV file
record Scale(
    Duration roundTime,
    int warmUpRounds,
    int rounds,
    int pageLoadUsers,
    int checkpointUsers,
    List<Integer> populations,
    int counts,
    int startUsers,
    int startUpdates,
    int starts,
    int uploadRows) {

  static final Scale FULL =
      new Scale(
          Duration.ofSeconds(4),
          6,
          5,
          100_000,
          1_000_000,
          List.of(1_000_000, 10_000_000),
          41,
          10_000_000,
          1_000_000,
          3,
          1_000_000);

  /// Enough to see that everything works; its figures mean little.
  static final Scale QUICK =
      new Scale(
          Duration.ofMillis(500), 2, 3, 10_000, 20_000, List.of(1_000_000), 11, 100_000, 10_000, 1, 20_000);
}
