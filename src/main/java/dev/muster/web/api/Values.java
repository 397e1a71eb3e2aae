package dev.muster.web.api;

import dev.muster.attribute.AttributeValue;
import java.time.Instant;

/// Attribute values as JSON of their type.
final class Values {

  /// Up to here every whole number is a double of its own.
  private static final double WHOLE_MAX = 1L << 53;

  private Values() {}

  /// @return what [Wire] writes as the value: whole numbers without a fraction, dates as RFC 3339
  static Object json(AttributeValue value) {
    return switch (value) {
      case AttributeValue.Text(String text) -> text;
      case AttributeValue.Numeric(double number) -> number(number);
      case AttributeValue.Bool(boolean bool) -> bool;
      case AttributeValue.Date(long epochMillis) -> Instant.ofEpochMilli(epochMillis);
      case AttributeValue.Texts(var texts) -> texts;
    };
  }

  private static Object number(double number) {
    boolean whole = Math.rint(number) == number && Math.abs(number) <= WHOLE_MAX;
    if (whole) {
      return (long) number;
    }
    return number;
  }
}
