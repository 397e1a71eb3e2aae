package dev.muster.upload;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of a CSV file, one after the other, in memory that does not grow with the file. Rows
/// that have nothing but delimiters are passed over, as lines without any character are. For use by
/// one thread.
public final class CsvRows implements AutoCloseable {

  /// The most columns.
  public static final int COLUMNS_MAX = 4_096;

  /// The parser's own limit, which is for one cell and which a row's never lets it reach.
  private static final int PARSER_BUFFER_MAX = 4 * FileText.ROW_MAX;

  private final FileText text;
  private final CsvFormat format;
  private final Row row = new Row();
  private final CsvReader<Row> reader;
  private final Iterator<Row> rows;
  private final List<String> columns;
  private boolean firstIsWaiting;

  private CsvRows(InputStream file, CsvFormat format, boolean whole)
      throws UnreadableFileException, IOException {
    this.format = format;
    this.text = new FileText(file, format, whole);
    this.reader =
        CsvReader.builder()
            .fieldSeparator(format.delimiter().character())
            .quoteCharacter(format.quote().character())
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(!whole)
            .maxBufferSize(PARSER_BUFFER_MAX)
            .build(new Handler(), text);
    this.rows = reader.iterator();
    Row first = next();
    if (first == null) {
      throw UnreadableFileException.empty();
    }
    if (first.size() > COLUMNS_MAX) {
      throw UnreadableFileException.unreadable(
          first.line(),
          "The row at line %d has %,d cells; at most %,d columns are read."
              .formatted(first.line(), first.size(), COLUMNS_MAX));
    }
    this.columns = names(first, format.header());
    this.firstIsWaiting = !format.header();
  }

  /// Begins to read a file.
  ///
  /// @param file from its beginning; a byte order mark is passed over
  /// @throws UnreadableFileException if there is no row, or the first one cannot be read
  public static CsvRows open(InputStream file, CsvFormat format)
      throws UnreadableFileException, IOException {
    return new CsvRows(file, format, true);
  }

  /// Begins to read the beginning of a file.
  ///
  /// @param whole whether that is all of it; if not, its last row may be cut off anywhere
  static CsvRows open(InputStream beginning, CsvFormat format, boolean whole)
      throws UnreadableFileException, IOException {
    return new CsvRows(beginning, format, whole);
  }

  /// The names of the columns: those of the header, without white space around them, and `Column 3`
  /// where the third has none. The same name may be there more than once.
  public List<String> columns() {
    return columns;
  }

  Delimiter delimiter() {
    return format.delimiter();
  }

  /// The next row. The object is the same each time.
  ///
  /// @return null after the last one
  /// @throws UnreadableFileException if it cannot go on: the row never ends, its quotes are wrong,
  ///   or it has bytes that are not of the encoding
  public @Nullable Row next() throws UnreadableFileException, IOException {
    if (firstIsWaiting) {
      firstIsWaiting = false;
      return row;
    }
    try {
      while (rows.hasNext()) {
        Row next = rows.next();
        if (!next.isBlank()) {
          return next;
        }
      }
      return null;
    } catch (UncheckedIOException e) {
      switch (e.getCause()) {
        case FileText.MalformedException _ -> throw malformed();
        case FileText.RowTooLongException _ -> throw tooLong();
        case IOException other -> throw other;
        case null -> throw e;
      }
    } catch (CsvParseException e) {
      if (e.getCause() != null) {
        throw new IllegalStateException("reading line " + row.line(), e);
      }
      throw quotes();
    }
  }

  /// About how many bytes of the file the rows so far are: a little more, since it is read ahead.
  public long bytesRead() {
    return text.bytesRead();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private static List<String> names(Row first, boolean header) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      String name = header ? first.trimmed(i) : "";
      names.add(name.isEmpty() ? "Column " + (i + 1) : name);
    }
    return RepairColumns.unquoted(names);
  }

  private UnreadableFileException malformed() {
    return UnreadableFileException.unreadable(
        row.line(),
        ("The row at line %d has bytes in it that are not %s. Choose the encoding that the file is"
                + " in, or save it as UTF-8.")
            .formatted(row.line(), format.encoding().title()));
  }

  private UnreadableFileException tooLong() {
    return UnreadableFileException.unreadable(
        row.line(),
        ("The row that begins at line %d has more than %,d characters; most likely a quote from line"
                + " %d on is never closed. Close it, or choose another quote or none.")
            .formatted(row.line(), FileText.ROW_MAX, row.lastLine()));
  }

  private UnreadableFileException quotes() {
    return UnclosedQuote.refused(row.lastLine());
  }

  /// Puts what the parser finds into the row.
  private final class Handler extends AbstractBaseCsvCallbackHandler<Row> {

    @Override
    protected void handleBegin(long startingLineNumber) {
      text.beginRow();
      row.begin(startingLineNumber);
    }

    @Override
    protected void handleField(
        int fieldIdx, char[] characters, int from, int length, boolean quoted) {
      row.add(characters, from, length);
    }

    @Override
    protected Row buildRecord() {
      return row;
    }
  }
}
