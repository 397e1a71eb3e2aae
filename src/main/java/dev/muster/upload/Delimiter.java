package dev.muster.upload;

import java.util.List;
import java.util.Optional;

/// What stands between the cells of a row.
///
/// @param character not a letter or digit of ASCII, a quote, a line break or half a character
public record Delimiter(char character) {

  /// `,`
  public static final Delimiter COMMA = new Delimiter(',');

  /// `;`, as Excel writes it where the comma is in numbers.
  public static final Delimiter SEMICOLON = new Delimiter(';');

  /// A tab.
  public static final Delimiter TAB = new Delimiter('\t');

  /// `|`
  public static final Delimiter PIPE = new Delimiter('|');

  /// Those that have names and are recognised; others are so only where they are said.
  public static final List<Delimiter> NAMED = List.of(COMMA, SEMICOLON, TAB, PIPE);

  /// @throws IllegalArgumentException if cells cannot be told by it
  public Delimiter {
    if (!divides(character)) {
      throw new IllegalArgumentException("no delimiter: " + (int) character);
    }
  }

  private static boolean divides(char one) {
    boolean isOfWords =
        (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') || (one >= '0' && one <= '9');
    return !isOfWords
        && one != '"'
        && one != '\''
        && one != '\r'
        && one != '\n'
        && one != 0
        && !Character.isSurrogate(one);
  }

  /// Its name in JSON: `comma`, `semicolon`, `tab`, `pipe`, or the character itself.
  public String code() {
    return switch (character) {
      case ',' -> "comma";
      case ';' -> "semicolon";
      case '\t' -> "tab";
      case '|' -> "pipe";
      default -> String.valueOf(character);
    };
  }

  /// @param code a name in JSON, exact, or a character
  /// @return the delimiter, or empty where there is none of that name
  public static Optional<Delimiter> ofCode(String code) {
    for (Delimiter delimiter : NAMED) {
      if (delimiter.code().equals(code)) {
        return Optional.of(delimiter);
      }
    }
    return code.length() == 1 && divides(code.charAt(0))
        ? Optional.of(new Delimiter(code.charAt(0)))
        : Optional.empty();
  }
}
