package dev.muster.upload;

import java.util.ArrayList;
import java.util.List;

/// Reads CSV character by character, as one would explain it.
final class NaiveCsv {

  private final String text;
  private final char delimiter;
  private final char quote;
  private int at;

  private NaiveCsv(String text, CsvFormat format) {
    this.text = text;
    this.delimiter = format.delimiter().character();
    this.quote =
        switch (format.quote()) {
          case DOUBLE -> '"';
          case SINGLE -> '\'';
          case NONE -> '\u0000';
        };
  }

  /// All rows that are not empty lines.
  static List<List<String>> read(String text, CsvFormat format) {
    NaiveCsv csv = new NaiveCsv(text, format);
    List<List<String>> rows = new ArrayList<>();
    for (int left = format.skipRows(); left > 0; left--) {
      while (!csv.isLineEnd()) {
        csv.at++;
      }
      csv.passLineEnd();
    }
    while (csv.at < text.length()) {
      if (csv.isLineEnd()) {
        csv.passLineEnd();
      } else {
        rows.add(csv.row());
      }
    }
    return rows;
  }

  private List<String> row() {
    List<String> cells = new ArrayList<>();
    cells.add(cell());
    while (at < text.length() && text.charAt(at) == delimiter) {
      at++;
      cells.add(cell());
    }
    if (at < text.length()) {
      passLineEnd();
    }
    return cells;
  }

  private String cell() {
    StringBuilder cell = new StringBuilder();
    if (quote != '\u0000' && at < text.length() && text.charAt(at) == quote) {
      at++;
      while (true) {
        char one = text.charAt(at++);
        if (one != quote) {
          cell.append(one);
        } else if (at < text.length() && text.charAt(at) == quote) {
          cell.append(quote);
          at++;
        } else {
          return cell.toString();
        }
      }
    }
    while (at < text.length() && !isLineEnd() && text.charAt(at) != delimiter) {
      cell.append(text.charAt(at++));
    }
    return cell.toString();
  }

  private boolean isLineEnd() {
    return text.charAt(at) == '\n' || text.charAt(at) == '\r';
  }

  private void passLineEnd() {
    boolean carriageReturn = text.charAt(at) == '\r';
    at++;
    if (carriageReturn && at < text.length() && text.charAt(at) == '\n') {
      at++;
    }
  }
}
