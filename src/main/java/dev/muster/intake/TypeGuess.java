package dev.muster.intake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.attribute.AttributeType;
import dev.muster.attribute.Reading;
import dev.muster.attribute.ValueReader;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;

/// Guesses the type of a property from its name and a value of it, or several.
public final class TypeGuess {

  private static final ValueReader READER = new ValueReader(ZoneOffset.UTC);
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}([Tt ].*)?");
  private static final Pattern TIME_NAME =
      Pattern.compile(
          ".*(date|time|timestamp|created|updated|modified|expires|_at|_on|[a-z]At|[a-z]On)$");

  /// A zero before another digit, or more digits than a double keeps.
  private static final Pattern TELLING = Pattern.compile("^\\s*[-+]?0\\d|^\\s*\\+|\\d{16}");

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

  /// The type of a column whose cells are these texts: the narrowest that all of them are. Numbers
  /// that begin with zeros, or have more digits than a number keeps, are strings: account numbers
  /// and telephone numbers look like that. 1 and 0 are numbers. Lists are for the caller to see.
  ///
  /// @param cells those that are not empty
  public static AttributeType ofTexts(String name, Collection<String> cells) {
    if (cells.isEmpty()) {
      return AttributeType.STRING;
    }
    if (cells.stream().allMatch(TypeGuess::isNumber)) {
      boolean moments =
          isTimeName(name)
              && cells.stream().allMatch(cell -> isMoment(Double.parseDouble(cell.strip())));
      return moments ? AttributeType.DATE : AttributeType.NUMBER;
    }
    if (cells.stream().allMatch(TypeGuess::isTruth)) {
      return AttributeType.BOOLEAN;
    }
    return cells.stream().allMatch(cell -> ofText(cell.strip()) == AttributeType.DATE)
        ? AttributeType.DATE
        : AttributeType.STRING;
  }

  private static boolean isNumber(String cell) {
    return !TELLING.matcher(cell).find()
        && READER.ofString(AttributeType.NUMBER, cell) instanceof Reading.Value;
  }

  private static boolean isTruth(String cell) {
    return switch (cell.strip().toLowerCase(Locale.ROOT)) {
      case "true", "false", "yes", "no" -> true;
      default -> false;
    };
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
