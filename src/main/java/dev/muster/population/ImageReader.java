package dev.muster.population;

import dev.muster.condition.UserField;
import dev.muster.population.AttributeColumn.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Reads the image of a population, columns side by side.
final class ImageReader {

  private final Population population;
  private final ImageSource source;
  private int users;
  private int blocks;

  ImageReader(Population population, ImageSource source) {
    this.population = population;
    this.source = source;
  }

  void read() throws IOException {
    ByteBuffer meta = part("meta").orElseThrow(() -> new IOException("the image has no part meta"));
    int format = meta.getInt();
    if (format < 1 || format > ImageWriter.FORMAT) {
      throw new IOException("an image of format " + format + ", which this version cannot read");
    }
    users = meta.getInt();
    if (users < 0 || meta.getInt() != population.blockRows()) {
      throw new IOException("part meta makes no sense");
    }
    blocks = (users + population.blockRows() - 1) / population.blockRows();
    List<IoTask> tasks = new ArrayList<>();
    tasks.add(this::ids);
    tasks.add(() -> longs("last-delivery", population.lastDeliveries()));
    tasks.add(() -> longs("first-seen", population.userColumn(UserField.FIRST_SEEN)));
    tasks.add(() -> longs("last-seen", population.userColumn(UserField.LAST_SEEN)));
    tasks.add(() -> longs("sessions", population.userColumn(UserField.SESSIONS)));
    tasks.add(() -> longs("page-loads", population.userColumn(UserField.PAGE_LOADS)));
    tasks.add(this::seenBefore);
    population.columns().forEach(column -> tasks.add(() -> attribute(column)));
    inParallel(tasks);
    population.restored(users);
    // Also those who were in the middle of being erased when they were copied.
    IntStream.range(0, users)
        .parallel()
        .filter(population.ids()::hasErasedBytes)
        .boxed()
        .toList()
        .forEach(population::eraseRow);
    population.index().fill(hashes(), population::isErased);
  }

  /// Images of older versions have no such part.
  private void seenBefore() throws IOException {
    Optional<ByteBuffer> in = part("seen-before");
    if (in.isPresent()) {
      require(in.get().remaining() == Long.BYTES * blocks, "seen-before");
      long[] positions = new long[blocks];
      in.get().asLongBuffer().get(positions);
      population.restoreSeenBefore(positions);
    }
  }

  private interface IoTask {
    void run() throws IOException;
  }

  private static void inParallel(List<IoTask> tasks) throws IOException {
    try {
      tasks.parallelStream()
          .forEach(task -> {
            try {
              task.run();
            } catch (IOException failed) {
              throw new UncheckedIOException(failed);
            }
          });
    } catch (UncheckedIOException failed) {
      throw failed.getCause();
    }
  }

  private int[] hashes() {
    int[] hashes = new int[users];
    IntStream.range(0, blocks)
        .parallel()
        .forEach(block ->
            population.ids().hashes(block, rows(block), hashes, block * population.blockRows()));
    return hashes;
  }

  private void ids() throws IOException {
    for (int block = 0; block < blocks; block++) {
      String name = "ids/" + block;
      ByteBuffer in = part(name).orElseThrow(() -> new IOException("the image lacks " + name));
      int rows = in.getInt();
      require(rows == rows(block) && in.remaining() >= 4 * rows, name);
      int[] ends = new int[rows];
      in.asIntBuffer().get(ends);
      in.position(in.position() + 4 * rows);
      require(ends[rows - 1] == in.remaining() && isAscending(ends), name);
      byte[] bytes = new byte[in.remaining()];
      in.get(bytes);
      boolean full = rows == population.blockRows();
      int room = full ? rows : Math.min(population.blockRows(), Math.max(64, 2 * rows));
      population.ids().set(block, bytes, full ? ends : Arrays.copyOf(ends, room));
    }
  }

  private static boolean isAscending(int[] ends) {
    int before = 0;
    for (int end : ends) {
      if (end <= before) {
        return false;
      }
      before = end;
    }
    return true;
  }

  private void attribute(AttributeColumn column) throws IOException {
    String name = "attribute-" + column.attribute().id();
    longs(name + "/updated", column.updatedSeconds());
    longs(name + "/happened", column.happenedMillis());
    switch (column.content()) {
      case Content.Longs(LongColumn values) -> longs(name, values);
      case Content.Numbers(NumberColumn values) -> numbers(name, values);
      case Content.Texts(DictionaryColumn<String> values) -> coded(name, values, ImageReader::text);
      case Content.Lists(DictionaryColumn<List<String>> values) ->
          coded(name, values, ImageReader::list);
    }
  }

