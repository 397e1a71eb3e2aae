package dev.muster.upload;

import java.util.Locale;
import java.util.Optional;

/// What stands around a cell that has delimiters, line breaks or quotes in it; one that is part of
/// the cell is written twice.
public enum Quote {
  /// `"`
  DOUBLE('"'),
  /// `'`
  SINGLE('\''),
  /// Nothing: cells are taken as they are.
  NONE('\udfff');

  private final String code = name().toLowerCase(Locale.ROOT);
  private final char character;

  Quote(char character) {
    this.character = character;
  }

  /// Its name in JSON: `double`, `single`, `none`.
  public String code() {
    return code;
  }

  /// For none it is the second half of a surrogate pair, with which no cell of decoded text begins.
  char character() {
    return character;
  }

  /// @param code a name in JSON, exact
  /// @return the quote, or empty where none has that name
  public static Optional<Quote> ofCode(String code) {
    for (Quote quote : values()) {
      if (quote.code.equals(code)) {
        return Optional.of(quote);
      }
    }
    return Optional.empty();
  }
}
