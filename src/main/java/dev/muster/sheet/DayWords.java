package dev.muster.sheet;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// How days are written for people, as the console writes them.
final class DayWords {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter BRIEF =
      DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMM uuuu", Locale.ENGLISH);

  private DayWords() {}

  /// `3 May 2026`
  static String of(LocalDate day) {
    return DAY.format(day);
  }

  /// From one day to another: `3 May 2026`, `1 – 31 May 2026`, `28 Apr – 3 May 2026`.
  static String range(LocalDate from, LocalDate to) {
    if (from.equals(to)) {
      return of(to);
    }
    if (from.getYear() != to.getYear()) {
      return of(from) + " – " + of(to);
    }
    String first =
        from.getMonth() == to.getMonth()
            ? String.valueOf(from.getDayOfMonth())
            : BRIEF.format(from);
    return first + " – " + of(to);
  }

  /// A stretch of the calendar: `May 2026` for a whole month, otherwise as a range.
  static String stretch(LocalDate from, LocalDate to) {
    return isMonth(from, to) ? MONTH.format(from) : range(from, to);
  }

  /// The same where there is little room, by its beginning: `May 2026`, `4 May`.
  static String tick(LocalDate from, LocalDate to) {
    return isMonth(from, to) ? MONTH.format(from) : BRIEF.format(from);
  }

  private static boolean isMonth(LocalDate from, LocalDate to) {
    return from.getDayOfMonth() == 1 && to.equals(from.plusMonths(1).minusDays(1));
  }
}