  private void longs(String name, LongColumn column) throws IOException {
    for (int block = 0; block < blocks; block++) {
      Optional<ByteBuffer> in = part(name + "/" + block);
      if (in.isPresent()) {
        column.set(block, cells(name + "/" + block, in.get(), block).cells);
      }
    }
  }

  private void numbers(String name, NumberColumn column) throws IOException {
    for (int block = 0; block < blocks; block++) {
      String part = name + "/" + block;
      Optional<ByteBuffer> found = part(part);
      if (found.isEmpty()) {
        continue;
      }
      ByteBuffer in = found.get();
      if (in.get(0) != ImageWriter.DOUBLES) {
        Scaled scaled = cells(part, in, block);
        require(scaled.power >= 0 && scaled.power <= 4, part);
        column.set(block, new NumberColumn.Block.Scaled(scaled.cells, scaled.power));
        continue;
      }
      int rows = in.get() == ImageWriter.DOUBLES ? in.getInt() : -1;
      require(rows >= 0 && rows <= rows(block) && in.remaining() == 8 * rows, part);
      double[] numbers = new double[room(rows)];
      in.asDoubleBuffer().get(numbers, 0, rows);
      Arrays.fill(numbers, rows, numbers.length, Double.NaN);
      column.set(block, new NumberColumn.Block.Doubles(numbers));
    }
  }

  private record Scaled(Cells cells, int power) {}

  private Scaled cells(String name, ByteBuffer in, int block) throws IOException {
    try {
      int width = in.get();
      int power = in.get();
      int rows = in.getInt();
      long base = in.getLong();
      long unit = in.getLong();
      boolean known = width == 1 || width == 2 || width == 4 || width == 8;
      require(
          known && rows >= 0 && rows <= rows(block) && unit >= 1 && in.remaining() == rows * width,
          name);
      Cells cells = Cells.of(width, room(rows), base, unit);
      switch (width) {
        case 1 -> in.get(cells.bytes(), 0, rows);
        case 2 -> in.asShortBuffer().get(cells.shorts(), 0, rows);
        case 4 -> in.asIntBuffer().get(cells.ints(), 0, rows);
        default -> in.asLongBuffer().get(cells.longs(), 0, rows);
      }
      cells.measure();
      return new Scaled(cells, power);
    } catch (BufferUnderflowException _) {
      throw new IOException("part " + name + " of the image is too short");
    }
  }

  private interface ValueOf<T> {
    /// @return null where the value is gone
    @Nullable T read(ByteBuffer in);
  }

  private <T> void coded(String name, DictionaryColumn<T> column, ValueOf<T> value)
      throws IOException {
    Optional<ByteBuffer> found = part(name + "/dictionary");
    if (found.isEmpty()) {
      return;
    }
    ByteBuffer in = found.get();
    Dictionary<T> dictionary = new Dictionary<>();
    try {
      int size = in.getInt();
      for (int code = 0; code < size; code++) {
        T read = value.read(in);
        if (read == null) {
          dictionary.addGone();
        } else {
          dictionary.add(read);
        }
      }
    } catch (BufferUnderflowException | NegativeArraySizeException _) {
      throw new IOException("part " + name + "/dictionary of the image makes no sense");
    }
    LongColumn codes = new LongColumn(population.blockRows(), 1);
    longs(name, codes);
    for (int block = 0; block < blocks; block++) {
      Cells cells = codes.block(block);
      if (cells != null && cells.greatestCode() > 0) {
        require(
            cells.valueOf(cells.leastCode()) >= 0
                && cells.valueOf(cells.greatestCode()) < dictionary.size(),
            name + "/" + block);
      }
    }
    column.restore(new DictionaryColumn.Codes<>(dictionary, codes), users);
  }

  private static @Nullable String text(ByteBuffer in) {
    int length = in.getInt();
    if (length == ImageWriter.GONE) {
      return null;
    }
    byte[] utf8 = new byte[Math.min(length, in.remaining() + 1)];
    in.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private static @Nullable List<String> list(ByteBuffer in) {
    int size = in.getInt();
    if (size == ImageWriter.GONE) {
      return null;
    }
    List<String> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String text = text(in);
      if (text == null) {
        throw new NegativeArraySizeException("a part of a list is gone");
      }
      list.add(text);
    }
    return List.copyOf(list);
  }

  private int rows(int block) {
    return Math.min(population.blockRows(), users - block * population.blockRows());
  }

  private int room(int rows) {
    return Math.min(population.blockRows(), ((rows + 63) & -64) + (rows == 0 ? 64 : 0));
  }

  private static void require(boolean holds, String part) throws IOException {
    if (!holds) {
      throw new IOException("part " + part + " of the image makes no sense");
    }
  }

  private Optional<ByteBuffer> part(String name) throws IOException {
    return source.get(name).map(bytes -> bytes.order(ByteOrder.LITTLE_ENDIAN));
  }
}
