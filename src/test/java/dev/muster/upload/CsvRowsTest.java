package dev.muster.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowsTest {

  @Test
  void quotedCellsHaveDelimitersQuotesAndLineBreaksInThem() throws Exception {
    assertThat(CsvFiles.read("email,note\nann@a.example,\"a, \"\"b\"\"\r\nc\"\n"))
        .containsExactly(List.of("email", "note"), List.of("ann@a.example", "a, \"b\"\r\nc"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void anyLineBreakEndsARow(String end) throws Exception {
    assertThat(CsvFiles.read(String.join(end, "a,b", "1,2", "3,4")))
        .containsExactly(List.of("a", "b"), List.of("1", "2"), List.of("3", "4"));
  }

  @Test
  void lineBreaksMayBeMixed() throws Exception {
    assertThat(CsvFiles.read("a,b\r\n1,2\n3,4\r5,6\n\r7,8\r\n"))
        .containsExactly(
            List.of("a", "b"),
            List.of("1", "2"),
            List.of("3", "4"),
            List.of("5", "6"),
            List.of("7", "8"));
  }

  @Test
  void linesWithoutAnyCharacterArePassedOverButCountedAsLines() throws Exception {
    try (CsvRows rows = CsvRows.open(CsvFiles.stream("\n\na\n\n\"x\ny\"\n\nz"), CsvFiles.COMMAS)) {
      assertThat(rows.columns()).containsExactly("a");
      assertThat(line(rows)).isEqualTo(5);
      assertThat(line(rows)).isEqualTo(8);
      assertThat(rows.next()).isNull();
      assertThat(rows.next()).isNull();
    }
  }

  @Test
  void aFirstLineThatSaysTheDelimiterIsCountedAsALine() throws Exception {
    try (CsvRows rows = CsvRows.open(CsvFiles.stream("sep=,\r\na\r\nx\r\n"), CsvFiles.COMMAS)) {
      assertThat(rows.columns()).containsExactly("a");
      assertThat(line(rows)).isEqualTo(3);
    }
  }

  @Test
  void aQuoteThatIsNeverClosedIsToldByItsOwnLine() {
    String text = "a,b\n1,2\n\"x\ny\",\"z\n3,4\n";

    assertThatThrownBy(() -> CsvFiles.read(text)).hasMessageContaining("The quote at line 4");
  }

  @Test
  void rowsWithNothingButDelimitersAreBlank() throws Exception {
    assertThat(CsvFiles.read("\n,,\na,b\n\"\"\n\n\" \",\u00a0\n,,,,\n1,\n ,\n"))
        .containsExactly(List.of("a", "b"), List.of("1", ""));
  }

  @Test
  void raggedRowsAreGivenAsTheyAre() throws Exception {
    assertThat(CsvFiles.read("a,b\n1\n1,2,3\n1,\n"))
        .containsExactly(List.of("a", "b"), List.of("1"), List.of("1", "2", "3"), List.of("1", ""));
  }

  @Test
  void namesAreStrippedAndMadeUpWhereThereAreNone() throws Exception {
    assertThat(CsvFiles.read(" a ,, \u00a0b\t,a\n").getFirst())
        .containsExactly("a", "Column 2", "b", "a");
  }

  @Test
  void linesBeforeTheTableArePassedOver() throws Exception {
    for (String end : List.of("\n", "\r\n", "\r")) {
      String text =
          String.join(end, "sep=,", "A \"title\" that is, well", "\"open", "a,b", "1,2") + end;
      CsvFormat format =
          new CsvFormat(Encoding.UTF_8, Delimiter.COMMA, Quote.DOUBLE, true, 3, Notation.UNKNOWN);

      try (CsvRows rows = CsvRows.open(CsvFiles.stream(text), format)) {
        assertThat(rows.columns()).containsExactly("a", "b");
        Row row = Objects.requireNonNull(rows.next());
        assertThat(CsvFiles.cells(row)).containsExactly("1", "2");
        assertThat(row.line()).isEqualTo(5);
        assertThat(rows.next()).isNull();
      }
    }
  }

  @Test
  void withoutAHeaderTheFirstRowIsARow() throws Exception {
    CsvFormat format = new CsvFormat(Encoding.UTF_8, Delimiter.COMMA, Quote.DOUBLE, false);

    assertThat(CsvFiles.read(CsvFiles.stream("1,2\n3,4"), format))
        .containsExactly(List.of("Column 1", "Column 2"), List.of("1", "2"), List.of("3", "4"));
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void everyEncodingIsRead(Encoding encoding) throws Exception {
    byte[] file = "naïve,größe\nÄ,€\n".getBytes(charset(encoding));

    assertThat(read(file, encoding)).containsExactly(List.of("naïve", "größe"), List.of("Ä", "€"));
  }

  @ParameterizedTest
  @EnumSource(value = Encoding.class, names = "WINDOWS_1252", mode = EnumSource.Mode.EXCLUDE)
  void aByteOrderMarkIsPassedOver(Encoding encoding) throws Exception {
    byte[] file = "\ufeffa,b\n\ufeffx,😀\n".getBytes(charset(encoding));

    assertThat(read(file, encoding)).containsExactly(List.of("a", "b"), List.of("\ufeffx", "😀"));
  }

  @Test
  void aFileOfNothingButAMarkIsEmpty() {
    assertThatThrownBy(() -> read(CsvFiles.utf8("\ufeff"), Encoding.UTF_8))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("is empty");
  }

  @Test
  void bytesThatAreNotOfTheEncodingAreRefusedWithTheirLineAfterAllRowsBeforeThem()
      throws Exception {
    byte[] file = "a,b\n1,2\nx,ä\n3,4\n".getBytes(StandardCharsets.ISO_8859_1);
    try (CsvRows rows = CsvRows.open(new ByteArrayInputStream(file), CsvFiles.COMMAS)) {
      assertThat(line(rows)).isEqualTo(2);
      assertThatThrownBy(rows::next)
          .isInstanceOfSatisfying(
              UnreadableFileException.class, e -> assertThat(e.line()).hasValue(3))
          .hasMessageContaining("line 3")
          .hasMessageContaining("not UTF-8");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b\n1,2\n3,\"x\"y\n", "a,b\n1,2\n3,\"x\n"})
  void quotesThatDoNotMatchAreRefusedWithTheirLine(String text) throws Exception {
    try (CsvRows rows = CsvRows.open(CsvFiles.stream(text), CsvFiles.COMMAS)) {
      assertThat(line(rows)).isEqualTo(2);
      assertThatThrownBy(rows::next)
          .isInstanceOfSatisfying(
              UnreadableFileException.class, e -> assertThat(e.line()).hasValue(3))
          .hasMessageContaining("line 3");
    }
  }

  @Test
  void withoutAQuoteEveryCharacterIsPartOfACell() throws Exception {
    CsvFormat format = new CsvFormat(Encoding.UTF_8, Delimiter.TAB, Quote.NONE, true);

    assertThat(CsvFiles.read(CsvFiles.stream("a\tb\n\"x\t'y'z\n\uffff\t\u0000"), format))
        .containsExactly(List.of("a", "b"), List.of("\"x", "'y'z"), List.of("\uffff", "\u0000"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "x,", ",", "\"\"", "\"x\",", "ä"})
  void aLineOfAGigabyteIsRefusedInLittleMemory(String repeated) throws Exception {
    Endless file = new Endless("a,b\n1,2\n", repeated);
    try (CsvRows rows = CsvRows.open(file, CsvFiles.COMMAS)) {
      UnreadableFileException refused = null;
      while (refused == null) {
        try {
          rows.next();
        } catch (UnreadableFileException e) {
          refused = e;
        }
      }
      assertThat(refused.line()).isNotEmpty();
      assertThat(file.given).isLessThan(8 << 20);
    }
  }

  @Test
  void theLongestRowIsRead() throws Exception {
    String longest = "x".repeat(FileText.ROW_MAX - 100);

    assertThat(CsvFiles.read("a,b\n1," + longest + "\n2,\"" + longest + "\"\n"))
        .containsExactly(List.of("a", "b"), List.of("1", longest), List.of("2", longest));
  }

  @Test
  void aRowThatNeverEndsIsLikelyOneWhoseQuoteIsNeverClosed() throws Exception {
    Endless file = new Endless("a,b\n1,\"", "x\n");
    try (CsvRows rows = CsvRows.open(file, CsvFiles.COMMAS)) {
      assertThatThrownBy(rows::next)
          .isInstanceOfSatisfying(
              UnreadableFileException.class, e -> assertThat(e.line()).hasValue(2))
          .hasMessageContaining("1,048,576 characters")
          .hasMessageContaining("never closed");
    }
  }

  @Test
  void theBytesReadAreThoseOfTheFileInTheEnd() throws Exception {
    byte[] file = "\ufeffa,b\n1,ä\n".getBytes(StandardCharsets.UTF_16LE);
    CsvFormat format = new CsvFormat(Encoding.UTF_16LE, Delimiter.COMMA, Quote.DOUBLE, true);
    try (CsvRows rows = CsvRows.open(new ByteArrayInputStream(file), format)) {
      rows.next();
      assertThat(rows.next()).isNull();
      assertThat(rows.bytesRead()).isEqualTo(file.length);
    }
  }

  private static long line(CsvRows rows) throws Exception {
    return Objects.requireNonNull(rows.next()).line();
  }

  private static Charset charset(Encoding encoding) {
    return switch (encoding) {
      case UTF_8 -> StandardCharsets.UTF_8;
      case UTF_16LE -> StandardCharsets.UTF_16LE;
      case UTF_16BE -> StandardCharsets.UTF_16BE;
      case WINDOWS_1252 -> Charset.forName("windows-1252");
    };
  }

  private static List<List<String>> read(byte[] file, Encoding encoding)
      throws IOException, UnreadableFileException {
    return CsvFiles.read(
        new ByteArrayInputStream(file),
        new CsvFormat(encoding, Delimiter.COMMA, Quote.DOUBLE, true));
  }

  /// A beginning and then the same for a gigabyte, without any of it being anywhere.
  private static final class Endless extends InputStream {
    private static final long BYTES = 1L << 30;

    private final byte[] beginning;
    private final byte[] repeated;
    private long given;

    Endless(String beginning, String repeated) {
      this.beginning = CsvFiles.utf8(beginning);
      this.repeated = CsvFiles.utf8(repeated);
    }

    @Override
    public int read() {
      if (given == BYTES) {
        return -1;
      }
      long at = given++;
      return at < beginning.length
          ? beginning[(int) at]
          : repeated[(int) ((at - beginning.length) % repeated.length)];
    }

    @Override
    public int read(byte[] into, int from, int length) {
      int count = (int) Math.min(length, BYTES - given);
      for (int i = 0; i < count; i++) {
        into[from + i] = (byte) read();
      }
      return count == 0 ? -1 : count;
    }
  }
}
