package dev.muster.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.attribute.AttributeValue.Bool;
import dev.muster.attribute.AttributeValue.Date;
import dev.muster.attribute.AttributeValue.Numeric;
import dev.muster.attribute.AttributeValue.Text;
import dev.muster.attribute.AttributeValue.Texts;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueReaderTest {

  private final ValueReader reader = new ValueReader(ZoneId.of("Europe/Berlin"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "pro"      | pro
          ""         | ``
          "  pro "   | `  pro `
          "null"     | null
          "true"     | true
          42         | 42
          42.0       | 42.0
          1.50e+3    | 1.50e+3
          -0         | -0
          1e999      | 1e999
          true       | true
          false      | false
          """)
  void aStringTakesTextAndNumbersAndBooleansAsWritten(String json, String text) {
    assertThat(read(AttributeType.STRING, json)).isEqualTo(new Reading.Value(new Text(text)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          42                       | 42
          -42.5                    | -42.5
          1e3                      | 1000
          1.5E-2                   | 0.015
          0                        | 0
          -0.0                     | 0
          1e-999                   | 0
          1.7976931348623157e308   | 1.7976931348623157e308
          "42"                     | 42
          "  -1.5 "                | -1.5
          "+7"                     | 7
          "1e3"                    | 1000
          "007"                    | 7
          """)
  void aNumberTakesNumbersAndStringsThatAreOne(String json, double number) {
    assertThat(read(AttributeType.NUMBER, json)).isEqualTo(new Reading.Value(new Numeric(number)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          true     | true
          false    | false
          "true"   | true
          "TRUE"   | true
          " Yes "  | true
          "yEs"    | true
          "1"      | true
          "false"  | false
          "False"  | false
          "NO"     | false
          "0"      | false
          """)
  void aBooleanTakesBooleansAndTheSixWordsInAnyCase(String json, boolean value) {
    assertThat(read(AttributeType.BOOLEAN, json)).isEqualTo(new Reading.Value(new Bool(value)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "2026-05-01"                 | 2026-04-30T22:00:00Z
          " 2026-05-01 "               | 2026-04-30T22:00:00Z
          "2026-05-01T10:00:00+02:00"  | 2026-05-01T08:00:00Z
          "2026-05-01t10:00:00z"       | 2026-05-01T10:00:00Z
          1777593600                   | 2026-05-01T00:00:00Z
          1777593600123                | 2026-05-01T00:00:00.123Z
          "1777593600"                 | 2026-05-01T00:00:00Z
          0                            | 1970-01-01T00:00:00Z
          """)
  void aDateTakesDaysDateTimesAndEpochNumbers(String json, Instant instant) {
    assertThat(read(AttributeType.DATE, json))
        .isEqualTo(new Reading.Value(new Date(instant.toEpochMilli())));
  }

  @Test
  void aListTakesArraysOfStringsInTheirOrderAndWhatComesTwiceOnce() {
    assertThat(read(AttributeType.STRINGS, "[\"b\", \"a\", \"\", \"b\", \"B\"]"))
        .isEqualTo(new Reading.Value(new Texts(List.of("b", "a", "", "B"))));
    assertThat(read(AttributeType.STRINGS, "[]"))
        .isEqualTo(new Reading.Value(new Texts(List.of())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          STRING  | ["a"]          | not a string: an array
          STRING  | {}             | not a string: an object
          NUMBER  | "n/a"          | not a number: "n/a"
          NUMBER  | ""             | not a number: ""
          NUMBER  | "1,000"        | not a number: "1,000"
          NUMBER  | "1 000"        | not a number: "1 000"
          NUMBER  | "0x10"         | not a number: "0x10"
          NUMBER  | "1d"           | not a number: "1d"
          NUMBER  | ".5"           | not a number: ".5"
          NUMBER  | "5."           | not a number: "5."
          NUMBER  | "1e"           | not a number: "1e"
          NUMBER  | "-"            | not a number: "-"
          NUMBER  | "NaN"          | not a number: "NaN"
          NUMBER  | "-Infinity"    | not a number: "-Infinity"
          NUMBER  | "٤٢"           | not a number: "٤٢"
          NUMBER  | 1e999          | a number out of range: 1e999
          NUMBER  | -1e309         | a number out of range: -1e309
          NUMBER  | "1e999"        | not a number: "1e999"
          NUMBER  | true           | not a number: true
          NUMBER  | [1]            | not a number: an array
          NUMBER  | {}             | not a number: an object
          BOOLEAN | "on"           | not a boolean: "on"
          BOOLEAN | ""             | not a boolean: ""
          BOOLEAN | "1.0"          | not a boolean: "1.0"
          BOOLEAN | 1              | not a boolean: 1
          BOOLEAN | 0              | not a boolean: 0
          BOOLEAN | [true]         | not a boolean: an array
          BOOLEAN | {}             | not a boolean: an object
          DATE    | "2026-02-30"   | not a date: "2026-02-30"
          DATE    | ""             | not a date: ""
          DATE    | "yesterday"    | not a date: "yesterday"
          DATE    | 1e30           | not a date: 1e30
          DATE    | false          | not a date: false
          DATE    | []             | not a date: an array
          DATE    | {}             | not a date: an object
          STRINGS | "a"            | not a list of strings: "a"
          STRINGS | 1              | not a list of strings: 1
          STRINGS | true           | not a list of strings: true
          STRINGS | ["a", 1]       | not a list of strings: an array with something else in it
          STRINGS | ["a", null]    | not a list of strings: an array with something else in it
          STRINGS | [["a"]]        | not a list of strings: an array with something else in it
          STRINGS | {}             | not a list of strings: an object
          """)
  void whatDoesNotFitIsRefusedInWords(AttributeType type, String json, String reason) {
    assertThat(read(type, json)).isEqualTo(new Reading.Refused(reason));
  }

  static Stream<Arguments> textsOfEveryWidth() {
    return Stream.of("a", "é", "€", "😀", "\u0000").map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("textsOfEveryWidth")
  void aStringMayHave1024BytesOfUtf8AndNotOneMore(String character) {
    int width = character.getBytes(StandardCharsets.UTF_8).length;
    String longest = character.repeat(1024 / width) + "a".repeat(1024 % width);
    assertThat(reader.ofString(AttributeType.STRING, longest))
        .isEqualTo(new Reading.Value(new Text(longest)));
    String reason = "a string of 1025 bytes; at most 1024 are taken";
    assertThat(reader.ofString(AttributeType.STRING, longest + "a"))
        .isEqualTo(new Reading.Refused(reason));
    assertThat(reader.ofStrings(AttributeType.STRINGS, List.of("a", longest + "a")))
        .isEqualTo(new Reading.Refused(reason));
    assertThat(reader.ofStrings(AttributeType.STRINGS, List.of(longest)))
        .isEqualTo(new Reading.Value(new Texts(List.of(longest))));
  }

  @Test
  void aListMayHave100ValuesAndNotOneMore() {
    List<String> most = IntStream.range(0, 100).mapToObj(i -> "tag" + i).toList();
    assertThat(reader.ofStrings(AttributeType.STRINGS, most))
        .isEqualTo(new Reading.Value(new Texts(most)));
    List<String> more = new ArrayList<>(most);
    more.add("tag100");
    assertThat(reader.ofStrings(AttributeType.STRINGS, more))
        .isEqualTo(new Reading.Refused("a list of 101 values; at most 100 are taken"));
  }

  @ParameterizedTest
  @EnumSource(names = "STRINGS", mode = EnumSource.Mode.EXCLUDE)
  void aListOfStringsIsNoValueOfAnotherTypeHoweverLong(AttributeType type) {
    assertThat(reader.ofStrings(type, Collections.nCopies(200, "a")))
        .isEqualTo(new Reading.Refused("not a " + type.code() + ": an array"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud83d", "a\ude00", "\ud83d\ud83d\ude00", "\ude00\ud83d"})
  void halfOfASurrogatePairIsNoText(String text) {
    Reading refused = new Reading.Refused("not well-formed text: half of a surrogate pair");
    assertThat(reader.ofString(AttributeType.STRING, text)).isEqualTo(refused);
    assertThat(reader.ofStrings(AttributeType.STRINGS, List.of("a", text))).isEqualTo(refused);
  }

  @Test
  void aNumberMayBeWrittenWithAThousandDigits() {
    String third = "0." + "3".repeat(998);
    Reading expected = new Reading.Value(new Numeric(new BigDecimal(third).doubleValue()));
    assertThat(read(AttributeType.NUMBER, third)).isEqualTo(expected);
    assertThat(read(AttributeType.NUMBER, "\"" + third + "\"")).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {59, 60, 61, 62, 63, 64, 5_000})
  void aReasonShowsAtMostSixtyCharactersOfAStringBetweenTwoQuotes(int length) {
    String shown = length <= 60 ? "x".repeat(length) : "x".repeat(60) + "…";
    assertThat(reader.ofString(AttributeType.NUMBER, "x".repeat(length)))
        .isEqualTo(new Reading.Refused("not a number: \"" + shown + "\""));
  }

  @Test
  void aReasonShowsAtMostSixtyCharactersOfANumber() {
    assertThat(reader.ofNumber(AttributeType.BOOLEAN, "1".repeat(61)))
        .isEqualTo(new Reading.Refused("not a boolean: " + "1".repeat(60) + "…"));
  }

  @Test
  void aReasonIsWellFormedWhereverItIsCutAndWhateverItShows() {
    String cutInside = "x".repeat(59) + "😀" + "x".repeat(9);
    assertThat(reader.ofString(AttributeType.NUMBER, cutInside))
        .isEqualTo(new Reading.Refused("not a number: \"" + "x".repeat(59) + "…\""));
    assertThat(reader.ofString(AttributeType.NUMBER, "a\ud83db\ude00😀"))
        .isEqualTo(new Reading.Refused("not a number: \"a\ufffdb\ufffd😀\""));
  }

  /// Reads JSON through the entry for its kind, as a mapping does.
  private Reading read(AttributeType type, String json) {
    JsonNode node = tree(json);
    return switch (node.getNodeType()) {
      case STRING -> reader.ofString(type, node.textValue());
      case NUMBER -> reader.ofNumber(type, json);
      case BOOLEAN -> reader.ofBoolean(type, node.booleanValue());
      case OBJECT -> reader.ofObject(type);
      case ARRAY ->
          node.valueStream().allMatch(JsonNode::isTextual)
              ? reader.ofStrings(type, node.valueStream().map(JsonNode::textValue).toList())
              : reader.ofArray(type);
      case NULL, MISSING, BINARY, POJO -> throw new IllegalArgumentException(json);
    };
  }

  private static JsonNode tree(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException(json, wrong);
    }
  }
}
