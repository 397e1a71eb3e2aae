package dev.muster.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateReaderTest {

  private final DateReader utc = new DateReader(ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource({
    "UTC,                 2026-05-01, 2026-05-01T00:00:00Z",
    "Europe/Berlin,       2026-05-01, 2026-04-30T22:00:00Z",
    "Europe/Berlin,       2026-01-01, 2025-12-31T23:00:00Z",
    "America/New_York,    2026-05-01, 2026-05-01T04:00:00Z",
    "Pacific/Kiritimati,  2026-05-01, 2026-04-30T10:00:00Z",
    // The days on which clocks change begin before they do.
    "Europe/Berlin,       2026-03-29, 2026-03-28T23:00:00Z",
    "Europe/Berlin,       2026-10-25, 2026-10-24T22:00:00Z",
    "America/New_York,    2026-03-08, 2026-03-08T05:00:00Z",
    "America/New_York,    2026-11-01, 2026-11-01T04:00:00Z",
    // Midnight was left out here: the day began at 01:00.
    "America/Sao_Paulo,   2018-11-04, 2018-11-04T03:00:00Z",
    "UTC,                 2024-02-29, 2024-02-29T00:00:00Z",
    "UTC,                 2000-02-29, 2000-02-29T00:00:00Z",
    "UTC,                 0001-01-01, 0001-01-01T00:00:00Z",
    "UTC,                 9999-12-31, 9999-12-31T00:00:00Z",
  })
  void aDayWithoutTimeIsItsFirstInstantInTheZone(ZoneId zone, String text, Instant instant) {
    assertThat(new DateReader(zone).ofText(text)).isEqualTo(millis(instant));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-05-01T10:00:00Z,                2026-05-01T10:00:00Z",
    "2026-05-01T10:00:00+02:00,           2026-05-01T08:00:00Z",
    "2026-05-01T10:00:00-00:00,           2026-05-01T10:00:00Z",
    "2026-05-01T00:30:00+05:45,           2026-04-30T18:45:00Z",
    "2026-05-01T10:00:00-18:00,           2026-05-02T04:00:00Z",
    "2026-05-01t10:00:00z,                2026-05-01T10:00:00Z",
    "2026-05-01 10:00:00Z,                2026-05-01T10:00:00Z",
    "2026-05-01T10:00:00.1Z,              2026-05-01T10:00:00.100Z",
    "2026-05-01T10:00:00.123456789Z,      2026-05-01T10:00:00.123Z",
    "2026-05-01T10:00:00.1239999999999Z,  2026-05-01T10:00:00.123Z",
    "1969-12-31T23:59:59.999Z,            1969-12-31T23:59:59.999Z",
    "2016-12-31T23:59:60Z,                2016-12-31T23:59:59Z",
    "2024-02-29T12:00:00Z,                2024-02-29T12:00:00Z",
    "0001-01-01T00:00:00Z,                0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999Z,            9999-12-31T23:59:59.999Z",
  })
  void aDateTimeKeepsItsInstantWhateverTheZone(String text, Instant instant) {
    assertThat(utc.ofText(text)).isEqualTo(millis(instant));
    assertThat(new DateReader(ZoneId.of("Asia/Tokyo")).ofText(text)).isEqualTo(millis(instant));
  }

  @ParameterizedTest
  @CsvSource({
    "0,                    1970-01-01T00:00:00Z",
    "1,                    1970-01-01T00:00:01Z",
    "-1,                   1969-12-31T23:59:59Z",
    "1777593600,           2026-05-01T00:00:00Z",
    "1777593600.5,         2026-05-01T00:00:00.500Z",
    "1777593600.1234567,   2026-05-01T00:00:00.123Z",
    "1777593600.12345678901234, 2026-05-01T00:00:00.123Z",
    "1.7775936e9,          2026-05-01T00:00:00Z",
    "17775936000e-1,       2026-05-01T00:00:00Z",
    "1.7775936E+12,        2026-05-01T00:00:00Z",
    "1777593600123,        2026-05-01T00:00:00.123Z",
    "1777593600123.75,     2026-05-01T00:00:00.123Z",
    // The border between seconds and milliseconds, either way.
    "99999999999,          5138-11-16T09:46:39Z",
    "100000000000,         1973-03-03T09:46:40Z",
    "-99999999999,         ",
    "-100000000000,        1966-10-31T14:13:20Z",
    // The first and the last instant, and one beyond.
    "-62135596800,         0001-01-01T00:00:00Z",
    "-62135596801,         ",
    "-62135596800000,      0001-01-01T00:00:00Z",
    "-62135596800001,      ",
    "253402300799999,      9999-12-31T23:59:59.999Z",
    "253402300800000,      ",
    "1777593600123456,     ",
    "1e99,                 ",
    "1e-99,                1970-01-01T00:00:00Z",
  })
  void anEpochNumberIsSecondsOrMillisecondsByItsSize(String literal, Instant instant) {
    OptionalLong expected = instant == null ? OptionalLong.empty() : millis(instant);
    assertThat(utc.ofNumber(literal)).isEqualTo(expected);
    assertThat(utc.ofText(literal)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-30",
        "2025-02-29",
        "1900-02-29",
        "2026-04-31",
        "2026-13-01",
        "2026-00-10",
        "2026-01-00",
        "0000-12-31",
        "10000-01-01",
        "+2026-05-01",
        "-0001-01-01",
        "26-05-01",
        "2026-5-1",
        "2026/05/01",
        "20260501T100000Z",
        "2026-W18-5",
        "01.05.2026",
        "2026-02-30T10:00:00Z",
        "2026-05-01T24:00:00Z",
        "2026-05-01T10:60:00Z",
        "2026-05-01T10:00:61Z",
        "2026-05-01T10:00:00",
        "2026-05-01T10:00Z",
        "2026-05-01T10:00:00+0200",
        "2026-05-01T10:00:00+02:60",
        "2026-05-01T10:00:00.Z",
        "2026-05-01T10:00:00Z[UTC]",
        "0000-12-31T23:59:59Z",
        "0001-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01",
        "٢٠٢٦-٠٥-٠١",
        "Fri, 01 May 2026 10:00:00 GMT",
        "",
        "now",
        "NaN",
        "+1777593600",
        "1777593600s",
        "0x6a",
        "1e",
        ".5",
        "--1",
        "1777593600000000000000000000000000",
      })
  void whatIsNoDateIsNoDate(String text) {
    assertThat(utc.ofText(text)).isEmpty();
  }

  @Test
  void aDayWhoseFirstInstantIsInAnotherMillenniumIsRefused() {
    assertThat(new DateReader(ZoneId.of("Asia/Tokyo")).ofText("0001-01-01")).isEmpty();
    assertThat(new DateReader(ZoneId.of("Asia/Tokyo")).ofText("0001-01-02")).isPresent();
  }

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void readsWhatTheJdkReads(int seed) {
    Random random = new Random(seed);
    ZoneId zone =
        ZoneId.of(
            new String[] {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"}
                [random.nextInt(4)]);
    DateReader reader = new DateReader(zone);
    for (int i = 0; i < 100; i++) {
      LocalDate day = LocalDate.ofEpochDay(random.nextLong(-719_000, 2_932_000));
      assertThat(reader.ofText(day.toString()))
          .isEqualTo(millis(day.atStartOfDay(zone).toInstant()));
      OffsetDateTime time =
          day.atTime(random.nextInt(24), random.nextInt(60), 1 + random.nextInt(59))
              .plusNanos(random.nextInt(1_000_000_000))
              .atOffset(ZoneOffset.ofTotalSeconds(60 * random.nextInt(-18 * 60, 18 * 60 + 1)));
      assertThat(reader.ofText(time.toString())).isEqualTo(millis(time.toInstant()));
    }
  }

  /// One or two characters are changed, put in or taken out, and the reading must be that of a
  /// grammar written as regular expressions and read by the JDK.
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void readsWhatIsNearlyADateAsTheGrammarSays(int seed) {
    Random random = new Random(seed);
    String[] dates = {
      "2026-05-01",
      "2024-02-29T23:59:60Z",
      "0001-01-01T00:00:00.5+00:00",
      "9999-12-31 23:59:59,999999999999-17:59",
      "1969-12-31t23:59:59.0z"
    };
    String characters = "0123456789-+:.,TtZz e\u0663";
    for (int i = 0; i < 200; i++) {
      StringBuilder text = new StringBuilder(dates[random.nextInt(dates.length)]);
      for (int change = 0; change <= random.nextInt(2); change++) {
        int at = random.nextInt(text.length());
        char put = characters.charAt(random.nextInt(characters.length()));
        switch (random.nextInt(3)) {
          case 0 -> text.setCharAt(at, put);
          case 1 -> text.insert(at, put);
          default -> text.deleteCharAt(at);
        }
      }
      assertThat(utc.ofText(text.toString())).as(text.toString()).isEqualTo(naive(text.toString()));
    }
  }

  private static final Pattern DATE =
      Pattern.compile(
          "([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[Tt ]([0-9]{2}:[0-9]{2}:)([0-9]{2})"
              + "(?:[.,]([0-9]+))?([Zz]|[+-][0-9]{2}:[0-9]{2}))?");

  private static OptionalLong naive(String text) {
    Matcher parts = DATE.matcher(text);
    if (!parts.matches()) {
      return new DateReader(ZoneOffset.UTC).ofNumber(text);
    }
    try {
      String time = parts.group(2);
      if (time == null) {
        return inRange(LocalDate.parse(parts.group(1)).atStartOfDay().toInstant(ZoneOffset.UTC));
      }
      String second = parts.group(3).equals("60") ? "59" : parts.group(3);
      String fraction = parts.group(4) == null ? "0" : parts.group(4);
      String nanos = fraction.substring(0, Math.min(9, fraction.length()));
      LocalDateTime local = LocalDateTime.parse(parts.group(1) + "T" + time + second + "." + nanos);
      return inRange(local.toInstant(ZoneOffset.of(parts.group(5).toUpperCase(Locale.ROOT))));
    } catch (DateTimeException _) {
      return OptionalLong.empty();
    }
  }

  private static OptionalLong inRange(Instant instant) {
    long epochMillis = instant.toEpochMilli();
    return epochMillis < DateReader.LEAST || epochMillis > DateReader.GREATEST
        ? OptionalLong.empty()
        : OptionalLong.of(epochMillis);
  }

  private static OptionalLong millis(Instant instant) {
    return OptionalLong.of(instant.toEpochMilli());
  }
}
