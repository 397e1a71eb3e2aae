package dev.muster.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.attribute.AttributeType;
import dev.muster.attribute.AttributeValue;
import dev.muster.attribute.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotationTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # text         | point     | comma
          12             | 12        | 12
          -12            | -12       | -12
          +12            | 12        | 12
          12.5           | 12.5      | -
          12,5           | -         | 12.5
          1.234          | 1.234     | 1234
          1,234          | 1234      | 1.234
          1.234,56       | -         | 1234.56
          1,234.56       | 1234.56   | -
          1.234.567      | -         | 1234567
          1,234,567      | 1234567   | -
          12 000,5       | -         | 12000.5
          12 000         | 12000     | 12000
          12\u00a0000,5 | -         | 12000.5
          12\u202f000   | 12000     | 12000
          1'234'567.8    | 1234567.8 | -
          1’234          | 1234      | 1234
          \u22123,5     | -         | -3.5
          -1.234,5       | -         | -1234.5
          0.125          | 0.125     | -
          0,125          | -         | 0.125
          .5             | 0.5       | -
          ,5             | -         | 0.5
          1.5e3          | 1500      | -
          1,5E+3         | -         | 1500
          1234.567       | 1234.567  | -
          1.23.456       | -         | -
          1,23,456       | -         | -
          12,34          | -         | 12.34
          1 234.567,8    | -         | -
          0 123          | -         | -
          1234 567       | -         | -
          12 00          | -         | -
          1.             | -         | -
          1,             | -         | -
          .              | -         | -
          -              | -         | -
          1.234e3        | 1234      | -
          12.12.2018     | -         | -
          192.168.1.1    | -         | -
          1.234 €        | -         | -
          """)
  void numbersAreReadByAPointOrByAComma(String text, String point, String comma) {
    String cell = text.translateEscapes().replace("\\u00a0", "\u00a0");

    assertThat(number(cell, Decimal.POINT)).as("by a point").isEqualTo(expected(point));
    assertThat(number(cell, Decimal.COMMA)).as("by a comma").isEqualTo(expected(comma));
    Double unknown = number(cell, null);
    if (expected(point) == null || expected(comma) == null) {
      assertThat(unknown).isEqualTo(expected(point) == null ? expected(comma) : expected(point));
    } else {
      assertThat(unknown).isEqualTo(point.equals(comma) ? expected(point) : null);
    }
  }

  private static @Nullable Double expected(String text) {
    return text.equals("-") ? null : Double.valueOf(text);
  }

  private static @Nullable Double number(String text, @Nullable Decimal decimal) {
    Reading read =
        reader(new Notation(Optional.ofNullable(decimal), Optional.empty()))
            .read(AttributeType.NUMBER, text);
    return read instanceof Reading.Value(AttributeValue.Numeric(double value)) ? value : null;
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # text                  | dmy                      | mdy                      | iso
          2026-05-01              | 2026-04-30T22:00:00Z     | 2026-04-30T22:00:00Z     | 2026-04-30T22:00:00Z
          2026-5-1                | 2026-04-30T22:00:00Z     | 2026-04-30T22:00:00Z     | 2026-04-30T22:00:00Z
          2026/05/01              | 2026-04-30T22:00:00Z     | 2026-04-30T22:00:00Z     | 2026-04-30T22:00:00Z
          2026-05-01 10:00:00     | 2026-05-01T08:00:00Z     | 2026-05-01T08:00:00Z     | 2026-05-01T08:00:00Z
          2026-01-01 10:00        | 2026-01-01T09:00:00Z     | 2026-01-01T09:00:00Z     | 2026-01-01T09:00:00Z
          2026-05-01T10:00:00.5   | 2026-05-01T08:00:00.500Z | 2026-05-01T08:00:00.500Z | 2026-05-01T08:00:00.500Z
          2026-05-01 10:00:00+00  | 2026-05-01T10:00:00Z     | 2026-05-01T10:00:00Z     | 2026-05-01T10:00:00Z
          2026-05-01 10:00:00 UTC | 2026-05-01T10:00:00Z     | 2026-05-01T10:00:00Z     | 2026-05-01T10:00:00Z
          2026-05-01T10:00:00Z    | 2026-05-01T10:00:00Z     | 2026-05-01T10:00:00Z     | 2026-05-01T10:00:00Z
          12.12.2018              | 2018-12-11T23:00:00Z     | 2018-12-11T23:00:00Z     | -
          31.1.2026               | 2026-01-30T23:00:00Z     | -                        | -
          1/31/2026               | -                        | 2026-01-30T23:00:00Z     | -
          31/01/2026 15:45        | 2026-01-31T14:45:00Z     | -                        | -
          12.12.2018 10:00:30     | 2018-12-12T09:00:30Z     | 2018-12-12T09:00:30Z     | -
          1/31/2026 3:45 PM       | -                        | 2026-01-31T14:45:00Z     | -
          1/31/2026 12:05 a.m.    | -                        | 2026-01-30T23:05:00Z     | -
          1/31/2026, 3:45:10 pm   | -                        | 2026-01-31T14:45:10Z     | -
          01/02/2026              | 2026-01-31T23:00:00Z     | 2026-01-01T23:00:00Z     | -
          02.01.2026              | 2026-01-01T23:00:00Z     | 2026-01-31T23:00:00Z     | -
          31/02/2026              | -                        | -                        | -
          31.12/2026              | -                        | -                        | -
          31.12.26                | -                        | -                        | -
          1/31/2026 13:45 PM      | -                        | -                        | -
          """)
  void datesAreReadInTheirOrder(String text, String dmy, String mdy, String iso) {
    assertThat(date(text, DateOrder.DMY)).as("dmy").isEqualTo(dmy);
    assertThat(date(text, DateOrder.MDY)).as("mdy").isEqualTo(mdy);
    assertThat(date(text, DateOrder.ISO)).as("iso").isEqualTo(iso);
    String unknown = date(text, null);
    if (dmy.equals("-") || mdy.equals("-")) {
      assertThat(unknown).isEqualTo(dmy.equals("-") ? mdy : dmy);
    } else {
      // Nobody writes the month first with points.
      boolean isDmy = dmy.equals(mdy) || text.contains(".");
      assertThat(unknown).isEqualTo(isDmy ? dmy : "-");
    }
  }

  private static String date(String text, @Nullable DateOrder order) {
    Reading read =
        reader(new Notation(Optional.empty(), Optional.ofNullable(order)))
            .read(AttributeType.DATE, text);
    return read instanceof Reading.Value(AttributeValue.Date(long millis))
        ? Instant.ofEpochMilli(millis).toString()
        : "-";
  }

  @Test
  void wordsOfSeveralLanguagesAreYesAndNo() {
    CellReader reader = reader(Notation.UNKNOWN);

    for (String yes : new String[] {"Ja", "OUI", "sí", "x", "t", "wahr", "1", "yes", "TRUE"}) {
      assertThat(reader.read(AttributeType.BOOLEAN, yes))
          .isEqualTo(new Reading.Value(new AttributeValue.Bool(true)));
    }
    for (String no : new String[] {"nein", "Non", "no", "f", "FALSCH", "0", "n", "false"}) {
      assertThat(reader.read(AttributeType.BOOLEAN, no))
          .isEqualTo(new Reading.Value(new AttributeValue.Bool(false)));
    }
  }

  @Test
  void reasonsSayWhatWouldBeTaken() {
    CellReader points =
        reader(new Notation(Optional.of(Decimal.POINT), Optional.of(DateOrder.ISO)));
    CellReader commas =
        reader(new Notation(Optional.of(Decimal.COMMA), Optional.of(DateOrder.DMY)));
    CellReader unknown = reader(Notation.UNKNOWN);

    assertThat(reason(points, AttributeType.NUMBER, "4.185,94"))
        .isEqualTo(
            "not a number: \"4.185,94\"; numbers of this file are written like 1234.56 - choose"
                + " decimal ,");
    assertThat(reason(commas, AttributeType.NUMBER, "12.5"))
        .isEqualTo(
            "not a number: \"12.5\"; numbers of this file are written like 1234,56 - choose decimal"
                + " .");
    assertThat(reason(commas, AttributeType.NUMBER, "n/a"))
        .isEqualTo("not a number: \"n/a\"; numbers are written like 1234,56");
    assertThat(reason(unknown, AttributeType.NUMBER, "1.234"))
        .isEqualTo(
            "two numbers, by a decimal point and by a decimal comma: \"1.234\"; choose decimal . or"
                + " ,");
    assertThat(reason(points, AttributeType.DATE, "12.12.2018"))
        .isEqualTo(
            "not a date: \"12.12.2018\"; dates of this file are written like 2026-12-31 - choose"
                + " dates dmy");
    assertThat(reason(commas, AttributeType.DATE, "12/31/2018"))
        .isEqualTo(
            "not a date: \"12/31/2018\"; dates of this file are written like 31.12.2026 - choose"
                + " dates mdy");
    assertThat(reason(unknown, AttributeType.DATE, "01/02/2026"))
        .isEqualTo(
            "two dates, by the day first and by the month first: \"01/02/2026\"; choose dates dmy or"
                + " mdy");
    assertThat(reason(unknown, AttributeType.BOOLEAN, "viele"))
        .isEqualTo("not a boolean: \"viele\"; write yes or no");
  }

  private static String reason(CellReader reader, AttributeType type, String cell) {
    return reader.read(type, cell) instanceof Reading.Refused(String reason) ? reason : "taken";
  }

  private static CellReader reader(Notation notation) {
    return new CellReader(CsvFiles.ZONE, notation);
  }

  @Test
  void aGermanFileIsRecognised() throws Exception {
    Recognition.Recognised found =
        of("email;umsatz;seit\na@e.com;4.185,94;12.12.2018\nb@e.com;1.234;1.2.2026\n");

    assertThat(found.format().notation())
        .isEqualTo(new Notation(Optional.of(Decimal.COMMA), Optional.of(DateOrder.DMY)));
    assertThat(found.unsure()).isEmpty();
  }

  @Test
  void anAmericanFileIsRecognised() throws Exception {
    Recognition.Recognised found =
        of("email,revenue,since\na@e.com,\"4,185.94\",1/31/2026\nb@e.com,\"1,234\",1/2/2026\n");

    assertThat(found.format().notation())
        .isEqualTo(new Notation(Optional.of(Decimal.POINT), Optional.of(DateOrder.MDY)));
    assertThat(found.unsure()).isEmpty();
  }

  @Test
  void whatFitsBothWaysIsNotCertainAndNotDecided() throws Exception {
    Recognition.Recognised found =
        of("email;umsatz;seit\na@e.com;1.234;01/02/2026\nb@e.com;12.000;03/04/2026\n");

    assertThat(found.format().notation()).isEqualTo(Notation.UNKNOWN);
    assertThat(found.likely())
        .isEqualTo(new Notation(Optional.of(Decimal.COMMA), Optional.of(DateOrder.DMY)));
    assertThat(found.unsure())
        .containsExactly(
            new Unsure(
                "decimal",
                Optional.of(","),
                "\"1.234\" in column \"umsatz\" and others there can be read by a decimal point and"
                    + " by a decimal comma; until one is chosen, such values are refused."),
            new Unsure(
                "dates",
                Optional.of("dmy"),
                "\"01/02/2026\" in column \"seit\" and others there can be read by the day first"
                    + " and by the month first; until one is chosen, such values are refused."));
  }

  @Test
  void otherColumnsDecideAndThatIsSaid() throws Exception {
    Recognition.Recognised found =
        of("email;umsatz;quote\na@e.com;1.234;0,5\nb@e.com;12.000;0,75\n");

    assertThat(found.format().notation().decimal()).hasValue(Decimal.COMMA);
    assertThat(found.unsure()).extracting(Unsure::what).containsExactly("decimal");
    assertThat(found.unsure().getFirst().reason())
        .endsWith("; other columns have decimal comma, so these are read by it, too.");
  }

  @Test
  void textsThatLookLikeNumbersNowAndThenDecideNothing() throws Exception {
    Recognition.Recognised found =
        of("email;note;seats\na@e.com;1,5;1.5\nb@e.com;ca. 3;2.5\nc@e.com;drei;3.5\n");

    assertThat(found.format().notation().decimal()).hasValue(Decimal.POINT);
  }

  @Test
  void whatIsWishedForIsNotDoubted() throws Exception {
    FormatWishes wishes =
        new FormatWishes(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new Notation(Optional.of(Decimal.POINT), Optional.of(DateOrder.MDY)),
            false);
    Recognition.Recognised found =
        Recognition.of(
            "email;umsatz;seit\na@e.com;1.234;01/02/2026\n".getBytes(StandardCharsets.UTF_8),
            true,
            wishes);

    assertThat(found.format().notation()).isEqualTo(wishes.notation());
    assertThat(found.unsure()).isEmpty();
  }

  private static Recognition.Recognised of(String text) throws Exception {
    return Recognition.of(text.getBytes(StandardCharsets.UTF_8), true, FormatWishes.NONE);
  }
}
