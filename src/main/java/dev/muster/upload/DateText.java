package dev.muster.upload;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Dates as people, spreadsheets and databases write them. A time of day without an offset is one
/// of the system's time zone, as a day is that begins there.
final class DateText {

  /// Of `2026-05-01 10:00:00.000 +02`, `1.5.2026`, `5/1/2026 3:45 PM`.
  private static final Pattern PATTERN =
      Pattern.compile(
          "(\\d{1,4})([-./])(\\d{1,2})\\2(\\d{1,4})"
              + "(?:(?:,? +|[Tt])(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?"
              + "(?: ?([AaPp])\\.?[Mm]\\.?)?(?: ?([Zz]|UTC|GMT|[-+]\\d{2}(?::?\\d{2})?))?)?");

  private static final int LENGTH_MAX = 64;
  private static final int YEAR_DIGITS = 4;
  private static final int HALF_DAY_HOURS = 12;
  private static final int NANOS_DIGITS = 9;

  private DateText() {}

  /// A day or a moment as ISO 8601 has it.
  ///
  /// @param text without white space around it
  /// @param zone of times without an offset
  /// @return null where the text is no date that is written so
  static @Nullable String plain(String text, DateOrder order, ZoneId zone) {
    Matcher parts = match(text);
    if (parts == null) {
      return null;
    }
    try {
      LocalDate day = day(parts, order);
      if (day == null) {
        return null;
      }
      return parts.group(5) == null ? day.toString() : moment(day, parts, zone);
    } catch (DateTimeException _) {
      return null;
    }
  }

  /// Whether a text is a date with the day or with the month first, and not the same one:
  /// `01/02/2026`. With points between the parts the day is first wherever they are written so.
  static boolean isOfBoth(String text) {
    String dayFirst = plain(text, DateOrder.DMY, ZoneOffset.UTC);
    String monthFirst = plain(text, DateOrder.MDY, ZoneOffset.UTC);
    return dayFirst != null
        && monthFirst != null
        && !dayFirst.equals(monthFirst)
        && !hasPoints(text);
  }

  /// Whether points are between its parts. Those who write them so have the day first.
  static boolean hasPoints(String text) {
    Matcher parts = match(text);
    return parts != null && parts.group(2).equals(".");
  }

  private static @Nullable Matcher match(String text) {
    if (text.length() > LENGTH_MAX) {
      return null;
    }
    Matcher parts = PATTERN.matcher(text);
    return parts.matches() ? parts : null;
  }

  private static @Nullable LocalDate day(Matcher parts, DateOrder order) {
    String first = parts.group(1);
    String last = parts.group(4);
    int middle = Integer.parseInt(parts.group(3));
    if (first.length() == YEAR_DIGITS) {
      return last.length() > 2
          ? null
          : LocalDate.of(Integer.parseInt(first), middle, Integer.parseInt(last));
    }
    if (last.length() != YEAR_DIGITS || first.length() > 2) {
      return null;
    }
    int year = Integer.parseInt(last);
    return switch (order) {
      case ISO -> null;
      case DMY -> LocalDate.of(year, middle, Integer.parseInt(first));
      case MDY -> LocalDate.of(year, Integer.parseInt(first), middle);
    };
  }

  private static String moment(LocalDate day, Matcher parts, ZoneId zone) {
    LocalTime time =
        LocalTime.of(
            hour(Integer.parseInt(parts.group(5)), parts.group(9)),
            Integer.parseInt(parts.group(6)),
            parts.group(7) == null ? 0 : Integer.parseInt(parts.group(7)),
            nanos(parts.group(8)));
    LocalDateTime local = day.atTime(time);
    String offset = parts.group(10);
    return (offset == null ? local.atZone(zone).toInstant() : local.toInstant(offset(offset)))
        .toString();
  }

  private static int hour(int hour, @Nullable String half) {
    if (half == null) {
      return hour;
    }
    if (hour < 1 || hour > HALF_DAY_HOURS) {
      throw new DateTimeException("no hour of a half day: " + hour);
    }
    boolean afternoon = half.equalsIgnoreCase("p");
    return hour % HALF_DAY_HOURS + (afternoon ? HALF_DAY_HOURS : 0);
  }

  private static int nanos(@Nullable String fraction) {
    return fraction == null
        ? 0
        : Integer.parseInt(fraction + "0".repeat(NANOS_DIGITS - fraction.length()));
  }

  private static ZoneOffset offset(String text) {
    return Character.isLetter(text.charAt(0)) ? ZoneOffset.UTC : ZoneOffset.of(text);
  }
}
