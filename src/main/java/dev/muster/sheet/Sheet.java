package dev.muster.sheet;

/// What a report shows.
///
/// @param about which days, how many users, whom and where: one line; may be empty
/// @param table the figures
/// @param drawing the same to be looked at
public record Sheet(String about, Table table, Drawing drawing) {

  /// The same with more said about it.
  ///
  /// @param more whom it is about
  public Sheet with(String more) {
    return new Sheet(about.isEmpty() ? more : about + " · " + more, table, drawing);
  }

  /// The figures as a file for spreadsheets.
  public String csv() {
    return SheetCsv.of(table);
  }
}
