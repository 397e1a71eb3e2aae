package dev.muster.upload;

import org.jspecify.annotations.Nullable;

/// Numbers as people and their spreadsheets write them: with a decimal point or a decimal comma,
/// and with something between the thousands.
final class NumberText {

  /// Longer ones are left to whoever reads values.
  private static final int LENGTH_MAX = 1_000;

  private static final int GROUP_DIGITS = 3;
  private static final char MINUS = '\u2212';

  private final String text;
  private final Decimal decimal;
  private final StringBuilder plain = new StringBuilder();
  private int at;

  private NumberText(String text, Decimal decimal) {
    this.text = text;
    this.decimal = decimal;
  }

  /// A number as JSON has it.
  ///
  /// @param text without white space around it
  /// @return null where the text is no number that is written so
  static @Nullable String plain(String text, Decimal decimal) {
    if (text.isEmpty() || text.length() > LENGTH_MAX) {
      return null;
    }
    return isPlain(text, decimal) ? text : new NumberText(text, decimal).read();
  }

  /// Whether a text is a number with either, and not the same one: `1.234`.
  static boolean isOfBoth(String text) {
    String point = plain(text, Decimal.POINT);
    return point != null
        && !point.equals(plain(text, Decimal.COMMA))
        && plain(text, Decimal.COMMA) != null;
  }

  /// Most are: nothing but digits, and a point between them if it is one.
  private static boolean isPlain(String text, Decimal decimal) {
    int begin = text.charAt(0) == '-' ? 1 : 0;
    int point = -1;
    for (int i = begin; i < text.length(); i++) {
      char one = text.charAt(i);
      if (one == '.' && decimal == Decimal.POINT && point < 0 && i > begin) {
        point = i;
      } else if (!isDigit(one)) {
        return false;
      }
    }
    return begin < text.length() && point != text.length() - 1;
  }

  private @Nullable String read() {
    char first = text.charAt(0);
    if (first == '-' || first == '+' || first == MINUS) {
      plain.append(first == MINUS ? '-' : first);
      at++;
    }
    boolean grouped = false;
    int whole = digits();
    if (whole > 0 && whole <= GROUP_DIGITS && at < text.length() && isBetween(text.charAt(at))) {
      // What begins with a zero has no thousands.
      if (text.charAt(at - whole) == '0' || !groups()) {
        return null;
      }
      grouped = true;
    }
    boolean hasFraction = at < text.length() && text.charAt(at) == decimal.character();
    if (hasFraction) {
      // `.5` is how some databases write it.
      plain.append(whole == 0 ? "0." : ".");
      at++;
      if (digits() == 0) {
        return null;
      }
    }
    return (whole > 0 || hasFraction) && (grouped || exponent()) && at == text.length()
        ? plain.toString()
        : null;
  }

  /// All thousands are divided by the same character.
  private boolean groups() {
    char between = text.charAt(at);
    while (at < text.length() && text.charAt(at) == between) {
      at++;
      if (digits() != GROUP_DIGITS) {
        return false;
      }
    }
    return true;
  }

  private boolean exponent() {
    if (at < text.length() && (text.charAt(at) | 0x20) == 'e') {
      plain.append('e');
      at++;
      if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
        plain.append(text.charAt(at++));
      }
      return digits() > 0;
    }
    return true;
  }

  /// The other one of point and comma, an apostrophe, or a space however wide it is.
  private boolean isBetween(char one) {
    return one == decimal.grouping()
        || one == '\''
        || one == '\u2019'
        || Character.isSpaceChar(one);
  }

  private int digits() {
    int from = at;
    while (at < text.length() && isDigit(text.charAt(at))) {
      plain.append(text.charAt(at++));
    }
    return at - from;
  }

  private static boolean isDigit(char one) {
    return one >= '0' && one <= '9';
  }
}
