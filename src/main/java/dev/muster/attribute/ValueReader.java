package dev.muster.attribute;

import dev.muster.attribute.AttributeValue.Bool;
import dev.muster.attribute.AttributeValue.Date;
import dev.muster.attribute.AttributeValue.Numeric;
import dev.muster.attribute.AttributeValue.Text;
import dev.muster.attribute.AttributeValue.Texts;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SequencedSet;

/// Reads a sender's value as the type that an integration lists for it. One implementation for JSON
/// and for text. Immutable.
///
/// | type | accepts |
/// | --- | --- |
/// | `string` | a string; a number or boolean, as written |
/// | `number` | a JSON number; a string that is one, with white space around it or a plus before it |
/// | `boolean` | true and false; the strings true, false, yes, no, 1 and 0 in any case |
/// | `date` | `2026-05-01` (its first instant in the time zone), an RFC 3339 date-time, epoch seconds or milliseconds as number or string |
/// | `strings` | an array of strings, at most 100; what comes twice counts once; without any it is an empty list |
public final class ValueReader {

  /// The longest string, in bytes of UTF-8.
  public static final int TEXT_BYTES_MAX = 1024;

  /// The longest list.
  public static final int LIST_MAX = 100;

  /// The longest number, in characters; no JSON parser hands over a longer one by default.
  private static final int NUMBER_CHARACTERS_MAX = 1_000;

  private static final int SHOWN_MAX = 60;

  private final DateReader dates;

  /// @param zone where a day without a time begins
  public ValueReader(ZoneId zone) {
    this.dates = new DateReader(zone);
  }

