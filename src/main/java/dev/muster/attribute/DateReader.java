package dev.muster.attribute;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads dates as senders write them. Immutable.
public final class DateReader {

  /// 0001-01-01T00:00:00Z, in epoch milliseconds.
  public static final long LEAST = -62_135_596_800_000L;

  /// The last millisecond of 9999, in UTC.
  public static final long GREATEST = 253_402_300_799_999L;

  /// Numbers up to here are seconds (the year 5138), from here on milliseconds (since 1973).
  private static final long MILLIS_FROM = 100_000_000_000L;

  private static final Pattern DAY = Pattern.compile("(\\d{4})-(\\d\\d)-(\\d\\d)");
  private static final Pattern DATE_TIME =
      Pattern.compile(
          "(\\d{4})-(\\d\\d)-(\\d\\d)[Tt ](\\d\\d):(\\d\\d):(\\d\\d)(?:[.,](\\d{1,9})\\d*)?"
              + "([Zz]|[+-]\\d\\d:\\d\\d)");
  private static final Pattern EPOCH = Pattern.compile("-?\\d{1,16}(\\.\\d+)?([eE][+-]?\\d\\d?)?");

  private final ZoneId zone;

  /// @param zone where a day without a time begins
  public DateReader(ZoneId zone) {
    this.zone = zone;
  }

  /// Reads a day, a date-time with its offset, or an epoch number.
  ///
  /// @return epoch milliseconds, or empty where the text is no date of the years 1 to 9999
  public OptionalLong ofText(String text) {
    try {
      Matcher day = DAY.matcher(text);
      if (day.matches()) {
        return within(date(day).atStartOfDay(zone).toInstant());
      }
      Matcher time = DATE_TIME.matcher(text);
      if (time.matches()) {
        return within(dateTime(time));
      }
    } catch (DateTimeException _) {
      return OptionalLong.empty();
    }
    return ofNumber(text);
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
    long value = epochMillis.longValue();
    return value < LEAST ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private static LocalDate date(Matcher parts) {
    return LocalDate.of(number(parts, 1), number(parts, 2), number(parts, 3));
  }

  private static Instant dateTime(Matcher parts) {
    // A leap second has no place in epoch time; the second before it stands for it.
    int second = Math.min(59, number(parts, 6) == 60 ? 59 : number(parts, 6));
    if (number(parts, 6) > 60) {
      throw new DateTimeException("second " + parts.group(6));
    }
    String fraction = parts.group(7);
    int nanos = fraction == null ? 0 : Integer.parseInt((fraction + "000000000").substring(0, 9));
    LocalDateTime local = date(parts).atTime(number(parts, 4), number(parts, 5), second, nanos);
    String offset = parts.group(8);
    ZoneOffset at = offset.length() == 1 ? ZoneOffset.UTC : ZoneOffset.of(offset);
    return local.toInstant(at);
  }

  private static int number(Matcher parts, int group) {
    return Integer.parseInt(parts.group(group));
  }

  private static OptionalLong within(Instant instant) {
    long epochMillis = instant.toEpochMilli();
    return epochMillis < LEAST || epochMillis > GREATEST
        ? OptionalLong.empty()
        : OptionalLong.of(epochMillis);
  }
}
