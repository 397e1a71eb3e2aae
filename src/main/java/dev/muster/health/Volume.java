package dev.muster.health;

import dev.muster.embedded.IntegrationCounts;
import dev.muster.embedded.IntegrationCounts.Hour;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// How much came in which hours, and how much in the same hours of the weeks before: by the clocks
/// of a time zone, so that it is nine in the morning there and then.
final class Volume {

  /// As long ago as is kept, with a week to compare.
  private static final int WEEKS = 3;

  private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

  private final List<Hour> hours;
  private final ZoneId zone;

  Volume(IntegrationCounts counts, ZoneId zone) {
    this.hours = counts.hours();
    this.zone = zone;
  }

  static long hourOf(Instant at) {
    return Math.floorDiv(at.toEpochMilli(), HOUR_MILLIS);
  }

  /// How many hours anything came in.
  int active() {
    return hours.size();
  }

  /// @param from the first hour
  /// @param end the hour after the last one
  long all(long from, long end) {
    return hours.stream()
        .filter(hour -> hour.number() >= from && hour.number() < end)
        .mapToLong(Hour::all)
        .sum();
  }

  long refused(long from, long end) {
    return hours.stream()
        .filter(hour -> hour.number() >= from && hour.number() < end)
        .mapToLong(Hour::refused)
        .sum();
  }

  /// How much came in the same hours of each week before, as far as is known, the latest first.
  List<Long> weeksBefore(long from, long end) {
    List<Long> before = new ArrayList<>();
    for (int weeks = 1; weeks <= WEEKS; weeks++) {
      long start = earlier(from, weeks);
      if (hours.isEmpty() || start < hours.getFirst().number()) {
        break;
      }
      before.add(all(start, earlier(end, weeks)));
    }
    return before;
  }

  private long earlier(long hour, int weeks) {
    return hourOf(
        Instant.ofEpochMilli(hour * HOUR_MILLIS).atZone(zone).minusWeeks(weeks).toInstant());
  }

  /// For how many hours it is known what came.
  long knownHours(long now) {
    return hours.isEmpty() ? 0 : now - hours.getFirst().number();
  }

  /// The most hours from one in which anything came to the next such one.
  long longestPause() {
    long longest = 0;
    for (int i = 1; i < hours.size(); i++) {
      longest = Math.max(longest, hours.get(i).number() - hours.get(i - 1).number());
    }
    return longest;
  }
}
