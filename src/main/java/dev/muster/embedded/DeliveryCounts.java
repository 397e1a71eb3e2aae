package dev.muster.embedded;

import dev.muster.intake.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// How many deliveries came through one integration to one environment.
///
/// @param last the latest delivery; empty if nothing came yet
/// @param hours the last 48 hours (UTC), the oldest first; the last one is the hour that runs
/// @param lastHour of the last 60 minutes, in steps of five: what came between 55 and 60 minutes
///   ago may be in it or not
/// @param longestPauseHours the most hours from one with deliveries to the next such one, among the
///   48 before the latest delivery; empty if there were deliveries in fewer than three of them,
///   which is too few to say what is usual
public record DeliveryCounts(
    Optional<Last> last, List<Hour> hours, Counts lastHour, OptionalLong longestPauseHours) {

  /// The latest delivery.
  public record Last(Instant at, Outcome outcome) {}

  /// How many there were, by outcome.
  public record Counts(
      long accepted, long partial, long rejected, long ignored, long duplicate, long stale) {

    /// All of them.
    public long sum() {
      return accepted + partial + rejected + ignored + duplicate + stale;
    }
  }

  /// One hour.
  ///
  /// @param at when it began
  public record Hour(Instant at, Counts counts) {}

  /// Copies the list.
  public DeliveryCounts {
    hours = List.copyOf(hours);
  }
}
