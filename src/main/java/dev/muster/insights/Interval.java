package dev.muster.insights;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A stretch of the calendar. It lasts from the first instant of its first day, in a time zone, to
/// just before the next one's.
public enum Interval {
  /// A day.
  DAY,
  /// From Monday to Sunday, as in ISO 8601.
  WEEK,
  /// A month of the calendar.
  MONTH;

  private static final long DAYS_MAX = 92;
  private static final long WEEKS_DAYS_MAX = 2 * 366;

  private final String code = name().toLowerCase(Locale.ROOT);

  /// The interval's name in JSON.
  public String code() {
    return code;
  }

  /// The interval of a name in JSON.
  public static Optional<Interval> of(String code) {
    return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
  }

  /// The interval that suits dates which reach over so many days.
  public static Interval forDays(long days) {
    if (days <= DAYS_MAX) {
      return DAY;
    }
    return days <= WEEKS_DAYS_MAX ? WEEK : MONTH;
  }

  /// The first day of the interval that a day lies in.
  LocalDate first(LocalDate day) {
    return switch (this) {
      case DAY -> day;
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> day.withDayOfMonth(1);
    };
  }

  /// The first day of the interval after the one that begins on a day.
  LocalDate next(LocalDate first) {
    return switch (this) {
      case DAY -> first.plusDays(1);
      case WEEK -> first.plusWeeks(1);
      case MONTH -> first.plusMonths(1);
    };
  }

  /// How many intervals there are from the one that begins on a day to the one that begins on
  /// another, that one counted.
  long between(LocalDate first, LocalDate last) {
    return 1
        + switch (this) {
          case DAY -> ChronoUnit.DAYS.between(first, last);
          case WEEK -> ChronoUnit.WEEKS.between(first, last);
          case MONTH -> ChronoUnit.MONTHS.between(first, last);
        };
  }

  /// When a day begins, in epoch milliseconds.
  static long millis(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant().toEpochMilli();
  }
}
