package dev.muster.upload;

import dev.muster.csv.Csv;
import java.util.List;

/// The columns that a file of refused rows has beside those of the file that they came in: where
/// each was, and why it was refused. A file that still has them is a repaired one: they are not
/// read, and what [Csv#text] put before its cells is taken off again.
final class RepairColumns {

  /// In this order, at the end.
  static final List<String> NAMES = List.of("muster_line", "muster_column", "muster_reason");

  private RepairColumns() {}

  static boolean endIn(List<String> columns) {
    int own = columns.size() - NAMES.size();
    return own > 0 && columns.subList(own, columns.size()).equals(NAMES);
  }

  /// The columns without these.
  static List<String> own(List<String> columns) {
    return endIn(columns) ? columns.subList(0, columns.size() - NAMES.size()) : columns;
  }

  /// The names as they were in the file that was refused.
  static List<String> unquoted(List<String> columns) {
    return endIn(columns) ? columns.stream().map(Csv::unquoted).toList() : List.copyOf(columns);
  }
}
