package dev.muster.attribute;

import java.util.List;

/// What an attribute holds for one end user. Absence is not a value: it is the lack of one.
public sealed interface AttributeValue {

  /// The type that this value belongs to.
  AttributeType type();

  /// A string.
  ///
  /// @param value well-formed Unicode, at most 1,024 bytes of UTF-8; may be empty
  record Text(String value) implements AttributeValue {
    @Override
    public AttributeType type() {
      return AttributeType.STRING;
    }
  }

  /// A number.
  ///
  /// @param value finite; never negative zero
  record Numeric(double value) implements AttributeValue {
    /// @throws IllegalArgumentException if the value is NaN or infinite
    public Numeric {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("not a finite number: " + value);
      }
      value = value == 0 ? 0.0 : value;
    }

    @Override
    public AttributeType type() {
      return AttributeType.NUMBER;
    }
  }

  /// A boolean.
  record Bool(boolean value) implements AttributeValue {
    @Override
    public AttributeType type() {
      return AttributeType.BOOLEAN;
    }
  }

  /// An instant.
  ///
  /// @param epochMillis milliseconds since 1970-01-01T00:00:00Z, years 0001 to 9999
  record Date(long epochMillis) implements AttributeValue {
    @Override
    public AttributeType type() {
      return AttributeType.DATE;
    }
  }

  /// A list of strings, in the sender's order, without duplicates.
  ///
  /// @param values at most 100, each as in [Text]
  record Texts(List<String> values) implements AttributeValue {
    /// Copies the list.
    public Texts {
      values = List.copyOf(values);
    }

    @Override
    public AttributeType type() {
      return AttributeType.STRINGS;
    }
  }
}
