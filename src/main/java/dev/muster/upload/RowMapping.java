package dev.muster.upload;

import dev.muster.attribute.Reading;
import dev.muster.catalog.Integration;
import dev.muster.catalog.Property;
import dev.muster.csv.Csv;
import dev.muster.intake.IdentifierReader;
import dev.muster.population.Change;
import dev.muster.population.Update;
import dev.muster.population.UserId;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an integration takes of the rows of a file, compiled against the file's columns. For use by
/// one thread.
public final class RowMapping {

  /// A listed property, the column that it is in, the change that an empty cell makes, and what was
  /// found in the column so far.
  private static final class Listed {

    /// Where the file has no such column.
    static final int NOWHERE = -1;

    final Property property;
    final int column;
    final Change.Clear clear;
    long valued;
    long empty;
    long refused;

    Listed(Property property, int column) {
      this.property = property;
      this.column = column;
      this.clear = new Change.Clear(property.attributeId());
    }

    ColumnCounts counts() {
      return new ColumnCounts(property.attributeId(), property.path(), valued, empty, refused);
    }
  }

  private final List<String> columns;
  private final boolean repaired;
  private final int identifierColumn;
  private final IdentifierReader identifiers;
  private final List<Listed> all;
  private final List<Listed> listed;
  private final CellReader cells;

  private RowMapping(
      Integration integration,
      ZoneId zone,
      Optional<String> salt,
      List<String> columns,
      Notation notation) {
    this.columns = List.copyOf(columns);
    this.repaired = RepairColumns.endIn(columns);
    this.identifierColumn = columns.indexOf(integration.identifier());
    this.identifiers = new IdentifierReader(integration.identifier(), salt);
    this.all =
        integration.properties().stream()
            .map(property -> new Listed(property, columns.indexOf(property.path())))
            .toList();
    this.listed = all.stream().filter(one -> one.column != Listed.NOWHERE).toList();
    this.cells = new CellReader(zone, notation);
  }

  /// Looks for an integration's columns in a file.
  ///
  /// @param zone where a day without a time begins
  /// @param salt with which identifiers are hashed; empty: they are kept as they come
  /// @param columns [CsvRows#columns]
  /// @param notation how the values of the file are written
  /// @param keepMissing whether columns may be missing; their attributes stay as they are
  /// @throws UnreadableFileException if one of them is not there, or there more than once: to leave
  ///   or to clear its attribute would be a guess
  public static RowMapping of(
      Integration integration,
      ZoneId zone,
      Optional<String> salt,
      List<String> columns,
      Notation notation,
      boolean keepMissing)
      throws UnreadableFileException {
    MappedColumns.check(integration, RepairColumns.own(columns), keepMissing);
    return new RowMapping(integration, zone, salt, columns, notation);
  }

  /// The attributes whose columns the file has.
  int[] attributeIds() {
    return listed.stream().mapToInt(one -> one.property.attributeId()).toArray();
  }

  /// What was found so far in the columns of all properties that are listed, also of those that the
  /// file does not have.
  List<ColumnCounts> counts() {
    return all.stream().map(Listed::counts).toList();
  }

  /// Says what a row means.
  public RowReading read(Row row) {
    if (row.size() != columns.size()) {
      return refused(likely(row), new RefusedCell("", RaggedRows.reason(row, columns)));
    }
    if (repaired && RaggedRows.isStillSaid(row)) {
      return refused(null, new RefusedCell("", RaggedRows.STILL_SAID));
    }
    return switch (identifiers.read(cell(row, identifierColumn))) {
      case IdentifierReader.Result.Known(UserId user) -> read(row, user);
      case IdentifierReader.Result.Unusable(var refusal, _) ->
          refused(null, new RefusedCell(columns.get(identifierColumn), refusal.detail()));
    };
  }

  /// Whom a row with too many or too few cells is likely about, so that a replace does not take
  /// from the user what the row would have said.
  private @Nullable UserId likely(Row row) {
    return identifierColumn < row.size()
            && identifiers.read(cell(row, identifierColumn))
                instanceof IdentifierReader.Result.Known(UserId user)
        ? user
        : null;
  }

  private RowReading read(Row row, UserId user) {
    List<Change> changes = new ArrayList<>(listed.size());
    List<RefusedCell> refused = new ArrayList<>(0);
    for (Listed one : listed) {
      switch (reading(row, one)) {
        case Reading.Value(var value) -> {
          one.valued++;
          changes.add(new Change.Set(one.property.attributeId(), value));
        }
        case Reading.Clear _ -> {
          one.empty++;
          changes.add(one.clear);
        }
        case Reading.Refused(String reason) -> {
          one.refused++;
          refused.add(new RefusedCell(one.property.path(), reason));
        }
      }
    }
    boolean nothingUsable = changes.isEmpty() && !refused.isEmpty();
    return new RowReading(nothingUsable ? null : new Update(user, changes), user, refused);
  }

  private static RowReading refused(@Nullable UserId user, RefusedCell why) {
    return new RowReading(null, user, List.of(why));
  }

  private Reading reading(Row row, Listed one) {
    return row.isEmpty(one.column)
        ? Reading.Clear.CLEAR
        : cells.read(one.property.type(), cell(row, one.column));
  }

  private String cell(Row row, int column) {
    return repaired ? CellText.trimmed(Csv.unquoted(row.cell(column))) : row.trimmed(column);
  }
}
