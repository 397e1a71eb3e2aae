package dev.muster.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.row.PqList;
import dev.muster.parquet.ParquetColumn.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Files of random rows, read again by Hardwood, which has nothing in common with the writer.
class ParquetFileTest {

  private static final List<Kind> KINDS = List.of(Kind.values());

  private static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private static @Nullable Object random(Random random, Kind kind, int missingOf) {
    if (missingOf > 0 && random.nextInt(missingOf) == 0) {
      return null;
    }
    return switch (kind) {
      case TEXT -> text(random);
      case NUMBER ->
          List.of(0.0, -1.5, Double.MAX_VALUE, random.nextGaussian(), 1e-300)
              .get(random.nextInt(5));
      case WHOLE -> List.of(0L, -1L, Long.MAX_VALUE, random.nextLong()).get(random.nextInt(4));
      case BOOLEAN -> random.nextBoolean();
      case INSTANT ->
          Instant.ofEpochMilli(random.nextLong(-10_000_000_000_000L, 10_000_000_000_000L));
      case TEXTS -> {
        List<String> texts = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          texts.add(text(random));
        }
        yield texts;
      }
    };
  }

  private static String text(Random random) {
    return List.of("", "Größe 😀", "a,b\n\"c\"", "x".repeat(random.nextInt(300)), "=1+1")
        .get(random.nextInt(5));
  }

  @SuppressWarnings("unchecked")
  private static void put(ParquetFile<RuntimeException> file, Kind kind, @Nullable Object value) {
    if (value == null) {
      file.missing();
      return;
    }
    switch (kind) {
      case TEXT -> file.text((String) value);
      case NUMBER -> file.number((Double) value);
      case WHOLE -> file.whole((Long) value);
      case BOOLEAN -> file.truth((Boolean) value);
      case INSTANT -> file.instant(((Instant) value).toEpochMilli());
      case TEXTS -> file.texts((List<String>) value);
    }
  }

  private static @Nullable Object read(RowReader row, Kind kind, int column) {
    if (row.isNull(column)) {
      return null;
    }
    return switch (kind) {
      case TEXT -> row.getString(column);
      case NUMBER -> row.getDouble(column);
      case WHOLE -> row.getLong(column);
      case BOOLEAN -> row.getBoolean(column);
      case INSTANT -> row.getTimestamp(column);
      case TEXTS -> {
        PqList list = row.getList(column);
        List<Object> texts = new ArrayList<>();
        list.strings().forEach(texts::add);
        yield texts;
      }
    };
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatIsWrittenIsReadAgain(long seed) throws Exception {
    Random random = new Random(seed);
    List<ParquetColumn> columns = new ArrayList<>();
    List<Integer> missingOf = new ArrayList<>();
    for (int i = 1 + random.nextInt(20); i > 0; i--) {
      Kind kind = KINDS.get(random.nextInt(KINDS.size()));
      columns.add(new ParquetColumn("crm.c" + i, kind));
      // None, all, or some are missing.
      missingOf.add(random.nextInt(4) == 0 ? 1 : random.nextInt(3) * 3);
    }
    int rows = random.nextInt(5) == 0 ? 0 : random.nextInt(2_500);
    List<List<@Nullable Object>> expected = new ArrayList<>();
    ParquetFile<RuntimeException> file =
        new ParquetFile<>(columns, out::writeBytes, 1 + random.nextInt(1_000));
    for (int i = 0; i < rows; i++) {
      List<@Nullable Object> row = new ArrayList<>();
      for (int c = 0; c < columns.size(); c++) {
        Object value = random(random, columns.get(c).kind(), missingOf.get(c));
        put(file, columns.get(c).kind(), value);
        row.add(value);
      }
      file.endRow();
      expected.add(row);
    }
    file.finish();
    assertThat(rows(columns)).isEqualTo(expected);
  }

  private List<List<@Nullable Object>> rows(List<ParquetColumn> columns) throws Exception {
    List<List<@Nullable Object>> found = new ArrayList<>();
    try (ParquetFileReader reader =
        ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(out.toByteArray())))) {
      assertThat(reader.getFileSchema().getRootNode().children().stream().map(one -> one.name()))
          .isEqualTo(columns.stream().map(ParquetColumn::name).toList());
      if (reader.getFileMetaData().numRows() == 0) {
        return found;
      }
      try (RowReader row = reader.rowReader()) {
        while (row.hasNext()) {
          row.next();
          List<@Nullable Object> values = new ArrayList<>();
          for (int c = 0; c < columns.size(); c++) {
            values.add(read(row, columns.get(c).kind(), c));
          }
          found.add(values);
        }
      }
      assertThat(reader.getFileMetaData().numRows()).isEqualTo(found.size());
    }
    return found;
  }

  @Test
  void aMillionRowsGoOutPieceByPiece() throws Exception {
    List<ParquetColumn> columns =
        List.of(new ParquetColumn("id", Kind.TEXT), new ParquetColumn("n", Kind.WHOLE));
    int[] largest = new int[1];
    ParquetFile<RuntimeException> file =
        new ParquetFile<>(
            columns,
            piece -> {
              largest[0] = Math.max(largest[0], piece.length);
              out.writeBytes(piece);
            });
    for (int i = 0; i < 1_000_000; i++) {
      file.text("user-" + i + "@example.com");
      file.whole(i);
      file.endRow();
    }
    file.finish();
    assertThat(largest[0]).isLessThan(ParquetFile.BYTES_MAX / 2);
    try (ParquetFileReader reader =
        ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(out.toByteArray())))) {
      assertThat(reader.getFileMetaData().rowGroups()).hasSize(8);
      try (RowReader row = reader.rowReader()) {
        for (int i = 0; i < 1_000_000; i++) {
          assertThat(row.hasNext()).isTrue();
          row.next();
          if (!row.getString(0).equals("user-" + i + "@example.com") || row.getLong(1) != i) {
            throw new AssertionError("row " + i);
          }
        }
        assertThat(row.hasNext()).isFalse();
      }
    }
  }

  @Test
  void whatDoesNotFitTheColumnsIsRefused() {
    assertThatThrownBy(() -> new ParquetFile<RuntimeException>(List.of(), out::writeBytes))
        .isInstanceOf(IllegalArgumentException.class);
    ParquetFile<RuntimeException> file =
        new ParquetFile<>(
            Collections.nCopies(2, new ParquetColumn("n", Kind.NUMBER)), out::writeBytes);
    assertThatThrownBy(() -> file.text("x")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(file::endRow).isInstanceOf(IllegalArgumentException.class);
  }
}
