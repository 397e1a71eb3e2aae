package dev.muster.upload;

import dev.muster.attribute.AttributeType;
import dev.muster.attribute.Reading;
import dev.muster.csv.Csv;
import dev.muster.intake.IdentifierGuess;
import dev.muster.intake.Shown;
import dev.muster.intake.TypeGuess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The first rows of a file, looked at by column. Columns of a repair are left out.
final class FirstRows {

  /// As many rows are looked at.
  static final int ROWS_MAX = 5_000;

  private static final int SAMPLES_MAX = 5;
  private static final Set<String> TRUTHS = Set.of("true", "false");

  /// How much less likely a column identifies users if all of its values were the same one.
  private static final int REPEATED_COST = 100;

  private final List<String> names;
  private final List<List<String>> rows = new ArrayList<>();
  private final List<Preview.Refused> refused = new ArrayList<>();
  private final boolean repaired;
  private final CellReader cells;

  private FirstRows(List<String> columns, CellReader cells) {
    this.cells = cells;
    this.names = RepairColumns.own(columns);
    this.repaired = RepairColumns.endIn(columns);
  }

  /// Reads them.
  ///
  /// @param whole whether their end is that of the file; if not, the last row may be cut off and is
  ///   left out
  /// @param mapping what they would be taken by, if it fits the file
  /// @param cells reads what is likely to be a number or a date, for the types of columns
  static FirstRows read(CsvRows file, boolean whole, Optional<RowMapping> mapping, CellReader cells)
      throws UnreadableFileException, IOException {
    FirstRows first = new FirstRows(file.columns(), cells);
    long lastLine = 0;
    Row row = file.next();
    while (row != null && first.rows.size() < ROWS_MAX) {
      lastLine = row.line();
      first.add(row, mapping);
      row = file.next();
    }
    if (!whole && row == null) {
      first.removeLast(lastLine);
    }
    return first;
  }

  private void add(Row row, Optional<RowMapping> mapping) {
    List<String> bare = new ArrayList<>(names.size());
    int end = Math.min(names.size(), row.size());
    for (int i = 0; i < end; i++) {
      bare.add(CellText.trimmed(repaired ? Csv.unquoted(row.cell(i)) : row.cell(i)));
    }
    rows.add(bare);
    if (mapping.isPresent() && refused.size() <= Preview.REFUSED_MAX) {
      for (RefusedCell cell : mapping.get().read(row).refused()) {
        refused.add(new Preview.Refused(row.line(), cell.column(), cell.reason()));
      }
    }
  }

  private void removeLast(long line) {
    if (!rows.isEmpty()) {
      rows.removeLast();
      refused.removeIf(one -> one.line() == line);
    }
  }

  List<String> names() {
    return names;
  }

  int size() {
    return rows.size();
  }

  /// What was refused, the first ones.
  List<Preview.Refused> refused() {
    return refused.stream().limit(Preview.REFUSED_MAX).toList();
  }

  /// The first rows, cut.
  List<List<String>> shown() {
    return rows.stream()
        .limit(Preview.ROWS_SHOWN_MAX)
        .map(row -> row.stream().map(FirstRows::cut).toList())
        .toList();
  }

  List<Preview.Column> columns() {
    List<Preview.Column> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      List<String> values = values(i);
      int empty = Math.toIntExact(rows.size() - values.size());
      List<String> samples =
          values.stream().distinct().limit(SAMPLES_MAX).map(FirstRows::cut).toList();
      AttributeType type = type(names.get(i), values);
      columns.add(
          new Preview.Column(
              names.get(i), i + 1, type, samples, empty, Optional.ofNullable(problem(i))));
    }
    return columns;
  }

  /// As what the column could be read; empty if there is none of that name.
  Optional<AttributeType> type(String column) {
    return names.contains(column) ? Optional.of(type(column, values(column))) : Optional.empty();
  }

  private AttributeType type(String column, List<String> values) {
    boolean lists =
        !values.isEmpty()
            && values.stream()
                .allMatch(one -> cells.read(AttributeType.STRINGS, one) instanceof Reading.Value);
    if (lists) {
      return AttributeType.STRINGS;
    }
    AttributeType written = TypeGuess.ofTexts(column, values);
    if (written != AttributeType.STRING) {
      return written;
    }
    for (AttributeType type : List.of(AttributeType.NUMBER, AttributeType.DATE)) {
      List<String> plain = values.stream().map(one -> cells.plain(type, one)).toList();
      if (TypeGuess.ofTexts(column, plain) == type) {
        return type;
      }
    }
    return areTruths(values) ? AttributeType.BOOLEAN : AttributeType.STRING;
  }

  /// Letters mean yes and no only where both are there.
  private boolean areTruths(List<String> values) {
    Set<String> plain = new HashSet<>();
    boolean letters = false;
    for (String value : values) {
      plain.add(cells.plain(AttributeType.BOOLEAN, value));
      letters |= value.length() == 1;
    }
    return !plain.isEmpty()
        && TRUTHS.containsAll(plain)
        && (!letters || plain.size() == TRUTHS.size());
  }

  /// What is in the column, without what is empty.
  List<String> values(String column) {
    return values(names.indexOf(column));
  }

  private List<String> values(int column) {
    return rows.stream()
        .filter(row -> column < row.size() && !row.get(column).isEmpty())
        .map(row -> row.get(column))
        .toList();
  }

  /// The columns that could identify a user, the best first. Where none looks like one, those that
  /// are never empty and have another value in each row.
  List<String> identifiers() {
    record Scored(String column, int score) {}
    List<Scored> scored = new ArrayList<>();
    Set<String> distinct = new LinkedHashSet<>();
    for (int i = 0; i < names.size(); i++) {
      List<String> values = values(i);
      if (values.isEmpty() || problem(i) != null) {
        continue;
      }
      int different = new HashSet<>(values).size();
      int guess = IdentifierGuess.ofCell(names.get(i), values.getFirst()).score();
      int score = guess - REPEATED_COST * (rows.size() - different) / rows.size();
      if (guess > 0 && score > 0) {
        scored.add(new Scored(names.get(i), score));
      }
      if (different == rows.size()) {
        distinct.add(names.get(i));
      }
    }
    if (scored.isEmpty()) {
      return List.copyOf(distinct);
    }
    // Where two are as good, the one that comes first in the file stays first.
    scored.sort(Comparator.comparingInt(Scored::score).reversed());
    return scored.stream().map(Scored::column).toList();
  }

  private @Nullable String problem(int column) {
    String name = names.get(column);
    int first = names.indexOf(name);
    int other = first == column ? names.lastIndexOf(name) : first;
    return other == column ? null : "is the name of column " + (other + 1) + ", too";
  }

  private static String cut(String cell) {
    return Shown.cut(cell, Preview.CELL_SHOWN_MAX);
  }
}
