package dev.muster.sheet;

import dev.muster.csv.Csv;

/// A table as a file for spreadsheets, harmless to them.
final class SheetCsv {

  private SheetCsv() {}

  static String of(Table table) {
    Csv csv = new Csv();
    table.columns().forEach(csv::text);
    csv.end();
    for (var row : table.rows()) {
      for (Table.Cell cell : row) {
        switch (cell) {
          case Table.Cell.Text(String text) -> csv.text(text);
          case Table.Cell.Figure(double value) -> csv.number(value);
          case Table.Cell.Day(var day) -> csv.text(day.toString());
          case Table.Cell.Empty() -> csv.empty();
        }
      }
      csv.end();
    }
    return csv.take();
  }
}
