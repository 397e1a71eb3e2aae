package dev.muster.upload;

import dev.muster.csv.Csv;
import dev.muster.intake.IdentifierReader;
import dev.muster.population.UserId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Writes the rows that were refused, in whole or in part, as a file to repair and to upload again:
/// the columns of the file that they came in, then line, column and reason. UTF-8, commas, RFC
/// 4180, harmless to spreadsheets. For use by one thread.
public final class RefusedRows implements AutoCloseable {

  /// The longest file of refused rows, in bytes.
  static final long BYTES_MAX = 64L << 20;

  /// What is said of an upload with more.
  static final String TOO_MANY =
      "More rows were refused than are kept: the file of refused rows has only the first of them.";

  private static final int BUFFER_CHARACTERS = 1 << 14;

  /// How they are kept, whatever file they came in.
  private static final CsvFormat STORED =
      new CsvFormat(Encoding.UTF_8, Delimiter.COMMA, Quote.DOUBLE, true);

  private final OutputStream out;
  private final boolean repaired;
  private final int width;
  private final char between;
  private final Csv csv;

  private RefusedRows(
      OutputStream out, List<String> columns, Delimiter delimiter, Delimiter between) {
    this.out = out;
    this.csv = new Csv(delimiter.character());
    this.between = between.character();
    this.repaired = RepairColumns.endIn(columns);
    this.width = RepairColumns.own(columns).size();
  }

  /// Begins a file with its header.
  ///
  /// @param columns [CsvRows#columns] of the file that the rows come in
  /// @param between what stands between its cells; surplus ones are put together with it
  public static RefusedRows begin(OutputStream out, List<String> columns, Delimiter between)
      throws IOException {
    return begin(new RefusedRows(out, columns, Delimiter.COMMA, between), columns);
  }

  private static RefusedRows begin(RefusedRows rows, List<String> columns) throws IOException {
    RepairColumns.own(columns).forEach(rows.csv::text);
    RepairColumns.NAMES.forEach(rows.csv::text);
    rows.csv.end();
    rows.flush();
    return rows;
  }

  /// Goes on with a file that has its header.
  ///
  /// @param out appends to it
  /// @param between as it was begun with
  public static RefusedRows goOn(OutputStream out, List<String> columns, Delimiter between) {
    return new RefusedRows(out, columns, Delimiter.COMMA, between);
  }

  /// Copies a file of refused rows, which may be amid being written, for a spreadsheet: with a byte
  /// order mark, and the delimiter of the file that the rows came in.
  ///
  /// @param from from its beginning; closed in the end
  /// @param out not closed
  public static void copy(InputStream from, OutputStream out, Delimiter delimiter)
      throws IOException {
    out.write(Csv.BYTE_ORDER_MARK.getBytes(StandardCharsets.UTF_8));
    try (CsvRows rows = CsvRows.open(from, STORED, false)) {
      List<String> columns = RepairColumns.own(rows.columns());
      RefusedRows copy = begin(new RefusedRows(out, columns, delimiter, delimiter), columns);
      for (Row row = rows.next(); row != null; row = rows.next()) {
        copy.copy(row);
      }
      copy.flush();
    } catch (UnreadableFileException impossible) {
      throw new IOException("refused rows cannot be read: " + impossible.detail(), impossible);
    }
  }

  /// Copies a file of refused rows without those of some users.
  ///
  /// @param salts with which identifiers may have been hashed; empty: they are not
  /// @return whether there were any; if not, the copy is of no use
  static boolean copyWithout(
      Path from, Path to, Set<Optional<String>> salts, Predicate<UserId> users) throws IOException {
    List<IdentifierReader> identifiers =
        salts.stream().map(salt -> new IdentifierReader("", salt)).toList();
    boolean found = false;
    try (CsvRows rows = CsvRows.open(Files.newInputStream(from), STORED);
        RefusedRows copy =
            begin(Files.newOutputStream(to), RepairColumns.own(rows.columns()), Delimiter.COMMA)) {
      for (Row row = rows.next(); row != null; row = rows.next()) {
        if (names(row, identifiers, users)) {
          found = true;
        } else {
          copy.copy(row);
        }
      }
    } catch (UnreadableFileException impossible) {
      throw new IOException("refused rows cannot be read: " + impossible.detail(), impossible);
    }
    return found;
  }

  /// In whichever cell: the identifier's column may have been another one, and in rows with too
  /// many cells it is not where it should be.
  private static boolean names(
      Row row, List<IdentifierReader> identifiers, Predicate<UserId> users) {
    for (int i = 0; i < row.size(); i++) {
      String cell = CellText.trimmed(Csv.unquoted(row.cell(i)));
      for (IdentifierReader each : identifiers) {
        if (each.read(cell) instanceof IdentifierReader.Result.Known(UserId whose)
            && users.test(whose)) {
          return true;
        }
      }
    }
    return false;
  }

  /// Writes a row of a file like this one as it is.
  private void copy(Row row) throws IOException {
    for (int i = 0; i < row.size(); i++) {
      csv.text(Csv.unquoted(row.cell(i)));
    }
    csv.end();
    if (csv.length() >= BUFFER_CHARACTERS) {
      flush();
    }
  }

  /// Writes a row.
  ///
  /// @param row with any number of cells: what is too much for its columns goes into the last one
  /// @param refused [RowReading#refused]
  public void write(Row row, List<RefusedCell> refused) throws IOException {
    for (int i = 0; i < width; i++) {
      boolean last = i == width - 1;
      csv.text(last ? rest(row, i) : i < row.size() ? cell(row, i) : "");
    }
    csv.number(row.line());
    csv.text(joined(refused, RefusedCell::column));
    csv.text(joined(refused, RefusedCell::reason));
    csv.end();
    if (csv.length() >= BUFFER_CHARACTERS) {
      flush();
    }
  }

  /// Hands over what is written so far.
  public void flush() throws IOException {
    out.write(csv.take().getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    try (out) {
      flush();
    }
  }

  /// The cells from a column on that are the row's own: one, unless there are too many.
  private String rest(Row row, int from) {
    int end = repaired ? row.size() - RepairColumns.NAMES.size() : row.size();
    StringBuilder rest = new StringBuilder();
    for (int i = from; i < end; i++) {
      rest.append(i == from ? "" : String.valueOf(between)).append(cell(row, i));
    }
    return rest.toString();
  }

  private String cell(Row row, int column) {
    String cell = row.cell(column);
    return repaired ? Csv.unquoted(cell) : cell;
  }

  private static String joined(List<RefusedCell> refused, Function<RefusedCell, String> part) {
    return refused.stream().map(part).collect(Collectors.joining("; "));
  }
}
