package dev.muster.population;

import dev.muster.condition.UserField;
import dev.muster.population.AttributeColumn.Content;
import dev.muster.population.Population.Alone;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.LongSupplier;

/// Writes the image of a population.
///
/// Cells of attributes are copied while the writer may change them. Each cell is of some moment,
/// which is enough: the updates since the beginning are applied again. A dictionary is written
/// after the codes of it, so that none lacks its value, unless the value is gone by then: what took
/// it away is since the beginning, too, and is done again.
final class ImageWriter {

  /// From 2 on a dictionary may have codes whose value is gone.
  static final int FORMAT = 2;

  /// Stands for the length of a value that is gone.
  static final int GONE = -1;

  static final byte ABSENT = 0;
  static final byte DOUBLES = 100;

  private final Population population;
  private final ImageSink sink;
  private final Alone alone;
  private final LongSupplier position;
  private final int users;
  private final int blocks;

  ImageWriter(Population population, ImageSink sink, Alone alone, LongSupplier position) {
    this.population = population;
    this.sink = sink;
    this.alone = alone;
    this.position = position;
    this.users = population.rows();
    this.blocks = (users + population.blockRows() - 1) / population.blockRows();
  }

  void write() throws IOException {
    sink.put("meta", buffer(12).putInt(FORMAT).putInt(users).putInt(population.blockRows()).flip());
    for (int block = 0; block < blocks; block++) {
      ids(block);
    }
    longs("last-delivery", population.lastDeliveries());
    activity();
    for (AttributeColumn column : population.columns()) {
      String name = "attribute-" + column.attribute().id();
      longs(name + "/updated", column.updatedSeconds());
      longs(name + "/happened", column.happenedMillis());
      switch (column.content()) {
        case Content.Longs(LongColumn values) -> longs(name, values);
        case Content.Numbers(NumberColumn values) -> numbers(name, values);
        case Content.Texts(DictionaryColumn<String> values) -> {
          DictionaryColumn.Codes<String> codes = values.current();
          longs(name, codes.codes());
          texts(name, codes.dictionary());
        }
        case Content.Lists(DictionaryColumn<List<String>> values) -> {
          DictionaryColumn.Codes<List<String>> codes = values.current();
          longs(name, codes.codes());
          lists(name, codes.dictionary());
        }
      }
    }
  }

  /// First and last seen, sessions and page loads. What page loads do to them depends on what they
  /// were, so the four of a block are of one moment, and with them is written of which: then those
  /// that are replayed can be told from those that the image has.
  private void activity() throws IOException {
    SequencedMap<String, LongColumn> columns = new LinkedHashMap<>();
    columns.put("first-seen", population.userColumn(UserField.FIRST_SEEN));
    columns.put("last-seen", population.userColumn(UserField.LAST_SEEN));
    columns.put("sessions", population.userColumn(UserField.SESSIONS));
    columns.put("page-loads", population.userColumn(UserField.PAGE_LOADS));
    ByteBuffer positions = buffer(Long.BYTES * blocks);
    for (int block = 0; block < blocks; block++) {
      int at = block;
      SequencedMap<String, ByteBuffer> copies = new LinkedHashMap<>();
      alone.run(() -> {
        positions.putLong(position.getAsLong());
        columns.forEach((name, column) -> {
          Cells cells = column.block(at);
          if (cells != null) {
            copies.put(name + "/" + at, cells(cells, (byte) 0, rows(at)));
          }
        });
      });
      for (Map.Entry<String, ByteBuffer> copy : copies.entrySet()) {
        sink.put(copy.getKey(), copy.getValue());
      }
    }
    sink.put("seen-before", positions.flip());
  }

  private int rows(int block) {
    return Math.min(population.blockRows(), users - block * population.blockRows());
  }

  private void ids(int block) throws IOException {
    int rows = rows(block);
    int[] ends = population.ids().ends(block, rows);
    byte[] bytes = population.ids().bytes(block, ends[rows - 1]);
    ByteBuffer out = buffer(4 + 4 * rows + bytes.length);
    out.putInt(rows);
    out.asIntBuffer().put(ends);
    out.position(out.position() + 4 * rows).put(bytes);
    sink.put("ids/" + block, out.flip());
  }

  private void longs(String name, LongColumn column) throws IOException {
    for (int block = 0; block < blocks; block++) {
      Cells cells = column.block(block);
      if (cells != null) {
        sink.put(name + "/" + block, cells(cells, (byte) 0, rows(block)));
      }
    }
  }

  private void numbers(String name, NumberColumn column) throws IOException {
    for (int block = 0; block < blocks; block++) {
      switch (column.block(block)) {
        case null -> {}
        case NumberColumn.Block.Scaled(Cells cells, int power) ->
            sink.put(name + "/" + block, cells(cells, (byte) power, rows(block)));
        case NumberColumn.Block.Doubles(double[] numbers) -> {
          int rows = Math.min(numbers.length, rows(block));
          ByteBuffer out = buffer(5 + 8 * rows).put(DOUBLES).putInt(rows);
          out.asDoubleBuffer().put(numbers, 0, rows);
          sink.put(name + "/" + block, out.position(out.limit()).flip());
        }
      }
    }
  }

  private static ByteBuffer cells(Cells cells, byte power, int blockRows) {
    int rows = Math.min(cells.rows(), blockRows);
    int width = cells.width();
    ByteBuffer out = buffer(22 + rows * width);
    out.put((byte) width).put(power).putInt(rows).putLong(cells.base()).putLong(cells.unit());
    switch (width) {
      case 1 -> out.put(cells.bytes(), 0, rows);
      case 2 -> out.asShortBuffer().put(cells.shorts(), 0, rows);
      case 4 -> out.asIntBuffer().put(cells.ints(), 0, rows);
      default -> out.asLongBuffer().put(cells.longs(), 0, rows);
    }
    return out.position(out.limit()).flip();
  }

  private void texts(String name, Dictionary<String> dictionary) throws IOException {
    int size = dictionary.size();
    Growing out = new Growing();
    out.room(4).putInt(size);
    for (int code = 0; code < size; code++) {
      String text = dictionary.get(code);
      if (text == null) {
        out.room(4).putInt(GONE);
      } else {
        out.text(text);
      }
    }
    sink.put(name + "/dictionary", out.flipped());
  }

  private void lists(String name, Dictionary<List<String>> dictionary) throws IOException {
    int size = dictionary.size();
    Growing out = new Growing();
    out.room(4).putInt(size);
    for (int code = 0; code < size; code++) {
      List<String> list = dictionary.get(code);
      out.room(4).putInt(list == null ? GONE : list.size());
      if (list != null) {
        list.forEach(out::text);
      }
    }
    sink.put(name + "/dictionary", out.flipped());
  }

  static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// A buffer that grows.
  private static final class Growing {
    private ByteBuffer bytes = buffer(1 << 12);

    ByteBuffer room(int more) {
      if (bytes.remaining() < more) {
        ByteBuffer larger = buffer(Math.max(2 * bytes.capacity(), bytes.position() + more));
        bytes = larger.put(bytes.flip());
      }
      return bytes;
    }

    void text(String text) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      room(4 + utf8.length).putInt(utf8.length).put(utf8);
    }

    ByteBuffer flipped() {
      return bytes.flip();
    }
  }
}
