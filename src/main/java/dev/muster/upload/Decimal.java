package dev.muster.upload;

import java.util.Optional;

/// What stands before the fraction of a number.
public enum Decimal {
  /// `1234.5`, `1,234.5`
  POINT('.', ',', "1234.56"),
  /// `1234,5`, `1.234,5`
  COMMA(',', '.', "1234,56");

  private final char character;
  private final char grouping;
  private final String example;

  Decimal(char character, char grouping, String example) {
    this.character = character;
    this.grouping = grouping;
    this.example = example;
  }

  /// Its name in JSON: the character itself.
  public String code() {
    return String.valueOf(character);
  }

  char character() {
    return character;
  }

  /// The one of both that then stands between thousands.
  char grouping() {
    return grouping;
  }

  /// A number that is written so.
  String example() {
    return example;
  }

  /// Its name in a sentence.
  String words() {
    return this == POINT ? "decimal point" : "decimal comma";
  }

  Decimal other() {
    return this == POINT ? COMMA : POINT;
  }

  /// @param code a name in JSON, exact
  /// @return the one of that name, or empty where there is none
  public static Optional<Decimal> ofCode(String code) {
    return switch (code) {
      case "." -> Optional.of(POINT);
      case "," -> Optional.of(COMMA);
      default -> Optional.empty();
    };
  }
}
