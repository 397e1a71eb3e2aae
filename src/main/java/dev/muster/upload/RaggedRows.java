package dev.muster.upload;

import java.util.List;
import java.util.regex.Pattern;

/// Rows that have more or fewer cells than the header: which cell is of which column nobody knows.
final class RaggedRows {

  /// Why one of a repaired file is refused that has all its cells, since spreadsheets fill rows up.
  static final String STILL_SAID =
      "muster_reason still says how many cells the row had; put each value into its column and"
          + " empty muster_reason";

  private static final String SAID = "has \\d+ cells? where the header has \\d+.*";
  private static final Pattern PATTERN = Pattern.compile(SAID, Pattern.DOTALL);
  private static final String BEGINNING = "has ";

  private RaggedRows() {}

  /// @param columns of the file
  static String reason(Row row, List<String> columns) {
    return "has %d %s where the header has %d"
        .formatted(row.size(), row.size() == 1 ? "cell" : "cells", columns.size());
  }

  /// Whether a row of a repaired file was refused for this and nobody says that it is in order.
  static boolean isStillSaid(Row row) {
    int reason = row.size() - 1;
    if (row.length(reason) < BEGINNING.length()) {
      return false;
    }
    String said = row.cell(reason);
    return said.equals(STILL_SAID) || PATTERN.matcher(said).matches();
  }
}
