package dev.muster.parquet;

import dev.muster.parquet.ParquetColumn.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// The values of a column in the rows that are gathered: one page, in the end.
///
/// Levels say what is there. Of a plain column: 0 it is missing, 1 a value follows. Of a list: 0 it
/// is missing, 1 it is empty, 2 an element follows; and whether the element goes on with the list
/// of the one before. They are written as runs of the same level alone, which are as good as packed
/// bits once the page is compressed.
final class ColumnChunk {

  private final ParquetColumn column;
  private final Bytes values = new Bytes();
  private final Levels definitions = new Levels();
  private final Levels repetitions = new Levels();
  private int bits;
  private int bitCount;
  private int count;

  /// Runs of a level.
  private static final class Levels {
    private final Bytes runs = new Bytes();
    private int level;
    private int length;

    void add(int next) {
      if (length > 0 && next != level) {
        end();
      }
      level = next;
      length++;
    }

    void end() {
      if (length > 0) {
        runs.putVarLong((long) length << 1);
        runs.put(level);
        length = 0;
      }
    }

    int bytes() {
      return runs.size();
    }

    void write(Bytes out) {
      end();
      out.putInt(runs.size());
      out.put(runs.array(), runs.size());
      runs.clear();
    }
  }

  /// What the footer says of a chunk.
  ///
  /// @param values how many levels there are
  /// @param plainBytes before it was compressed, with the page's header
  /// @param bytes as written
  record Written(long values, long plainBytes, long bytes) {}

  ColumnChunk(ParquetColumn column) {
    this.column = column;
  }

  ParquetColumn column() {
    return column;
  }

  /// How much is gathered, about.
  int bytes() {
    return values.size() + definitions.bytes() + repetitions.bytes();
  }

  void missing() {
    level(0, 0);
  }

  void text(String text) {
    require(Kind.TEXT);
    level(1, 0);
    values.putText(text);
  }

  void number(double number) {
    require(Kind.NUMBER);
    level(1, 0);
    values.putLong(Double.doubleToRawLongBits(number));
  }

  void whole(long number) {
    require(Kind.WHOLE);
    level(1, 0);
    values.putLong(number);
  }

  void instant(long epochMillis) {
    require(Kind.INSTANT);
    level(1, 0);
    values.putLong(epochMillis);
  }

  void truth(boolean value) {
    require(Kind.BOOLEAN);
    level(1, 0);
    bits |= (value ? 1 : 0) << bitCount++;
    if (bitCount == Byte.SIZE) {
      endBits();
    }
  }

  void texts(List<String> texts) {
    require(Kind.TEXTS);
    if (texts.isEmpty()) {
      level(1, 0);
    }
    for (int i = 0; i < texts.size(); i++) {
      level(2, i == 0 ? 0 : 1);
      values.putText(texts.get(i));
    }
  }

  private void require(Kind kind) {
    if (column.kind() != kind) {
      throw new IllegalArgumentException(column + " takes no " + kind);
    }
  }

  private void level(int definition, int repetition) {
    definitions.add(definition);
    if (column.kind() == Kind.TEXTS) {
      repetitions.add(repetition);
    }
    count++;
  }

  private void endBits() {
    if (bitCount > 0) {
      values.put(bits);
      bits = 0;
      bitCount = 0;
    }
  }

  /// Writes what is gathered as a page, and begins anew.
  Written write(Bytes out) {
    Bytes plain = new Bytes();
    if (column.kind() == Kind.TEXTS) {
      repetitions.write(plain);
    }
    definitions.write(plain);
    endBits();
    plain.put(values.array(), values.size());
    values.clear();
    byte[] packed = packed(plain);
    CRC32 crc = new CRC32();
    crc.update(packed);
    int before = out.size();
    new Thrift(out)
        .begin()
        .number(1, Thrift.DATA_PAGE)
        .number(2, plain.size())
        .number(3, packed.length)
        .number(4, (int) crc.getValue())
        .begin(5)
        .number(1, count)
        .number(2, Thrift.PLAIN)
        .number(3, Thrift.RLE)
        .number(4, Thrift.RLE)
        .end()
        .end();
    int header = out.size() - before;
    out.put(packed, packed.length);
    Written written = new Written(count, (long) header + plain.size(), out.size() - before);
    count = 0;
    return written;
  }

  private static byte[] packed(Bytes plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(plain.size() / 4 + 64);
    try (GZIPOutputStream gzip = new Quick(packed)) {
      gzip.write(plain.array(), 0, plain.size());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return packed.toByteArray();
  }

  /// Compresses as fast as can be.
  private static final class Quick extends GZIPOutputStream {
    Quick(ByteArrayOutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
