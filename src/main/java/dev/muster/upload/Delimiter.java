package dev.muster.upload;

import java.util.Locale;
import java.util.Optional;

/// What stands between the cells of a row.
public enum Delimiter {
  /// `,`
  COMMA(','),
  /// `;`, as Excel writes it where the comma is in numbers.
  SEMICOLON(';'),
  /// A tab.
  TAB('\t'),
  /// `|`
  PIPE('|');

  private final String code = name().toLowerCase(Locale.ROOT);
  private final char character;

  Delimiter(char character) {
    this.character = character;
  }

  /// Its name in JSON: `comma`, `semicolon`, `tab`, `pipe`.
  public String code() {
    return code;
  }

  char character() {
    return character;
  }

  /// @param code a name in JSON, exact
  /// @return the delimiter, or empty where none has that name
  public static Optional<Delimiter> ofCode(String code) {
    for (Delimiter delimiter : values()) {
      if (delimiter.code.equals(code)) {
        return Optional.of(delimiter);
      }
    }
    return Optional.empty();
  }
}
