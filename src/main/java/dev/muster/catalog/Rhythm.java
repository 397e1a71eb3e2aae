package dev.muster.catalog;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/// When a mailing goes out, by the clocks of a time zone.
public sealed interface Rhythm {

  /// At which time of the day.
  LocalTime time();

  /// Each day.
  record Daily(LocalTime time) implements Rhythm {}

  /// Each week.
  record Weekly(DayOfWeek weekday, LocalTime time) implements Rhythm {}

  /// Each month; in months that are shorter, on their last day.
  ///
  /// @param day 1 to 31
  record Monthly(int day, LocalTime time) implements Rhythm {

    /// Checks the day.
    public Monthly {
      if (day < 1 || day > 31) {
        throw new IllegalArgumentException("no day of a month: " + day);
      }
    }
  }

  /// The first time after an instant. Where clocks are put forward over it, it is as much later;
  /// where they are put back and show it twice, it is the first of the two.
  default Instant next(Instant after, ZoneId zone) {
    // On the day before it may be that day's time that comes, as a day is as long as clocks say.
    LocalDate day = LocalDate.ofInstant(after, zone).minusDays(1);
    while (true) {
      if (isOn(day)) {
        Instant at = day.atTime(time()).atZone(zone).toInstant();
        if (at.isAfter(after)) {
          return at;
        }
      }
      day = day.plusDays(1);
    }
  }

  /// The last time that is not after an instant.
  default Instant last(Instant until, ZoneId zone) {
    LocalDate day = LocalDate.ofInstant(until, zone).plusDays(1);
    while (true) {
      if (isOn(day)) {
        Instant at = day.atTime(time()).atZone(zone).toInstant();
        if (!at.isAfter(until)) {
          return at;
        }
      }
      day = day.minusDays(1);
    }
  }

  private boolean isOn(LocalDate day) {
    return switch (this) {
      case Daily _ -> true;
      case Weekly(var weekday, _) -> day.getDayOfWeek() == weekday;
      case Monthly(int of, _) -> day.getDayOfMonth() == Math.min(of, day.lengthOfMonth());
    };
  }
}
