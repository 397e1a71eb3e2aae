package dev.muster.attribute;

import java.util.Locale;
import java.util.Optional;

/// The type of an attribute, and so of the operators that a condition may use on it.
public enum AttributeType {
  /// Text of at most 1,024 bytes of UTF-8.
  STRING,
  /// A finite IEEE 754 double.
  NUMBER,
  /// True or false.
  BOOLEAN,
  /// An instant, to the millisecond.
  DATE,
  /// A list of texts such as tags or roles, at most 100.
  STRINGS;

  private final String code = name().toLowerCase(Locale.ROOT);

  /// The type's name in JSON: `string`, `number`, `boolean`, `date`, `strings`.
  public String code() {
    return code;
  }

  /// @param code a type's name in JSON, exact
  /// @return the type, or empty where no type has that name
  public static Optional<AttributeType> ofCode(String code) {
    for (AttributeType type : values()) {
      if (type.code.equals(code)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
