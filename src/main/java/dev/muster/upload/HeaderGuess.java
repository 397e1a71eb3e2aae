package dev.muster.upload;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Whether the first row seems to have the names of the columns.
///
/// @param certain whether something speaks for it and nothing against it
record HeaderGuess(boolean header, boolean certain) {

  /// A column speaks for a header if its first cell is words and the others are of one kind of
  /// values; against one if the first is of the same kind, or is there again further down.
  static HeaderGuess of(List<String[]> rows) {
    if (rows.isEmpty()) {
      return new HeaderGuess(true, false);
    }
    String[] first = rows.getFirst();
    if (RepairColumns.endIn(List.of(first))) {
      return new HeaderGuess(true, true);
    }
    // Files that were put together have the same header more than once.
    List<String[]> others = rows.stream().filter(row -> !Arrays.equals(row, first)).toList();
    int speakFor = 0;
    int against = 0;
    for (int i = 0; i < first.length; i++) {
      int said = column(first[i].strip(), i, others);
      speakFor += Math.max(0, said);
      against += Math.max(0, -said);
    }
    if (speakFor == 0 && against == 0) {
      return new HeaderGuess(areNames(first), false);
    }
    return new HeaderGuess(speakFor >= against, speakFor == 0 || against == 0);
  }

  /// @return more than zero for a header, less against one
  private static int column(String first, int column, List<String[]> others) {
    CellShape shape = CellShape.of(first);
    boolean again = false;
    CellShape common = CellShape.EMPTY;
    for (String[] row : others) {
      String cell = column < row.length ? row[column].strip() : "";
      again |= !first.isEmpty() && cell.equals(first);
      CellShape here = CellShape.of(cell);
      if (here != CellShape.EMPTY) {
        common = common == CellShape.EMPTY || common == here ? here : CellShape.OTHER;
      }
    }
    if (shape.isOfValues()) {
      return common == shape || common == CellShape.EMPTY ? -weight(shape) : 0;
    }
    if (shape == CellShape.WORDS && common.isOfValues()) {
      return weight(common);
    }
    return again ? -1 : 0;
  }

  /// Years are names of columns now and then, addresses never.
  private static int weight(CellShape shape) {
    return switch (shape) {
      case ADDRESS -> 5;
      case DATE, BOOLEAN -> 3;
      case NUMBER, EMPTY, WORDS, OTHER -> 1;
    };
  }

  private static boolean areNames(String[] row) {
    Set<String> names = new HashSet<>();
    for (String cell : row) {
      if (cell.isBlank() || CellShape.of(cell).isOfValues() || !names.add(cell.strip())) {
        return false;
      }
    }
    return true;
  }
}
