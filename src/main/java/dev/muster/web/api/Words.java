package dev.muster.web.api;

import com.fasterxml.jackson.core.JsonPointer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How places and values are called in problems.
final class Words {

  private static final int QUOTED_LENGTH_MAX = 60;

  private Words() {}

  /// A value in quotes, cut to a bearable length.
  static String quoted(@Nullable Object value) {
    String text = String.valueOf(value);
    String cut =
        text.length() <= QUOTED_LENGTH_MAX
            ? text
            : text.substring(0, text.offsetByCodePoints(0, QUOTED_LENGTH_MAX / 2)) + "…";
    return value instanceof String ? '"' + cut + '"' : cut;
  }

  /// The steps of a JSON pointer as the validator writes it: `#/properties/0/type`.
  static List<String> steps(String location) {
    List<String> steps = new ArrayList<>();
    String pointer = location.startsWith("#") ? location.substring(1) : location;
    JsonPointer rest =
        JsonPointer.compile(URLDecoder.decode(pointer.replace("+", "%2B"), StandardCharsets.UTF_8));
    for (; !rest.matches(); rest = rest.tail()) {
      steps.add(rest.getMatchingProperty());
    }
    return steps;
  }

  /// `properties[0].type`, below what the whole is called.
  static String path(String root, List<String> steps) {
    String path = root;
    for (String step : steps) {
      path = step.matches("[0-9]+") ? path + "[" + step + "]" : child(path, step);
    }
    return path;
  }

  /// A member of an object.
  static String child(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /// What a value is, with its article.
  static String kind(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case String _ -> "a string";
      case Number _ -> "a number";
      case Boolean _ -> "a boolean";
      case Map<?, ?> _ -> "an object";
      case List<?> _ -> "an array";
      default -> "something else";
    };
  }

  /// A JSON Schema type with its article.
  static String kindOfType(String type) {
    return switch (type) {
      case "integer" -> "a whole number";
      case "object", "array" -> "an " + type;
      case "null" -> type;
      default -> "a " + type;
    };
  }
}
