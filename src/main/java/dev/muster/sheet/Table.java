package dev.muster.sheet;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// Rows of figures under names.
///
/// @param columns what stands in them, from left to right
/// @param rows one cell a column each
public record Table(List<String> columns, List<List<Cell>> rows) {

  /// What a cell holds.
  public sealed interface Cell {
    /// A text.
    record Text(String text) implements Cell {}

    /// A number.
    record Figure(double value) implements Cell {}

    /// A day.
    record Day(LocalDate day) implements Cell {}

    /// Nothing.
    record Empty() implements Cell {}

    /// A text.
    static Cell of(String text) {
      return new Text(text);
    }

    /// A day.
    static Cell of(LocalDate day) {
      return new Day(day);
    }

    /// A number.
    static Cell of(double value) {
      return new Figure(value);
    }
  }

  /// Copies the lists.
  public Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /// For use by one thread.
  static final class Builder {
    private final List<String> columns;
    private final List<List<Cell>> rows = new ArrayList<>();

    Builder(List<String> columns) {
      this.columns = columns;
    }

    void row(List<Cell> cells) {
      if (cells.size() != columns.size()) {
        throw new IllegalArgumentException(cells.size() + " cells in " + columns.size());
      }
      rows.add(cells);
    }

    void row(Cell... cells) {
      row(List.of(cells));
    }

    Table build() {
      return new Table(columns, rows);
    }
  }
}
