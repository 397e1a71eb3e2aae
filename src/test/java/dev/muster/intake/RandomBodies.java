package dev.muster.intake;

import dev.muster.attribute.AttributeType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/// Bodies and mappings out of so few names that they meet, in every way that names can: nested,
/// joined by dots, as indices, twice.
final class RandomBodies {

  private static final List<String> NAMES = List.of("a", "b", "c", "0", "1", "", "é");
  private static final List<String> STRINGS =
      List.of(
          "",
          "pro",
          "Yes",
          "0",
          " 12.5 ",
          "n/a",
          "2026-05-01",
          "2026-02-30",
          "2026-05-01T10:00:00+02:00",
          "1777626000",
          "\\ud83d\\ude00",
          "\\ud83d",
          "a\\u0000\\n\\\"b",
          "ß→😀");
  private static final List<String> NUMBERS =
      List.of("0", "1", "-7", "1.50", "1777626000", "1777626000000", "99999999999999999999", "0.1");

  private final SplittableRandom random;

  RandomBodies(SplittableRandom random) {
    this.random = random;
  }

  String path() {
    StringBuilder path = new StringBuilder(name());
    while (random.nextInt(5) < 3) {
      path.append('.').append(name());
    }
    return path.toString();
  }

  private String name() {
    // Mostly the first ones, so that they meet.
    return NAMES.get(random.nextInt(1 + random.nextInt(NAMES.size())));
  }

  /// Properties as [Mappings] takes them; no path twice with the same type.
  String[] properties() {
    List<String> properties = new ArrayList<>();
    List<String> sources = new ArrayList<>();
    for (int i = random.nextInt(9); i > 0; i--) {
      String path = path();
      AttributeType type = List.of(AttributeType.values()).get(random.nextInt(5));
      if (!sources.contains(path + type)) {
        sources.add(path + type);
        properties.add(path + ":p" + i + ":" + type.code());
      }
    }
    return properties.toArray(String[]::new);
  }

  String body(String identifier) {
    if (random.nextInt(4) > 0) {
      return member(identifier);
    }
    List<String> members = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      members.add(random.nextInt(8) == 0 ? value(3) : member(identifier));
    }
    return space() + "[" + String.join(",", members) + "]" + space();
  }

  /// An object, mostly with something at the identifier's path.
  private String member(String identifier) {
    String object = object(0);
    if (random.nextInt(3) == 0) {
      return object;
    }
    String literal = "\"" + identifier + "\":" + (random.nextInt(5) == 0 ? value(4) : "\"ann\"");
    return object.length() < 4 && object.strip().equals("{}")
        ? "{" + literal + "}"
        : object.substring(0, object.lastIndexOf('}')) + "," + literal + "}";
  }

  private String object(int depth) {
    List<String> fields = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    boolean twice = random.nextInt(40) == 0;
    for (int i = random.nextInt(depth == 0 ? 9 : 5); i > 0; i--) {
      String key = random.nextInt(3) > 0 ? name() : path();
      if (!keys.add(key) && !twice) {
        continue;
      }
      fields.add(space() + "\"" + key + "\"" + space() + ":" + value(depth + 1));
    }
    return fields.isEmpty() ? "{}" : "{" + String.join(",", fields) + space() + "}";
  }

  private String value(int depth) {
    int kind = random.nextInt(depth > 4 ? 6 : 10);
    return space()
        + switch (kind) {
          case 0 -> "null";
          case 1 -> random.nextBoolean() ? "true" : "false";
          case 2, 3 -> NUMBERS.get(random.nextInt(NUMBERS.size()));
          case 4, 5 -> string();
          case 6, 7 -> array(depth);
          default -> object(depth);
        }
        + space();
  }

  private String array(int depth) {
    boolean strings = random.nextInt(3) > 0;
    int size = random.nextInt(60) == 0 ? 99 + random.nextInt(4) : random.nextInt(4);
    List<String> elements = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      elements.add(strings ? string() : value(depth + 1));
    }
    return "[" + String.join(",", elements) + "]";
  }

  private String string() {
    return "\"" + STRINGS.get(random.nextInt(STRINGS.size())) + "\"";
  }

  private String space() {
    return random.nextInt(6) == 0 ? " \n\t".substring(random.nextInt(3)) : "";
  }
}
