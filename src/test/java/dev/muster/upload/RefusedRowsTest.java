package dev.muster.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.catalog.Integration;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RefusedRowsTest {

  private static final Integration SEATS =
      CsvFiles.integration("email", "seats:seats:number", "since:since:date", "note:note:string");

  private static final String HEADER = "email,seats,since,note\n";

  private static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @Test
  void rowsKeepTheirCellsAndSayWhereAndWhy() throws Exception {
    assertThat(refused(HEADER + "a@a,1,2026-01-01,fine\nb@b,many,soon,\"x, \"\"y\"\"\"\n,1,,z\n"))
        .isEqualTo(
            "email,seats,since,note,muster_line,muster_column,muster_reason\r\n"
                + "b@b,many,soon,\"x, \"\"y\"\"\",3,seats; since,\"not a number: \"\"many\"\"; numbers are"
                + " written like 1234.56; not a date:"
                + " \"\"soon\"\"; dates are written like 2026-12-31\"\r\n"
                + ",1,,z,4,email,\"the identifier at \"\"email\"\" is an empty string; send a string or a"
                + " number there\"\r\n");
  }

  @Test
  void whatASpreadsheetCouldTakeForAFormulaIsMadeHarmless() throws Exception {
    assertThat(refused(HEADER + "=1+1,many,@x,'-y\n"))
        .contains("\r\n'=1+1,many,'@x,''-y,2,seats; since,");
  }

  @Test
  void aRepairedFileIsReadAsIfItHadNeverBeenRefused() throws Exception {
    String rejected = refused(HEADER + "=a,many,2026-01-01,'=x\n");

    List<RowReading> readings = CsvFiles.map(SEATS, rejected.replace("many", "7"));

    assertThat(readings).isEqualTo(CsvFiles.map(SEATS, HEADER + "=a,7,2026-01-01,'=x\n"));
  }

  @Test
  void aRaggedRowStaysRefusedUntilSomebodySaysThatItIsInOrder() throws Exception {
    String rejected = refused(HEADER + "a@a,1\nb@b,2,,x,y,z\n");

    assertThat(rejected)
        .contains("a@a,1,,,2,,has 2 cells where the header has 4\r\n")
        .contains("b@b,2,,\"x,y,z\",3,,has 6 cells where the header has 4\r\n");
    assertThat(CsvFiles.map(SEATS, rejected))
        .allSatisfy(read -> {
          assertThat(read.update()).isNull();
          assertThat(read.refused().getFirst().reason()).contains("empty muster_reason");
        });
    assertThat(refused(rejected)).contains("a@a,1,,,2,,muster_reason still says");
    assertThat(CsvFiles.map(SEATS, refused(rejected))).allMatch(read -> read.update() == null);
    assertThat(CsvFiles.map(SEATS, rejected.replaceAll("has \\d cells where the header has 4", "")))
        .allMatch(read -> read.update() != null);
  }

  @Test
  void aFileIsGoneOnWithWithoutASecondHeader() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CsvRows rows = CsvRows.open(CsvFiles.stream(HEADER + "x,y\n"), CsvFiles.COMMAS)) {
      Row row = rows.next();
      assertThat(row).isNotNull();
      RefusedRows.begin(out, rows.columns(), Delimiter.COMMA).close();
      try (RefusedRows more = RefusedRows.goOn(out, rows.columns(), Delimiter.COMMA)) {
        if (row != null) {
          more.write(row, List.of(new RefusedCell("", "no")));
        }
      }
    }

    assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(2);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void nothingChangesByTheRoundTrip(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder file = new StringBuilder(HEADER);
    for (int i = 0; i < 20; i++) {
      file.append(cell(random)).append("x,many,").append(cell(random)).append(',');
      file.append(cell(random)).append('\n');
    }

    String rejected = refused(file.toString());
    String again = refused(rejected);

    assertThat(cells(again)).isEqualTo(cells(rejected));
    assertThat(CsvFiles.map(SEATS, rejected)).isEqualTo(CsvFiles.map(SEATS, file.toString()));
  }

  private static String cell(SplittableRandom random) {
    String[] pieces = {"'", "=", "+", "-", "@", "a", " ", "1", "2026-01-01", "ä"};
    StringBuilder cell = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      cell.append(pieces[random.nextInt(pieces.length)]);
    }
    return cell.toString();
  }

  /// Without the columns of the repair, since lines are others.
  private static List<List<String>> cells(String rejected)
      throws IOException, UnreadableFileException {
    return CsvFiles.read(rejected).stream().map(row -> row.subList(0, 4)).toList();
  }

  private static String refused(String text) throws IOException, UnreadableFileException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CsvRows rows = CsvRows.open(CsvFiles.stream(text), CsvFiles.COMMAS);
        RefusedRows refused = RefusedRows.begin(out, rows.columns(), Delimiter.COMMA)) {
      RowMapping mapping =
          RowMapping.of(
              SEATS, CsvFiles.ZONE, Optional.empty(), rows.columns(), Notation.UNKNOWN, false);
      for (Row row = rows.next(); row != null; row = rows.next()) {
        List<RefusedCell> cells = mapping.read(row).refused();
        if (!cells.isEmpty()) {
          refused.write(row, cells);
        }
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
