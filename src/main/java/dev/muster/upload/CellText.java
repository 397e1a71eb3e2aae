package dev.muster.upload;

/// What is in a cell: what people see of it. White space around it does not count, since nobody
/// sees it, and exports of spreadsheets and databases are full of it.
final class CellText {

  private CellText() {}

  /// A text without the white space around it.
  static String trimmed(String text) {
    int begin = 0;
    int end = text.length();
    while (begin < end && isWhite(text.charAt(begin))) {
      begin++;
    }
    while (begin < end && isWhite(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(begin, end);
  }

  /// Whether a character shows nothing: the white space of Unicode with spaces that do not break,
  /// and what has no width and is left over between files that were put together.
  static boolean isWhite(char one) {
    boolean isShown = one > ' ' && one < '\u007f';
    return !isShown && isWhiteBeyond(one);
  }

  private static boolean isWhiteBeyond(char one) {
    return one == ' '
        || Character.isWhitespace(one)
        || Character.isSpaceChar(one)
        || one == '\u200b'
        || one == '\ufeff';
  }
}
