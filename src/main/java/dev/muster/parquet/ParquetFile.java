package dev.muster.parquet;

import dev.muster.parquet.ColumnChunk.Written;
import dev.muster.parquet.ParquetColumn.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Writes a file of Apache Parquet, row by row, cell by cell: the rows that are gathered go out as
/// a row group as soon as there are enough of them, so that it takes as little memory for millions.
/// What is kept of each row group until the end is some hundred bytes a column. For use by one
/// thread.
///
/// Every column is optional, its values are laid out plainly and compressed with gzip, in one page
/// a row group with a checksum: what every reader of the format reads.
///
/// @param <E> what may stop it
public final class ParquetFile<E extends Exception> {

  /// Rows a row group at most.
  static final int ROWS_MAX = 1 << 17;

  /// Gathered bytes that end a row group, about.
  static final int BYTES_MAX = 16 << 20;

  private static final int LOOK_EVERY = 64;
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  private final List<ColumnChunk> chunks = new ArrayList<>();
  private final List<RowGroup> groups = new ArrayList<>();
  private final Sink<E> sink;
  private final int rowsMax;
  private final Bytes out = new Bytes();
  private long at;
  private long rows;
  private int gathered;
  private int next;

  private record Placed(long at, Written written) {}

  private record RowGroup(long rows, List<Placed> chunks) {}

  /// Takes the pieces of a file.
  ///
  /// @param <E> what may stop it
  public interface Sink<E extends Exception> {
    /// @param piece never changed afterwards
    void take(byte[] piece) throws E;
  }

  /// Begins a file.
  ///
  /// @param columns at least one
  public ParquetFile(List<ParquetColumn> columns, Sink<E> sink) {
    this(columns, sink, ROWS_MAX);
  }

  ParquetFile(List<ParquetColumn> columns, Sink<E> sink, int rowsMax) {
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("a file without columns");
    }
    columns.forEach(column -> chunks.add(new ColumnChunk(column)));
    this.sink = sink;
    this.rowsMax = rowsMax;
    out.put(MAGIC, MAGIC.length);
  }

  private ColumnChunk cell() {
    if (next == chunks.size()) {
      throw new IllegalArgumentException("more cells than columns");
    }
    return chunks.get(next++);
  }

  /// No value.
  public void missing() {
    cell().missing();
  }

  /// A cell of a column of [Kind#TEXT].
  public void text(String text) {
    cell().text(text);
  }

  /// A cell of a column of [Kind#NUMBER].
  public void number(double number) {
    cell().number(number);
  }

  /// A cell of a column of [Kind#WHOLE].
  public void whole(long number) {
    cell().whole(number);
  }

  /// A cell of a column of [Kind#BOOLEAN].
  public void truth(boolean value) {
    cell().truth(value);
  }

  /// A cell of a column of [Kind#INSTANT].
  public void instant(long epochMillis) {
    cell().instant(epochMillis);
  }

  /// A cell of a column of [Kind#TEXTS].
  public void texts(List<String> texts) {
    cell().texts(texts);
  }

  /// Ends a row.
  ///
  /// @throws IllegalArgumentException unless each column has a cell
  public void endRow() throws E {
    if (next != chunks.size()) {
      throw new IllegalArgumentException(next + " cells for " + chunks.size() + " columns");
    }
    next = 0;
    gathered++;
    boolean full =
        gathered % LOOK_EVERY == 0
            && chunks.stream().mapToLong(ColumnChunk::bytes).sum() >= BYTES_MAX;
    if (gathered == rowsMax || full) {
      endGroup();
    }
  }

  private void endGroup() throws E {
    List<Placed> placed = new ArrayList<>();
    for (ColumnChunk chunk : chunks) {
      long begin = at + out.size();
      placed.add(new Placed(begin, chunk.write(out)));
      flush();
    }
    groups.add(new RowGroup(gathered, placed));
    rows += gathered;
    gathered = 0;
  }

  private void flush() throws E {
    byte[] piece = out.copy();
    at += piece.length;
    out.clear();
    sink.take(piece);
  }

  /// Ends the file.
  public void finish() throws E {
    if (gathered > 0) {
      endGroup();
    }
    int before = out.size();
    footer(new Thrift(out));
    out.putInt(out.size() - before);
    out.put(MAGIC, MAGIC.length);
    flush();
  }

  private void footer(Thrift to) {
    to.begin().number(1, 2);
    int lists = (int) chunks.stream().filter(one -> isList(one.column())).count();
    to.structures(2, 1 + chunks.size() + 2 * lists);
    to.begin().text(4, "users").number(5, chunks.size()).end();
    chunks.forEach(chunk -> schema(to, chunk.column()));
    to.number(3, rows).structures(4, groups.size());
    for (RowGroup group : groups) {
      to.begin().structures(1, chunks.size());
      long plain = 0;
      long bytes = 0;
      for (int i = 0; i < chunks.size(); i++) {
        Placed placed = group.chunks.get(i);
        chunk(to, chunks.get(i).column(), placed);
        plain += placed.written.plainBytes();
        bytes += placed.written.bytes();
      }
      to.number(2, plain).number(3, group.rows);
      to.number(5, group.chunks.getFirst().at).number(6, bytes).end();
    }
    to.text(6, "Muster").end();
  }

  private static boolean isList(ParquetColumn column) {
    return column.kind() == Kind.TEXTS;
  }

  private static void schema(Thrift to, ParquetColumn column) {
    if (isList(column)) {
      to.begin().number(3, Thrift.OPTIONAL).text(4, column.name()).number(5, 1);
      to.number(6, Thrift.LIST).begin(10).begin(3).end().end().end();
      to.begin().number(3, Thrift.REPEATED).text(4, "list").number(5, 1).end();
      to.begin().number(1, Thrift.BYTE_ARRAY).number(3, Thrift.REQUIRED).text(4, "element");
      texts(to).end();
      return;
    }
    to.begin().number(1, column.kind().physical()).number(3, Thrift.OPTIONAL);
    to.text(4, column.name());
    switch (column.kind()) {
      case TEXT -> texts(to);
      case INSTANT -> {
        to.number(6, Thrift.TIMESTAMP_MILLIS);
        // In UTC, in milliseconds.
        to.begin(10).begin(8).truth(1, true).begin(2).begin(1).end().end().end().end();
      }
      case NUMBER, WHOLE, BOOLEAN, TEXTS -> {}
    }
    to.end();
  }

  private static Thrift texts(Thrift to) {
    return to.number(6, Thrift.UTF8).begin(10).begin(1).end().end();
  }

  private static void chunk(Thrift to, ParquetColumn column, Placed placed) {
    to.begin().number(2, placed.at).begin(3).number(1, column.kind().physical());
    to.numbers(2, 2).element(Thrift.PLAIN).element(Thrift.RLE);
    if (isList(column)) {
      to.texts(3, 3).element(column.name()).element("list").element("element");
    } else {
      to.texts(3, 1).element(column.name());
    }
    to.number(4, Thrift.GZIP).number(5, placed.written.values());
    to.number(6, placed.written.plainBytes()).number(7, placed.written.bytes());
    to.number(9, placed.at).end().end();
  }
}
