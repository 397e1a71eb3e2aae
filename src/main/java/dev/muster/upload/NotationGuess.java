package dev.muster.upload;

import dev.muster.csv.Csv;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How the values of a file seem to be written: by those that can only be read in one way, in
/// columns in which most are numbers, or dates.
///
/// @param notation what they show
/// @param likely the same, and what is likely where they show nothing
/// @param unsure what cannot be told by the column's own values
record NotationGuess(Notation notation, Notation likely, List<Unsure> unsure) {

  /// So many times as many values outweigh those that are of the other kind.
  private static final int OUTWEIGHS = 10;

  /// The values of a column that are of one kind, and how they are written.
  private static final class Written {
    private int all;
    private int first;
    private int second;
    private int both;
    private @Nullable String unsure;

    void add(Written other) {
      first += other.first;
      second += other.second;
      both += other.both;
      boolean isUnsure = other.unsure != null && other.first == 0 && other.second == 0;
      unsure = unsure == null && isUnsure ? other.unsure : unsure;
    }

    /// @return less than zero for the first way, more for the second, zero where it is not shown
    int shown() {
      if (first > OUTWEIGHS * second) {
        return -1;
      }
      return second > OUTWEIGHS * first ? 1 : 0;
    }
  }

  /// A column.
  private static final class Column {
    private final String name;
    private final Written numbers = new Written();
    private final Written dates = new Written();
    private int filled;

    Column(String name) {
      this.name = name;
    }

    void add(String cell) {
      if (cell.isEmpty()) {
        return;
      }
      filled++;
      char first = cell.charAt(0);
      if ((first > '9' && first < '\u2000') || (first >= '0' && isDigits(cell))) {
        numbers.all += first <= '9' ? 1 : 0;
        return;
      }
      note(
          numbers,
          cell,
          NumberText.plain(cell, Decimal.POINT),
          NumberText.plain(cell, Decimal.COMMA),
          NumberText.isOfBoth(cell));
      note(
          dates,
          cell,
          DateText.plain(cell, DateOrder.DMY, ZoneOffset.UTC),
          DateText.plain(cell, DateOrder.MDY, ZoneOffset.UTC),
          DateText.isOfBoth(cell));
    }

    private void note(
        Written written, String cell, @Nullable String one, @Nullable String other, boolean both) {
      if (one == null && other == null) {
        return;
      }
      written.all++;
      if (both) {
        written.both++;
        written.unsure =
            written.unsure == null
                ? "\"%s\" in column \"%s\"".formatted(cell, name)
                : written.unsure;
      } else if (one == null || !one.equals(other)) {
        written.first += one != null ? 1 : 0;
        written.second += one == null ? 1 : 0;
      }
    }

    private static boolean isDigits(String cell) {
      for (int i = 0; i < cell.length(); i++) {
        if (cell.charAt(i) < '0' || cell.charAt(i) > '9') {
          return false;
        }
      }
      return true;
    }

    private boolean areMost(Written written) {
      return 2 * written.all > filled;
    }
  }

  /// @param rows of the file's beginning
  /// @param whole whether that is all of it; if not, the last row may be cut off
  static NotationGuess of(CsvRows rows, boolean whole, Delimiter delimiter, Notation wishes)
      throws IOException {
    List<String> names = RepairColumns.own(rows.columns());
    boolean repaired = RepairColumns.endIn(rows.columns());
    List<Column> columns = names.stream().map(Column::new).toList();
    List<String> cells = new ArrayList<>();
    int count = 0;
    try {
      for (Row row = rows.next(); row != null && count < FirstRows.ROWS_MAX; row = rows.next()) {
        add(columns, cells);
        cells.clear();
        int end = Math.min(names.size(), row.size());
        for (int i = 0; i < end; i++) {
          cells.add(repaired ? CellText.trimmed(Csv.unquoted(row.cell(i))) : row.trimmed(i));
        }
        count++;
      }
    } catch (UnreadableFileException _) {
      // What was read before shows enough; who reads the rows will come to it, too.
      return of(columns, delimiter, wishes);
    }
    if (whole || count == FirstRows.ROWS_MAX) {
      add(columns, cells);
    }
    return of(columns, delimiter, wishes);
  }

  private static void add(List<Column> columns, List<String> cells) {
    for (int i = 0; i < cells.size(); i++) {
      columns.get(i).add(cells.get(i));
    }
  }

  private static NotationGuess of(List<Column> columns, Delimiter delimiter, Notation wishes) {
    Written numbers = new Written();
    Written dates = new Written();
    for (Column column : columns) {
      if (column.areMost(column.numbers)) {
        numbers.add(column.numbers);
      }
      if (column.areMost(column.dates)) {
        dates.add(column.dates);
      }
    }
    Optional<Decimal> decimal =
        wishes.decimal().or(() -> shown(numbers, Decimal.POINT, Decimal.COMMA));
    Optional<DateOrder> order = wishes.dates().or(() -> shown(dates, DateOrder.DMY, DateOrder.MDY));
    // Where the comma is in numbers, something else divides the cells.
    boolean semicolons = delimiter.equals(Delimiter.SEMICOLON);
    Decimal likelyDecimal = decimal.orElse(semicolons ? Decimal.COMMA : Decimal.POINT);
    DateOrder likelyOrder =
        order.orElse(
            likelyDecimal == Decimal.COMMA || delimiter.equals(Delimiter.TAB)
                ? DateOrder.DMY
                : DateOrder.MDY);
    List<Unsure> unsure = new ArrayList<>();
    if (wishes.decimal().isEmpty() && numbers.unsure != null) {
      unsure.add(
          new Unsure(
              "decimal",
              Optional.of(likelyDecimal.code()),
              "%s and others there can be read by a decimal point and by a decimal comma%s"
                  .formatted(numbers.unsure, then(decimal.map(Decimal::words)))));
    }
    if (wishes.dates().isEmpty() && dates.unsure != null) {
      unsure.add(
          new Unsure(
              "dates",
              Optional.of(likelyOrder.code()),
              "%s and others there can be read by the day first and by the month first%s"
                  .formatted(
                      dates.unsure,
                      then(
                          order.map(one ->
                              one == DateOrder.DMY ? "the day first" : "the month first")))));
    }
    return new NotationGuess(
        new Notation(decimal, order),
        new Notation(Optional.of(likelyDecimal), Optional.of(likelyOrder)),
        unsure);
  }

  private static String then(Optional<String> taken) {
    return taken
        .map("; other columns have %s, so these are read by it, too."::formatted)
        .orElse("; until one is chosen, such values are refused.");
  }

  private static <T> Optional<T> shown(Written written, T first, T second) {
    int shown = written.shown();
    return shown == 0 ? Optional.empty() : Optional.of(shown < 0 ? first : second);
  }
}
