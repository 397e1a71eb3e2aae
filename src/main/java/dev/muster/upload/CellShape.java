package dev.muster.upload;

import java.util.regex.Pattern;

/// What a cell looks like.
enum CellShape {
  /// Nothing in it.
  EMPTY,
  /// A number, however it is written.
  NUMBER,
  /// A day or a moment.
  DATE,
  /// True or false.
  BOOLEAN,
  /// An e-mail address, a URL or a UUID.
  ADDRESS,
  /// Words.
  WORDS,
  /// Something that has delimiters or quotes in it.
  OTHER;

  /// Longer cells are not looked at closely.
  private static final int LENGTH_MAX = 256;

  private static final Pattern NUMBERS =
      Pattern.compile("[-+]?[$€£¥]? ?\\d[\\d.,' ]*([eE][-+]?\\d+)? ?[%$€£¥]?|[-+]?\\.\\d+");
  private static final Pattern DATES =
      Pattern.compile("\\d{1,4}[-/.]\\d{1,2}[-/.]\\d{1,4}([T ]\\d{1,2}:\\d{2}.*)?");
  private static final Pattern BOOLEANS =
      Pattern.compile("true|false|yes|no", Pattern.CASE_INSENSITIVE);
  private static final Pattern ADDRESSES =
      Pattern.compile(
          "[^@\\s,;|\"]+@[^@\\s,;|\"]+|https?://[^\\s|\"]+|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern OTHERS = Pattern.compile("[,;|\t\"]|^'|'$");

  static CellShape of(String cell) {
    String text = cell.strip();
    if (text.isEmpty()) {
      return EMPTY;
    }
    if (text.length() > LENGTH_MAX) {
      return OTHER;
    }
    char first = text.charAt(0);
    boolean maybeNumeric = first <= '9' || first > 'z';
    if (maybeNumeric && DATES.matcher(text).matches()) {
      return DATE;
    }
    if (maybeNumeric && NUMBERS.matcher(text).matches()) {
      return NUMBER;
    }
    if (ADDRESSES.matcher(text).matches()) {
      return ADDRESS;
    }
    if (BOOLEANS.matcher(text).matches()) {
      return BOOLEAN;
    }
    return OTHERS.matcher(text).find() ? OTHER : WORDS;
  }

  /// Whether values look like this, and names of columns do not.
  boolean isOfValues() {
    return switch (this) {
      case NUMBER, DATE, BOOLEAN, ADDRESS -> true;
      case EMPTY, WORDS, OTHER -> false;
    };
  }
}
