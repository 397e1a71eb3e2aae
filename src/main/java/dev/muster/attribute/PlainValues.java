package dev.muster.attribute;

import java.time.Instant;

/// Attribute values as what JSON of their type is written from.
public final class PlainValues {

  /// Up to here every whole number is a double of its own.
  private static final double WHOLE_MAX = 1L << 53;

  private PlainValues() {}

  /// @return a string, a boolean, a list of strings, an [Instant], or a number: whole ones as a
  ///   `Long`, so that they are written without a fraction
  public static Object of(AttributeValue value) {
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
