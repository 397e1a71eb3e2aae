package dev.muster.upload;

import dev.muster.population.Change;
import org.jspecify.annotations.Nullable;

/// The changes that some of the last values of a column made. Most columns have few different
/// values (plans, countries, days), so most cells need neither be made a string nor be read. A
/// value has one place, which the next one with that place takes over. For use by one thread.
final class RecentChanges {

  private static final int PLACES = 256;
  private static final int LENGTH_MAX = 40;

  private final @Nullable String[] texts = new @Nullable String[PLACES];
  private final @Nullable Change[] changes = new @Nullable Change[PLACES];

  /// The change that the cell's value makes, if it was noted and is still.
  @Nullable Change find(Row row, int column) {
    if (row.length(column) > LENGTH_MAX) {
      return null;
    }
    int place = place(row, column);
    String text = texts[place];
    return text != null && row.holds(column, text) ? changes[place] : null;
  }

  /// Notes the change that the cell's value makes.
  void add(Row row, int column, Change change) {
    if (row.length(column) <= LENGTH_MAX) {
      int place = place(row, column);
      texts[place] = row.cell(column);
      changes[place] = change;
    }
  }

  private static int place(Row row, int column) {
    int hash = row.hash(column);
    return (hash ^ hash >>> 8 ^ hash >>> 16) & (PLACES - 1);
  }
}
