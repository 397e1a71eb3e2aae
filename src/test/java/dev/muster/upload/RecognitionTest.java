package dev.muster.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecognitionTest {

  private static final String USERS =
      "email,plan,seats\nann@a.example,pro,3\nbob@b.example,free,1\n";

  @TempDir private Path directory;

  @Test
  void plainUtf8WithCommasIsCertain() throws Exception {
    Recognition.Recognised found = of(CsvFiles.utf8(USERS));

    assertThat(found.format()).isEqualTo(CsvFiles.COMMAS);
    assertThat(found.unsure()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8, utf-8, true",
    "UTF-8, utf-8, false",
    "UTF-16LE, utf-16le, true",
    "UTF-16LE, utf-16le, false",
    "UTF-16BE, utf-16be, true",
    "UTF-16BE, utf-16be, false",
    "windows-1252, windows-1252, false",
  })
  void encodingsAreRecognisedWithAndWithoutAMark(String charset, String code, boolean mark)
      throws Exception {
    byte[] file =
        ((mark ? "\ufeff" : "") + "email,city\nann@a.example,Köln\nbob@b.example,Orléans\n")
            .getBytes(Charset.forName(charset));

    assertThat(format(file).encoding().code()).isEqualTo(code);
  }

  @Test
  void utf16OfAnotherScriptIsRecognised() throws Exception {
    String text = "почта,город\nann@a.example,Москва\nbob@b.example,東京\n";

    assertThat(format(text.getBytes(StandardCharsets.UTF_16LE)).encoding())
        .isEqualTo(Encoding.UTF_16LE);
    assertThat(format(text.getBytes(StandardCharsets.UTF_16BE)).encoding())
        .isEqualTo(Encoding.UTF_16BE);
  }

  @Test
  void aCharacterThatIsCutOffAtTheEndOfTheBeginningIsFine() throws Exception {
    byte[] file = CsvFiles.utf8("email,city\nann@a.example,Kö");
    byte[] cut = Arrays.copyOf(file, file.length - 1);

    assertThat(Recognition.recognise(cut, false, FormatWishes.NONE).encoding())
        .isEqualTo(Encoding.UTF_8);
    assertThat(Recognition.recognise(cut, true, FormatWishes.NONE).encoding())
        .isEqualTo(Encoding.WINDOWS_1252);
  }

  @ParameterizedTest
  @CsvSource({"UTF-8, utf-8", "windows-1252, windows-1252"})
  void theFirstCharacterThatIsNotOfAsciiTellsWhereverItIs(String charset, String code)
      throws Exception {
    for (int more : new int[] {-20, -3, -2, -1, 0, 1, 100_000}) {
      String ascii = "email,city\n" + "ann@a.example,Rome\n".repeat(70_000);
      String cut = ascii.substring(0, Recognition.BEGINNING_BYTES + more);
      Path file =
          Files.write(
              directory.resolve("users.csv"), (cut + "ö").getBytes(Charset.forName(charset)));

      assertThat(Recognition.recognise(file, FormatWishes.NONE).encoding().code()).isEqualTo(code);
    }
  }

  @Test
  void oneBrokenCharacterMakesNoOtherEncoding() throws Exception {
    byte[] file = CsvFiles.utf8("email,city\nann@a.example,Köln\nbob@b.example,X\n");
    file[file.length - 2] = (byte) 0xc3;

    assertThat(format(file).encoding()).isEqualTo(Encoding.UTF_8);
  }

  @Test
  void aBinaryFileIsRefusedWhateverIsWishedFor() {
    FormatWishes wishes =
        new FormatWishes(
            Optional.of(Encoding.UTF_8), Optional.empty(), Optional.empty(), Optional.empty());

    assertThatThrownBy(() -> Recognition.recognise(CsvFiles.utf8("a,\0\0b\n"), true, wishes))
        .isInstanceOf(UnreadableFileException.class);
  }

  @Test
  void windows1252IsNotCertainSinceAnyBytesAreIt() throws Exception {
    byte[] file = "email,city\nann@a.example,Köln\n".getBytes(Charset.forName("windows-1252"));

    assertThat(of(file).unsure()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {"','!comma", "';'!semicolon", "'\t'!tab", "'|'!pipe"})
  void delimitersAreRecognised(String delimiter, String code) throws Exception {
    assertThat(format(CsvFiles.utf8(USERS.replace(",", delimiter))).delimiter().code())
        .isEqualTo(code);
  }

  @Test
  void delimitersWithinQuotesDoNotCount() throws Exception {
    String text =
        "email;note\nann@a.example;\"a, b, c, d\ne, f, g\"\nbob@b.example;\"h, i, j, k\nl, m, n\"\n";

    assertThat(format(CsvFiles.utf8(text)).delimiter()).isEqualTo(Delimiter.SEMICOLON);
  }

  @Test
  void decimalCommasAreNoDelimiters() throws Exception {
    String text = "mail;umsatz;rabatt\na@a.example;1,50;0,1\nb@b.example;2.100,75;0,2\n";

    assertThat(format(CsvFiles.utf8(text)).delimiter()).isEqualTo(Delimiter.SEMICOLON);
  }

  @Test
  void commasInTextsAreNoDelimiters() throws Exception {
    String text = "email\tnote\na@a.example\tHello, world\nb@b.example\tone, two, three\n";

    assertThat(format(CsvFiles.utf8(text)).delimiter()).isEqualTo(Delimiter.TAB);
  }

  @Test
  void singleQuotesAreRecognised() throws Exception {
    String text = "'email','note'\n'ann@a.example','a, b'\n'bob@b.example','it''s, well'\n";

    assertThat(format(CsvFiles.utf8(text)).quote()).isEqualTo(Quote.SINGLE);
  }

  @Test
  void apostrophesAreNoQuotes() throws Exception {
    String text = "email,name\nann@a.example,O'Neill\nbob@b.example,'t Hooft\n";

    assertThat(format(CsvFiles.utf8(text)).quote()).isEqualTo(Quote.DOUBLE);
  }

  @Test
  void quotesThatMeanNothingAreNone() throws Exception {
    String text = "email\tsize\nann@a.example\t\"big\" one\nbob@b.example\t3\" wide\n";

    assertThat(format(CsvFiles.utf8(text)).quote()).isEqualTo(Quote.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "email,plan\na@a.example,\"pro\nb@b.example,free\n",
        "email,plan\na@a.example,\"pro\nb@b.example,\"free\"\nc@c.example,x\n",
        "email,plan\na@a.example,\"pro"
      })
  void aQuoteThatIsNeverClosedIsRefusedWithItsLine(String text) {
    assertRefused(CsvFiles.utf8(text), FileFlaw.UNREADABLE_CSV, "The quote at line 2", "none");
  }

  @Test
  void aQuoteThatIsNeverClosedIsFoundBehindCellsOfSeveralLines() {
    String text = "email,note,plan\r\na@a.example,\"x\r\ny\rz\n\",\"pro\r\nb@b.example,,free\r\n";

    assertRefused(CsvFiles.utf8(text), FileFlaw.UNREADABLE_CSV, "The quote at line 5");
  }

  @Test
  void aQuoteThatIsNeverClosedIsAValueWhereSomebodySaysThatNoneMeanAnything() throws Exception {
    FormatWishes wishes =
        new FormatWishes(
            Optional.empty(), Optional.empty(), Optional.of(Quote.NONE), Optional.empty());
    byte[] file = CsvFiles.utf8("email,plan\na@a.example,\"pro\nb@b.example,free\n");

    assertThat(Recognition.recognise(file, true, wishes).quote()).isEqualTo(Quote.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "sep=;!;",
        "SEP=;!;",
        "'\"sep=;\"'!;",
        "'sep=\t'!'\t'",
        "sep=^!^",
        "sep=:!:",
        "sep=§!§"
      })
  void aFirstLineSaysTheDelimiter(String line, String delimiter) throws Exception {
    for (String end : List.of("\n", "\r\n", "\r")) {
      for (Encoding encoding : Encoding.values()) {
        String text = (line + "\n" + USERS.replace(",", delimiter)).replace("\n", end);
        byte[] file = text.getBytes(encoding.charset());

        CsvFormat found =
            Recognition.recognise(
                file,
                true,
                new FormatWishes(
                    Optional.of(encoding), Optional.empty(), Optional.empty(), Optional.empty()));

        assertThat(found.delimiter()).isEqualTo(new Delimiter(delimiter.charAt(0)));
        assertThat(CsvFiles.read(new ByteArrayInputStream(file), found))
            .isEqualTo(CsvFiles.read(USERS));
      }
    }
  }

  @Test
  void whoSaysTheDelimiterKnowsBetterThanTheFirstLine() throws Exception {
    FormatWishes wishes =
        new FormatWishes(
            Optional.empty(), Optional.of(Delimiter.COMMA), Optional.empty(), Optional.empty());
    byte[] file = CsvFiles.utf8("\ufeffsep=;\n" + USERS);

    CsvFormat found = Recognition.recognise(file, true, wishes);

    assertThat(found).isEqualTo(CsvFiles.COMMAS);
    assertThat(CsvFiles.read(new ByteArrayInputStream(file), found))
        .isEqualTo(CsvFiles.read(USERS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sep=ab\n1\n", "sep=;x\n1;2\n", "sep=a\n1\n", "xsep=;\n1;2\n", "sep=\n1\n"})
  void otherFirstLinesAreRows(String text) throws Exception {
    assertThat(CsvFiles.read(text).getFirst().getFirst()).startsWith(text.substring(0, 4));
  }

  @Test
  void aFileThatOnlySaysItsDelimiterIsEmpty() {
    assertRefused(CsvFiles.utf8("sep=;\r\n"), FileFlaw.UNREADABLE_CSV, "is empty");
  }

  @Test
  void aSingleColumnIsReadWithCommas() throws Exception {
    CsvFormat found = format(CsvFiles.utf8("email\nann@a.example\nbob@b.example\n"));

    assertThat(found).isEqualTo(CsvFiles.COMMAS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann@a.example,pro,3\nbob@b.example,free,1\n",
        "1,2,3\n4,5,6\n",
        "2026-01-01,a\n2026-01-02,b\n",
        "x,pro\ny,pro\nz,free\nx,pro\n"
      })
  void valuesInTheFirstRowAreNoHeader(String text) throws Exception {
    assertThat(format(CsvFiles.utf8(text)).header()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        USERS,
        "email,plan\n",
        "name,city\nAnn,Rome\nBob,Oslo\n",
        "email,2025,2026\nann@a.example,1,2\n",
        "email,plan,plan\nann@a.example,3,4\n",
        "email,plan\nann@a.example,pro\nemail,plan\nbob@b.example,free\n"
      })
  void namesInTheFirstRowAreAHeader(String text) throws Exception {
    assertThat(format(CsvFiles.utf8(text)).header()).isTrue();
  }

  @Test
  void whatIsWishedForIsNotRecognised() throws Exception {
    FormatWishes wishes =
        new FormatWishes(
            Optional.of(Encoding.WINDOWS_1252),
            Optional.of(Delimiter.PIPE),
            Optional.of(Quote.NONE),
            Optional.of(false));

    assertThat(Recognition.recognise(CsvFiles.utf8(USERS), true, wishes))
        .isEqualTo(new CsvFormat(Encoding.WINDOWS_1252, Delimiter.PIPE, Quote.NONE, false));
  }

  @Test
  void aBeginningThatIsCutWithinQuotesIsRecognised() throws Exception {
    byte[] file = CsvFiles.utf8("email;note\nann@a.example;\"x\"\nbob@b.example;\"a, b\nc, d");

    CsvFormat found = Recognition.recognise(file, false, FormatWishes.NONE);

    assertThat(found.delimiter()).isEqualTo(Delimiter.SEMICOLON);
    assertThat(found.quote()).isEqualTo(Quote.DOUBLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\ufeff", "\n\r\n", "  \n"})
  void anEmptyFileIsRefused(String text) {
    assertRefused(CsvFiles.utf8(text), FileFlaw.UNREADABLE_CSV, "is empty");
  }

  @Test
  void anExcelWorkbookIsRefusedWithAdvice() throws Exception {
    byte[] file = zip("[Content_Types].xml", "<Types/>", "xl/workbook.xml", "<workbook/>");

    assertRefused(file, FileFlaw.NOT_CSV, "Excel workbook (.xlsx)", "Save As and CSV UTF-8");
  }

  @Test
  void anOldExcelWorkbookIsRefusedWithAdvice() {
    byte[] file = new byte[1_024];
    int[] magic = {0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1};
    for (int i = 0; i < magic.length; i++) {
      file[i] = (byte) magic[i];
    }

    assertRefused(file, FileFlaw.NOT_CSV, "old Excel workbook (.xls)", "Save As and CSV UTF-8");
  }

  @Test
  void anOpenDocumentSpreadsheetIsRefusedWithAdvice() throws Exception {
    byte[] file = zip("mimetype", "application/vnd.oasis.opendocument.spreadsheet");

    assertRefused(file, FileFlaw.NOT_CSV, "spreadsheet (.ods)", "LibreOffice");
  }

  @Test
  void archivesAreRefusedWithAdvice() throws Exception {
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write(CsvFiles.utf8(USERS));
    }

    assertRefused(zip("users.csv", USERS), FileFlaw.NOT_CSV, "zip archive", "Unpack it");
    assertRefused(gzip.toByteArray(), FileFlaw.NOT_CSV, "gzip", "Unpack it");
  }

  @Test
  void documentsAndPicturesAreRefused() {
    assertRefused(CsvFiles.utf8("%PDF-1.7\nx,y\n"), FileFlaw.NOT_CSV, "PDF");
    byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0};
    assertRefused(png, FileFlaw.NOT_CSV, "PNG");
    assertRefused(CsvFiles.utf8("\n<!DOCTYPE html><p>"), FileFlaw.NOT_CSV, "web page");
    assertRefused(CsvFiles.utf8("<?xml version=\"1.0\"?><a/>"), FileFlaw.NOT_CSV, "XML");
    assertRefused(CsvFiles.utf8("[\n {\"a\": 1}]"), FileFlaw.NOT_CSV, "JSON");
  }

  @Test
  void otherBinaryFilesAreRefused() {
    byte[] noise = new byte[4_096];
    SplittableRandom random = new SplittableRandom(7);
    random.nextBytes(noise);
    byte[] withoutNul = noise.clone();
    for (int i = 0; i < noise.length; i++) {
      withoutNul[i] = noise[i] == 0 ? 1 : noise[i];
    }
    byte[] textWithNul = CsvFiles.utf8("email,plan\nann@a.example,\0\0pro\n");

    assertRefused(noise, FileFlaw.NOT_CSV, "not a text file");
    assertRefused(withoutNul, FileFlaw.NOT_CSV, "not a text file");
    assertRefused(textWithNul, FileFlaw.NOT_CSV, "not a text file");
  }

  @Test
  void namesThatBeginLikeAFormatAreNames() throws Exception {
    assertThat(format(CsvFiles.utf8("PAR1,BZh,MZ\n1,2,3\n"))).isEqualTo(CsvFiles.COMMAS);
    assertThat(format(CsvFiles.utf8("[email],{plan}\na@a.example,x\n")).header()).isTrue();
  }

  private static void assertRefused(byte[] file, FileFlaw flaw, String... said) {
    assertThatThrownBy(() -> of(file))
        .isInstanceOfSatisfying(
            UnreadableFileException.class,
            e -> {
              assertThat(e.flaw()).isEqualTo(flaw);
              assertThat(e.detail()).contains(said);
            });
  }

  private static byte[] zip(String... namesAndContents) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setLevel(0);
      for (int i = 0; i < namesAndContents.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndContents[i]));
        zip.write(CsvFiles.utf8(namesAndContents[i + 1]));
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void titlesAboveATableArePassedOver() throws Exception {
    assertThat(skipped("Kunden\nemail;plan\na@e.com;pro\n")).isEqualTo(1);
    assertThat(
            skipped("Kunden;;\n;;\n\"Stand: heute\nabends\";;\nemail;plan;seats\na@e.com;pro;1\n"))
        .isEqualTo(4);
    assertThat(skipped("sep=;\nKunden;;\nemail;plan;seats\na@e.com;pro;1\n")).isEqualTo(2);
    // Rows of a table, however few cells they have.
    assertThat(skipped("email;plan\na@e.com;\nb@e.com;pro\n")).isZero();
    assertThat(skipped("email;;\na@e.com;pro;1\nb@e.com;pro;2\n")).isZero();
    assertThat(skipped("email\na@e.com\nb@e.com\n")).isZero();
    assertThat(skipped("a@e.com\nb@e.com;pro\nc@e.com;pro\n")).isZero();
    assertThat(skipped("email;plan;seats\n")).isZero();
    assertThat(skipped("Kunden\nemail;plan\n")).isZero();
  }

  private static int skipped(String text) throws UnreadableFileException {
    return format(CsvFiles.utf8(text)).skipRows();
  }

  private static CsvFormat format(byte[] file) throws UnreadableFileException {
    return Recognition.recognise(file, true, FormatWishes.NONE);
  }

  private static Recognition.Recognised of(byte[] file) throws UnreadableFileException {
    return Recognition.of(file, true, FormatWishes.NONE);
  }
}
