package dev.muster.upload;

import java.util.OptionalLong;

/// Looks for a quote before a cell that is closed nowhere, or only where another cell's begins.
final class UnclosedQuote {

  private final String text;
  private final char delimiter;
  private final char quote;
  private int at;
  private long line = 1;

  private UnclosedQuote(String text, char delimiter, char quote) {
    this.text = text;
    this.delimiter = delimiter;
    this.quote = quote;
  }

  /// The line of the first quote that is wrong, counted from 1; empty if none is. Quotes behind
  /// which something stands on the same line are wrong where more cells are quoted as they should
  /// be: otherwise they are part of what is written.
  static OptionalLong line(String text, char delimiter, char quote) {
    return new UnclosedQuote(text, delimiter, quote).line();
  }

  /// Says so.
  ///
  /// @param line that the quote is in
  static UnreadableFileException refused(long line) {
    return UnreadableFileException.unreadable(
        line,
        ("The quote at line %d is never closed, or something stands behind the one that closes it."
                + " A quote that is part of a value is written twice; if none of them mean"
                + " anything, choose the quote none.")
            .formatted(line));
  }

  private OptionalLong line() {
    boolean begins = true;
    int right = 0;
    int wrong = 0;
    long firstWrong = 0;
    while (at < text.length()) {
      char one = text.charAt(at);
      if (begins && one == quote) {
        long opened = line;
        if (close()) {
          right++;
        } else if (line > opened) {
          return OptionalLong.of(opened);
        } else if (wrong++ == 0) {
          firstWrong = opened;
        }
        begins = false;
      } else {
        begins = one == delimiter || one == '\n' || one == '\r';
        pass();
      }
    }
    return right > wrong && wrong > 0 ? OptionalLong.of(firstWrong) : OptionalLong.empty();
  }

  /// Passes over a quoted cell.
  ///
  /// @return whether it ends as one should
  private boolean close() {
    at++;
    while (at < text.length()) {
      if (text.charAt(at) != quote) {
        pass();
        continue;
      }
      at++;
      if (at == text.length()) {
        return true;
      }
      char next = text.charAt(at);
      if (next != quote) {
        return next == delimiter || next == '\n' || next == '\r';
      }
      at++;
    }
    // The end of a file is another line.
    line++;
    return false;
  }

  private void pass() {
    char one = text.charAt(at++);
    boolean isEnd =
        one == '\n' || (one == '\r' && (at == text.length() || text.charAt(at) != '\n'));
    line += isEnd ? 1 : 0;
  }
}
