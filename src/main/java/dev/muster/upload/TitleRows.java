package dev.muster.upload;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What stands above a table, as people have it in spreadsheets: a few rows with a single cell.
final class TitleRows {

  /// More of them are none.
  private static final int ROWS_MAX = 10;

  /// In a table of two columns a row with one cell is likelier a row without a value.
  private static final int FILLED_UP_WIDTH = 3;

  private TitleRows() {}

  /// @param rows the first ones that are not blank
  /// @return how many of them are a title
  static int count(List<String[]> rows) {
    int width = width(rows);
    int titles = 0;
    while (titles < rows.size() && isTitle(rows.get(titles), width)) {
      titles++;
    }
    // A row behind the header shows that it is one.
    boolean isTable =
        titles <= ROWS_MAX
            && titles + 1 < rows.size()
            && rows.get(titles).length == width
            && filled(rows.get(titles)) > 1
            && HeaderGuess.of(rows.subList(titles, rows.size())).header();
    return isTable ? titles : 0;
  }

  /// The number of cells that most rows have.
  private static int width(List<String[]> rows) {
    Map<Integer, Integer> counts = new HashMap<>();
    int width = 0;
    int most = 0;
    for (String[] row : rows) {
      int count = counts.merge(row.length, 1, Integer::sum);
      if (count > most) {
        most = count;
        width = row.length;
      }
    }
    return width;
  }

  private static boolean isTitle(String[] row, int width) {
    if (filled(row) > 1 || width < 2 || (row.length > 1 && width < FILLED_UP_WIDTH)) {
      return false;
    }
    for (String cell : row) {
      if (CellShape.of(cell) == CellShape.ADDRESS) {
        return false;
      }
    }
    return true;
  }

  private static int filled(String[] row) {
    int filled = 0;
    for (String cell : row) {
      filled += CellText.trimmed(cell).isEmpty() ? 0 : 1;
    }
    return filled;
  }
}
