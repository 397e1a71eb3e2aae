package dev.muster.intake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.attribute.AttributeType;
import dev.muster.attribute.Reading;
import dev.muster.attribute.ValueReader;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Pattern;

/// Guesses the type of a property from one value of it and its name.
final class TypeGuess {

  private static final ValueReader READER = new ValueReader(ZoneOffset.UTC);
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}([Tt ].*)?");
  private static final Pattern TIME_NAME =
      Pattern.compile(
          ".*(date|time|timestamp|created|updated|modified|expires|_at|_on|[a-z]At|[a-z]On)$");

  /// 2001 to 2065 in seconds, and in milliseconds.
  private static final double SECONDS_LEAST = 1e9;

  private static final double SECONDS_GREATEST = 3e9;

  private TypeGuess() {}

  static AttributeType of(String path, JsonNode value) {
    if (value.isArray()) {
      return AttributeType.STRINGS;
    }
    if (value.isBoolean()) {
      return AttributeType.BOOLEAN;
    }
    if (value.isNumber()) {
      return isMoment(value.doubleValue()) && isTimeName(path)
          ? AttributeType.DATE
          : AttributeType.NUMBER;
    }
    return ofText(value.asText());
  }

  private static AttributeType ofText(String text) {
    if (DAY.matcher(text).matches()
        && READER.ofString(AttributeType.DATE, text) instanceof Reading.Value) {
      return AttributeType.DATE;
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "false" -> AttributeType.BOOLEAN;
      default -> AttributeType.STRING;
    };
  }

  private static boolean isMoment(double number) {
    return (number >= SECONDS_LEAST && number <= SECONDS_GREATEST)
        || (number >= SECONDS_LEAST * 1_000 && number <= SECONDS_GREATEST * 1_000);
  }

  private static boolean isTimeName(String path) {
    return TIME_NAME.matcher(path).matches();
  }
}
