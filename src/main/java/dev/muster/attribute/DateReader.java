package dev.muster.attribute;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Reads dates as senders write them. Immutable.
///
/// The forms of a calendar have fixed places, so they are read by position: this runs for each date
/// of each delivery, where regular expressions took a twentieth of all its time.
public final class DateReader {

  /// 0001-01-01T00:00:00Z, in epoch milliseconds.
  public static final long LEAST = -62_135_596_800_000L;

  /// The last millisecond of 9999, in UTC.
  public static final long GREATEST = 253_402_300_799_999L;

  /// Numbers up to here are seconds (the year 5138), from here on milliseconds (since 1973).
  private static final long MILLIS_FROM = 100_000_000_000L;

  private static final Pattern EPOCH = Pattern.compile("-?\\d{1,16}(\\.\\d+)?([eE][+-]?\\d\\d?)?");

  private static final int DAY_LENGTH = "2026-05-01".length();
  private static final int SECOND_END = "2026-05-01T10:00:00".length();
  private static final int OFFSET_LENGTH = "+02:00".length();
  private static final int FRACTION_READ = 3;
  private static final int NOT_DIGITS = -1;
  private static final int NO_OFFSET = Integer.MIN_VALUE;
  private static final int OFFSET_HOURS_MAX = 18;

  private final ZoneId zone;

  /// @param zone where a day without a time begins
  public DateReader(ZoneId zone) {
    this.zone = zone;
  }

  /// Reads a day, a date-time with its offset, or an epoch number.
  ///
  /// @return epoch milliseconds, or empty where the text is no date of the years 1 to 9999
  public OptionalLong ofText(String text) {
    if (!beginsWithDay(text)) {
      return ofNumber(text);
    }
    LocalDate day;
    try {
      day = LocalDate.of(digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2));
    } catch (DateTimeException _) {
      return OptionalLong.empty();
    }
    return text.length() == DAY_LENGTH
        ? within(day.atStartOfDay(zone).toEpochSecond() * 1000)
        : dateTime(day.toEpochDay(), text);
  }

  /// Reads an epoch number: seconds, or milliseconds if it is 100,000,000,000 or more either way.
  ///
  /// @return epoch milliseconds, or empty where it is no date of the years 1 to 9999
  public OptionalLong ofNumber(String literal) {
    if (literal.length() > 32 || !EPOCH.matcher(literal).matches()) {
      return OptionalLong.empty();
    }
    BigDecimal number = new BigDecimal(literal);
    boolean millis = number.abs().compareTo(BigDecimal.valueOf(MILLIS_FROM)) >= 0;
    BigDecimal epochMillis = millis ? number : number.movePointRight(3);
    if (epochMillis.abs().compareTo(BigDecimal.valueOf(GREATEST)) > 0) {
      return OptionalLong.empty();
    }
    return within(epochMillis.longValue());
  }

  /// `yyyy-MM-dd`, and perhaps more.
  private static boolean beginsWithDay(String text) {
    return text.length() >= DAY_LENGTH
        && digits(text, 0, 4) != NOT_DIGITS
        && text.charAt(4) == '-'
        && digits(text, 5, 2) != NOT_DIGITS
        && text.charAt(7) == '-'
        && digits(text, 8, 2) != NOT_DIGITS;
  }

  /// What follows the day: `T10:00:00`, perhaps a fraction, and `Z` or an offset.
  private static OptionalLong dateTime(long epochDay, String text) {
    if (text.length() <= SECOND_END
        || !(text.charAt(10) == 'T' || text.charAt(10) == 't' || text.charAt(10) == ' ')
        || text.charAt(13) != ':'
        || text.charAt(16) != ':') {
      return OptionalLong.empty();
    }
    int hour = digits(text, 11, 2);
    int minute = digits(text, 14, 2);
    int second = digits(text, 17, 2);
    if (!isTo(23, hour) || !isTo(59, minute) || !isTo(60, second)) {
      return OptionalLong.empty();
    }
    int at = SECOND_END;
    int millis = 0;
    if (text.charAt(at) == '.' || text.charAt(at) == ',') {
      int end = digitsEnd(text, at + 1);
      if (end == at + 1) {
        return OptionalLong.empty();
      }
      millis = millis(text, at + 1, end);
      at = end;
    }
    int offset = offsetSeconds(text, at);
    if (offset == NO_OFFSET) {
      return OptionalLong.empty();
    }
    // A leap second has no place in epoch time; the second before it stands for it.
    long ofDay = hour * 3600L + minute * 60L + Math.min(second, 59);
    return within((epochDay * 86_400 + ofDay - offset) * 1000 + millis);
  }

  private static int millis(String text, int from, int end) {
    int millis = 0;
    for (int i = 0; i < FRACTION_READ; i++) {
      millis = millis * 10 + (from + i < end ? text.charAt(from + i) - '0' : 0);
    }
    return millis;
  }

  /// `Z`, or `+hh:mm` or `-hh:mm` of at most 18 hours, to the end of the text.
  ///
  /// @return seconds east of Greenwich, or [#NO_OFFSET]
  private static int offsetSeconds(String text, int at) {
    if (text.length() == at + 1) {
      return (text.charAt(at) | 0x20) == 'z' ? 0 : NO_OFFSET;
    }
    if (text.length() != at + OFFSET_LENGTH || text.charAt(at + 3) != ':') {
      return NO_OFFSET;
    }
    char sign = text.charAt(at);
    int hours = digits(text, at + 1, 2);
    int minutes = digits(text, at + 4, 2);
    if ((sign != '+' && sign != '-') || !isTo(OFFSET_HOURS_MAX, hours) || !isTo(59, minutes)) {
      return NO_OFFSET;
    }
    int seconds = hours * 3600 + minutes * 60;
    if (seconds > OFFSET_HOURS_MAX * 3600) {
      return NO_OFFSET;
    }
    return sign == '-' ? -seconds : seconds;
  }

  private static boolean isTo(int greatest, int number) {
    return number != NOT_DIGITS && number <= greatest;
  }

  /// The number that so many ASCII digits make, or [#NOT_DIGITS].
  private static int digits(String text, int from, int count) {
    int number = 0;
    for (int i = from; i < from + count; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return NOT_DIGITS;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  private static int digitsEnd(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  private static OptionalLong within(long epochMillis) {
    return epochMillis < LEAST || epochMillis > GREATEST
        ? OptionalLong.empty()
        : OptionalLong.of(epochMillis);
  }
}