  /// Reads a string.
  public Reading ofString(AttributeType type, String value) {
    return switch (type) {
      case STRING -> text(value);
      case NUMBER -> {
        OptionalDouble number = number(value.strip());
        yield number.isPresent()
            ? new Reading.Value(new Numeric(number.getAsDouble()))
            : refused("not a number", quoted(value));
      }
      case BOOLEAN ->
          switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> new Reading.Value(new Bool(true));
            case "false", "no", "0" -> new Reading.Value(new Bool(false));
            default -> refused("not a boolean", quoted(value));
          };
      case DATE -> {
        OptionalLong date = dates.ofText(value.strip());
        yield date.isPresent()
            ? new Reading.Value(new Date(date.getAsLong()))
            : refused("not a date", quoted(value));
      }
      case STRINGS -> refused("not a list of strings", quoted(value));
    };
  }

  /// Reads a number.
  ///
  /// @param literal as written in JSON
  public Reading ofNumber(AttributeType type, String literal) {
    return switch (type) {
      case STRING -> text(literal);
      case NUMBER -> {
        OptionalDouble number = number(literal);
        yield number.isPresent()
            ? new Reading.Value(new Numeric(number.getAsDouble()))
            : refused("a number out of range", cut(literal));
      }
      case BOOLEAN -> refused("not a boolean", cut(literal));
      case DATE -> {
        OptionalLong date = dates.ofNumber(literal);
        yield date.isPresent()
            ? new Reading.Value(new Date(date.getAsLong()))
            : refused("not a date", cut(literal));
      }
      case STRINGS -> refused("not a list of strings", cut(literal));
    };
  }

  /// Reads true or false.
  public Reading ofBoolean(AttributeType type, boolean value) {
    String word = Boolean.toString(value);
    return switch (type) {
      case STRING -> text(word);
      case BOOLEAN -> new Reading.Value(new Bool(value));
      case NUMBER -> refused("not a number", word);
      case DATE -> refused("not a date", word);
      case STRINGS -> refused("not a list of strings", word);
    };
  }

  /// Reads an array whose elements are all strings.
  public Reading ofStrings(AttributeType type, List<String> values) {
    if (type != AttributeType.STRINGS) {
      return ofArray(type);
    }
    if (values.size() > LIST_MAX) {
      return new Reading.Refused(
          "a list of " + values.size() + " values; at most " + LIST_MAX + " are taken");
    }
    SequencedSet<String> distinct = new LinkedHashSet<>();
    for (String value : values) {
      if (text(value) instanceof Reading.Refused refused) {
        return refused;
      }
      distinct.add(value);
    }
    return new Reading.Value(new Texts(List.copyOf(distinct)));
  }

  /// Refuses an array that is not one of strings, or not for this type.
  public Reading ofArray(AttributeType type) {
    return new Reading.Refused(
        type == AttributeType.STRINGS
            ? "not a list of strings: an array with something else in it"
            : "not " + article(type) + ": an array");
  }

  /// Refuses an object.
  public Reading ofObject(AttributeType type) {
    return new Reading.Refused("not " + article(type) + ": an object");
  }

  private static Reading text(String value) {
    int bytes = 0;
    for (int i = 0; i < value.length(); i++) {
      char unit = value.charAt(i);
      if (unit < 0x80) {
        bytes++;
      } else if (unit < 0x800) {
        bytes += 2;
      } else if (!Character.isSurrogate(unit)) {
        bytes += 3;
      } else if (i + 1 < value.length() && Character.isSurrogatePair(unit, value.charAt(i + 1))) {
        bytes += 4;
        i++;
      } else {
        return new Reading.Refused("not well-formed text: half of a surrogate pair");
      }
    }
    return bytes > TEXT_BYTES_MAX
        ? new Reading.Refused(
            "a string of " + bytes + " bytes; at most " + TEXT_BYTES_MAX + " are taken")
        : new Reading.Value(new Text(value));
  }

  /// A number in the grammar of JSON, or with a plus before it; finite.
  private static OptionalDouble number(String literal) {
    if (literal.length() > NUMBER_CHARACTERS_MAX || !isNumber(literal)) {
      return OptionalDouble.empty();
    }
    double value = Double.parseDouble(literal);
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  private static boolean isNumber(String literal) {
    int at = literal.startsWith("-") || literal.startsWith("+") ? 1 : 0;
    int digits = digits(literal, at);
    if (digits == 0) {
      return false;
    }
    at += digits;
    if (at < literal.length() && literal.charAt(at) == '.') {
      int fraction = digits(literal, at + 1);
      if (fraction == 0) {
        return false;
      }
      at += 1 + fraction;
    }
    if (at < literal.length() && (literal.charAt(at) | 0x20) == 'e') {
      at++;
      if (at < literal.length() && (literal.charAt(at) == '-' || literal.charAt(at) == '+')) {
        at++;
      }
      int exponent = digits(literal, at);
      if (exponent == 0) {
        return false;
      }
      at += exponent;
    }
    return at == literal.length();
  }

  private static int digits(String literal, int from) {
    int at = from;
    while (at < literal.length() && literal.charAt(at) >= '0' && literal.charAt(at) <= '9') {
      at++;
    }
    return at - from;
  }

  private static Reading refused(String what, String shown) {
    return new Reading.Refused(what + ": " + shown);
  }

  /// A value as reasons show it: in quotes, and cut to a bearable length.
  public static String quoted(String value) {
    return "\"" + cut(value) + "\"";
  }

  /// At most 60 characters of a value; well-formed wherever it is cut and whatever was sent,
  /// because a reason is stored and sent on.
  private static String cut(String value) {
    if (value.length() <= SHOWN_MAX) {
      return wellFormed(value);
    }
    int end = Character.isHighSurrogate(value.charAt(SHOWN_MAX - 1)) ? SHOWN_MAX - 1 : SHOWN_MAX;
    return wellFormed(value.substring(0, end)) + "…";
  }

  private static String wellFormed(String value) {
    StringBuilder text = new StringBuilder(value.length());
    value
        .codePoints()
        .map(point -> point <= 0xffff && Character.isSurrogate((char) point) ? 0xfffd : point)
        .forEach(text::appendCodePoint);
    return text.toString();
  }

  private static String article(AttributeType type) {
    return switch (type) {
      case STRINGS -> "a list of strings";
      case STRING, NUMBER, BOOLEAN, DATE -> "a " + type.code();
    };
  }
}
