package dev.muster.insights;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// The intervals of a time zone in which dates lie, and which of them an instant lies in.
final class Calendar {

  private static final long DAY_MILLIS = 86_400_000;

  private final List<LocalDate> firsts;
  private final long[] ends;
  private final long firstDay;
  private final int[] candidates;

  /// @param firsts the first days of intervals, ascending
  /// @param ends when each ends
  /// @param firstDay a day since 1970, in UTC
  /// @param candidates of this day and those after it, the first interval that ends after its
  ///   beginning
  private Calendar(List<LocalDate> firsts, long[] ends, long firstDay, int[] candidates) {
    this.firsts = firsts;
    this.ends = ends;
    this.firstDay = firstDay;
    this.candidates = candidates;
  }

  /// The day in UTC, counted from 1970, that an instant lies in.
  static long day(double epochMillis) {
    return Math.floorDiv((long) epochMillis, DAY_MILLIS);
  }

  /// The intervals in which something can lie.
  ///
  /// @param firstDay a day since 1970, in UTC
  /// @param users how many dates lie on this day and those after it
  static Calendar of(Interval interval, ZoneId zone, long firstDay, long[] users) {
    List<LocalDate> firsts = new ArrayList<>();
    for (int i = 0; i < users.length; i++) {
      // No zone is a day or more away from UTC, so one of these days is the local one.
      for (int near = -1; near <= 1 && users[i] > 0; near++) {
        LocalDate first = interval.first(LocalDate.ofEpochDay(firstDay + i + near));
        if (firsts.isEmpty() || first.isAfter(firsts.getLast())) {
          firsts.add(first);
        }
      }
    }
    long[] ends =
        firsts.stream().mapToLong(first -> Interval.millis(interval.next(first), zone)).toArray();
    int[] candidates = new int[users.length];
    int candidate = 0;
    for (int i = 0; i < users.length; i++) {
      while (candidate < ends.length && ends[candidate] <= (firstDay + i) * DAY_MILLIS) {
        candidate++;
      }
      candidates[i] = candidate;
    }
    return new Calendar(firsts, ends, firstDay, candidates);
  }

  /// The first days of its intervals, ascending.
  List<LocalDate> firsts() {
    return firsts;
  }

  /// The place of the interval that an instant lies in; one that is not there for days that were
  /// not said to have dates.
  int of(double epochMillis) {
    long day = day(epochMillis) - firstDay;
    if (day < 0 || day >= candidates.length) {
      return Integer.MAX_VALUE;
    }
    int at = candidates[(int) day];
    while (at < ends.length && epochMillis >= ends[at]) {
      at++;
    }
    return at;
  }
}
