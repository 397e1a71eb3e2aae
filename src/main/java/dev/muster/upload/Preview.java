package dev.muster.upload;

import dev.muster.attribute.AttributeType;
import dev.muster.catalog.Integration;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// What a file looks like, from its beginning, and what would become of it by an integration's
/// present mapping. Nothing of it is stored.
///
/// @param format how it is written
/// @param unsure what could as well be something else; empty: all of the format is certain
/// @param problem why the file would be refused as a whole by the present mapping; empty if it
///   would not, and where no columns are listed yet
/// @param delimiterLine the first line of the file, if it only says what stands between cells and
///   so is no row: `sep=;`
/// @param columns all of them, in order; those of a repair are left out
/// @param rows the first ones behind the header, at most [#ROWS_SHOWN_MAX], each cell cut at
///   [#CELL_SHOWN_MAX] characters
/// @param identifiers columns that could identify a user, the best first
/// @param mapped the identifier and each listed property, against the file
/// @param added the columns that the mapping does not list
/// @param refused what the present mapping would refuse of the rows looked at, at most
///   [#REFUSED_MAX]; empty also where it does not fit the file's columns
public record Preview(
    CsvFormat format,
    List<Unsure> unsure,
    Optional<String> problem,
    Optional<String> delimiterLine,
    List<Column> columns,
    List<List<String>> rows,
    List<String> identifiers,
    List<Mapped> mapped,
    List<String> added,
    List<Refused> refused) {

  /// As many rows are shown.
  public static final int ROWS_SHOWN_MAX = 20;

  /// As many characters of a cell are shown.
  public static final int CELL_SHOWN_MAX = 200;

  /// As many refused cells are shown.
  public static final int REFUSED_MAX = 20;

  /// Copies the lists.
  public Preview {
    unsure = List.copyOf(unsure);
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    identifiers = List.copyOf(identifiers);
    mapped = List.copyOf(mapped);
    added = List.copyOf(added);
    refused = List.copyOf(refused);
  }

  /// A column of the file.
  ///
  /// @param position counted from 1
  /// @param type as what it could be read
  /// @param samples different values of it, the first ones, cut
  /// @param empty how many of the rows looked at have nothing in it
  /// @param problem why it cannot be imported; usually empty
  public record Column(
      String name,
      int position,
      AttributeType type,
      List<String> samples,
      int empty,
      Optional<String> problem) {}

  /// What became of a column that the mapping lists.
  public enum Status {
    /// It is there, and its values fit.
    SAME("same"),
    /// It is not in the file.
    MISSING("missing"),
    /// It is there, and most of its values do not fit the type that it is listed with.
    CHANGED_TYPE("changed-type");

    private final String code;

    Status(String code) {
      this.code = code;
    }

    /// Its name in JSON.
    public String code() {
      return code;
    }
  }

  /// A column that the mapping lists.
  ///
  /// @param name the attribute's; of the identifier the column's
  /// @param type with which it is listed; empty for the identifier
  /// @param foundType as what it could be read in this file; empty if it is not there
  /// @param refusedShare of the rows looked at, how many have a cell here that would be refused: 0
  ///   to 1; empty if it is not there
  public record Mapped(
      String column,
      Status status,
      String name,
      Optional<AttributeType> type,
      Optional<AttributeType> foundType,
      OptionalDouble refusedShare) {}

  /// A refused cell, or row.
  ///
  /// @param line of the file at which the row begins
  /// @param column its name; empty if it is the row as a whole
  public record Refused(long line, String column, String reason) {}

  /// Looks at the beginning of a file.
  ///
  /// @param beginning at most [Recognition#BEGINNING_BYTES]
  /// @param whole whether that is all of it
  /// @param wishes what is known of the format already
  /// @param zone where a day without a time begins
  /// @param salt with which identifiers are hashed; empty: they are kept as they come
  /// @throws UnreadableFileException if it cannot be read
  public static Preview of(
      byte[] beginning,
      boolean whole,
      FormatWishes wishes,
      Integration integration,
      ZoneId zone,
      Optional<String> salt)
      throws UnreadableFileException {
    Recognition.Recognised recognised = Recognition.of(beginning, whole, wishes);
    try (CsvRows rows =
        CsvRows.open(new ByteArrayInputStream(beginning), recognised.format(), whole)) {
      CsvFormat format = recognised.format();
      Optional<RowMapping> mapping = Optional.empty();
      Optional<String> problem = Optional.empty();
      try {
        mapping =
            Optional.of(
                RowMapping.of(
                    integration,
                    zone,
                    salt,
                    rows.columns(),
                    format.notation(),
                    wishes.keepMissing()));
      } catch (UnreadableFileException none) {
        problem = Optional.of(none.detail()).filter(_ -> !integration.properties().isEmpty());
      }
      FirstRows first =
          FirstRows.read(rows, whole, mapping, new CellReader(zone, recognised.likely()));
      return new Preview(
          format,
          recognised.unsure(),
          problem,
          recognised.delimiterLine(),
          first.columns(),
          first.shown(),
          first.identifiers(),
          MappedColumns.against(integration, first, new CellReader(zone, format.notation())),
          MappedColumns.notListed(integration, first.names()),
          first.refused());
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }
}
