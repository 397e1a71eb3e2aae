package dev.muster.csv;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

  @Test
  void cellsAreQuotedWhereTheyHaveTo() {
    Csv csv = new Csv();
    csv.text("a");
    csv.text("b, \"c\"");
    csv.empty();
    csv.text("d\ne");
    csv.number(-1);
    csv.number(1.2e21);
    csv.number(-0.5);
    csv.end();

    assertThat(csv.take())
        .isEqualTo("a,\"b, \"\"c\"\"\",,\"d\ne\",-1,1200000000000000000000,-0.5\r\n");
    assertThat(csv.length()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1", "+1", "-1", "@x", "\tx", "'=1", "''@"})
  void whatCouldBeAFormulaGetsAnApostropheThatComesOffAgain(String text) {
    assertThat(written(text)).isEqualTo("'" + text);
    assertThat(Csv.unquoted(written(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "'", "''", "'a", "a=1", "'a=", " =1"})
  void otherTextsStayAsTheyAre(String text) {
    assertThat(written(text)).isEqualTo(text);
    assertThat(Csv.unquoted(text)).isEqualTo(text);
  }

  private static String written(String text) {
    Csv csv = new Csv();
    csv.text(text);
    return csv.take();
  }
}
