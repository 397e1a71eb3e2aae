package dev.muster.web.api;

import dev.muster.condition.AsOf;
import dev.muster.condition.ResolvedCondition;
import dev.muster.population.Population;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/// Counts the users of many segments in bounded time. One count over ten million users takes a few
/// milliseconds, a thousand of them take seconds; so what has waited longest is counted first, and
/// what is left when the time is up keeps the count of an earlier call. Safe for use by many
/// threads.
final class SegmentCounts {

  /// How long counting goes on in one call, where there is more to count.
  static final Duration TIME_MAX = Duration.ofSeconds(1);

  private final Duration timeMax;

  // A population goes with its environment, and what was counted in it goes, too.
  private final Map<Population, Map<ResolvedCondition, Count>> byPopulation =
      Collections.synchronizedMap(new WeakHashMap<>());

  SegmentCounts() {
    this(TIME_MAX);
  }

  /// @param timeMax after which no further count is begun; one is made in any case
  SegmentCounts(Duration timeMax) {
    this.timeMax = timeMax;
  }

  /// A count, and when it was true.
  record Count(long users, Instant at) {}

  /// Counts them all, or as many as there is time for.
  ///
  /// @param conditions that can be run over all users
  /// @return by condition; those that have never been counted are left out
  Map<ResolvedCondition, Count> count(
      Population population, Collection<ResolvedCondition> conditions, AsOf asOf) {
    Map<ResolvedCondition, Count> before = byPopulation.getOrDefault(population, Map.of());
    Map<ResolvedCondition, Count> counts = new HashMap<>();
    for (ResolvedCondition condition : conditions) {
      Count known = before.get(condition);
      if (known != null) {
        counts.put(condition, known);
      }
    }
    List<ResolvedCondition> longestWaitingFirst =
        conditions.stream()
            .distinct()
            .sorted(
                Comparator.comparing((ResolvedCondition one) ->
                    counts.containsKey(one) ? counts.get(one).at() : Instant.MIN))
            .toList();
    long begun = System.nanoTime();
    for (ResolvedCondition condition : longestWaitingFirst) {
      counts.put(condition, new Count(population.count(condition, asOf), asOf.instant()));
      if (System.nanoTime() - begun >= timeMax.toNanos()) {
        break;
      }
    }
    byPopulation.put(population, Map.copyOf(counts));
    return counts;
  }
}
