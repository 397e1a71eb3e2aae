package dev.muster.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.attribute.AttributeType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What rules say of days, held to the local date that java.time gives an instant.
class DateRangesTest {

  private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");

  /// Plain days, days of 23, 24.5 and 25 hours, a leap day, the turn of a year, a day that begins
  /// at 01:00, and one that a country left out.
  static Stream<Arguments> days() {
    return Stream.of(
        Arguments.of("Europe/Berlin", "2026-05-01"),
        Arguments.of("Europe/Berlin", "2026-03-29"),
        Arguments.of("Europe/Berlin", "2026-10-25"),
        Arguments.of("America/New_York", "2026-03-08"),
        Arguments.of("America/New_York", "2026-11-01"),
        Arguments.of("Australia/Lord_Howe", "2026-04-05"),
        Arguments.of("UTC", "2024-02-29"),
        Arguments.of("Pacific/Kiritimati", "2025-12-31"),
        Arguments.of("America/Sao_Paulo", "2018-11-04"),
        Arguments.of("Pacific/Apia", "2011-12-30"),
        Arguments.of("Pacific/Apia", "2011-12-29"),
        Arguments.of("Pacific/Apia", "2011-12-31"));
  }

  @ParameterizedTest(name = "{1} in {0}")
  @MethodSource("days")
  void aRuleOverDaysLooksOnlyAtTheLocalDate(String zoneName, String text) throws Exception {
    ZoneId zone = ZoneId.of(zoneName);
    LocalDate day = LocalDate.parse(text);
    LocalDate last = day.plusDays(2);
    Literal one = new Literal.Text(text);
    Literal two = new Literal.Items(List.of(one, new Literal.Text(last.toString())));
    for (long millis : around(day, zone)) {
      LocalDate date = Instant.ofEpochMilli(millis).atZone(zone).toLocalDate();
      String at = Instant.ofEpochMilli(millis).toString();
      assertThat(holds(zone, Operator.EQUAL, one, millis)).as(at).isEqualTo(date.equals(day));
      assertThat(holds(zone, Operator.NOT_EQUAL, one, millis)).as(at).isEqualTo(!date.equals(day));
      assertThat(holds(zone, Operator.LESS, one, millis)).as(at).isEqualTo(date.isBefore(day));
      assertThat(holds(zone, Operator.AT_MOST, one, millis)).as(at).isEqualTo(!date.isAfter(day));
      assertThat(holds(zone, Operator.GREATER, one, millis)).as(at).isEqualTo(date.isAfter(day));
      assertThat(holds(zone, Operator.AT_LEAST, one, millis)).as(at).isEqualTo(!date.isBefore(day));
      assertThat(holds(zone, Operator.BETWEEN, two, millis))
          .as(at)
          .isEqualTo(!date.isBefore(day) && !date.isAfter(last));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin,    2026-05-01, 2026-04-30T22:00:00Z, 24.0",
    "Europe/Berlin,    2026-03-29, 2026-03-28T23:00:00Z, 23.0",
    "Europe/Berlin,    2026-10-25, 2026-10-24T22:00:00Z, 25.0",
    "America/New_York, 2026-03-08, 2026-03-08T05:00:00Z, 23.0",
    "America/New_York, 2026-11-01, 2026-11-01T04:00:00Z, 25.0",
    "Australia/Lord_Howe, 2026-04-05, 2026-04-04T13:00:00Z, 24.5",
    "UTC,              2024-02-29, 2024-02-29T00:00:00Z, 24.0",
    "Pacific/Apia,     2011-12-30, 2011-12-30T10:00:00Z, 0.0",
  })
  void aDayIsAsLongAsItsClocksMakeIt(ZoneId zone, String day, Instant first, double hours) {
    DateRange range = new DateRanges(zone).dayOf(new Literal.Text(day)).orElseThrow();
    AsOf asOf = new AsOf(NOW, zone);
    assertThat(range.firstMillis(asOf)).isEqualTo(first.toEpochMilli());
    assertThat(range.lastMillis(asOf) + 1 - range.firstMillis(asOf))
        .isEqualTo((long) (hours * 3_600_000));
  }

  @ParameterizedTest
  @CsvSource({
    // The same instant lies in another day here and there; the offset written with it is no zone.
    "Europe/Berlin,    2026-05-01T23:30:00Z,      2026-05-02",
    "America/New_York, 2026-05-02T01:30:00Z,      2026-05-01",
    "UTC,              2026-05-02T01:30:00+14:00, 2026-05-01",
    "Europe/Berlin,    2026-10-25T00:30:00Z,      2026-10-25",
    "Europe/Berlin,    2026-10-25T23:00:00Z,      2026-10-26",
  })
  void equalToADateTimeIsTheDayItLiesInInTheZone(ZoneId zone, String time, String day) {
    DateRanges ranges = new DateRanges(zone);
    assertThat(ranges.dayOf(new Literal.Text(time)))
        .isPresent()
        .isEqualTo(ranges.dayOf(new Literal.Text(day)));
  }

  @Test
  void aDateTimeIsComparedToTheMillisecond() throws Exception {
    ZoneId zone = ZoneId.of("Europe/Berlin");
    Literal time = new Literal.Text("2026-03-29T01:00:00.000Z");
    long exact = Instant.parse("2026-03-29T01:00:00Z").toEpochMilli();
    for (long millis = exact - 1; millis <= exact + 1; millis++) {
      assertThat(holds(zone, Operator.LESS, time, millis)).isEqualTo(millis < exact);
      assertThat(holds(zone, Operator.AT_MOST, time, millis)).isEqualTo(millis <= exact);
      assertThat(holds(zone, Operator.GREATER, time, millis)).isEqualTo(millis > exact);
      assertThat(holds(zone, Operator.AT_LEAST, time, millis)).isEqualTo(millis >= exact);
      Literal both = new Literal.Items(List.of(time, time));
      assertThat(holds(zone, Operator.BETWEEN, both, millis)).isEqualTo(millis == exact);
      assertThat(holds(zone, Operator.NOT_BETWEEN, both, millis)).isEqualTo(millis != exact);
    }
  }

  @Test
  void betweenADateTimeAndADayEndsWithTheDay() throws Exception {
    ZoneId zone = ZoneId.of("America/New_York");
    Literal range =
        new Literal.Items(
            List.of(new Literal.Text("2026-11-01T12:00:00Z"), new Literal.Text("2026-11-01")));
    for (String inside : List.of("2026-11-01T12:00:00Z", "2026-11-02T04:59:59.999Z")) {
      assertThat(holds(zone, Operator.BETWEEN, range, millis(inside))).isTrue();
    }
    for (String outside : List.of("2026-11-01T11:59:59.999Z", "2026-11-02T05:00:00Z")) {
      assertThat(holds(zone, Operator.BETWEEN, range, millis(outside))).isFalse();
    }
  }

  @Test
  void openRangesReachTheFirstAndTheLastDateThereIs() throws Exception {
    ZoneId zone = ZoneId.of("Europe/Berlin");
    Literal day = new Literal.Text("2026-05-01");
    assertThat(holds(zone, Operator.LESS, day, millis("0001-01-01T00:00:00Z"))).isTrue();
    assertThat(holds(zone, Operator.GREATER, day, millis("9999-12-31T23:59:59.999Z"))).isTrue();
    Literal end = new Literal.Text("9999-12-31");
    assertThat(holds(zone, Operator.EQUAL, end, millis("9999-12-31T22:59:59.999Z"))).isTrue();
    assertThat(holds(zone, Operator.GREATER, end, millis("9999-12-31T23:00:00Z"))).isTrue();
  }

  /// Every border of the days around a day, a millisecond to either side of it, and moments
  /// between.
  private static List<Long> around(LocalDate day, ZoneId zone) {
    Random random = new Random(day.toEpochDay());
    return Stream.iterate(day.minusDays(2), date -> date.plusDays(1))
        .limit(7)
        .flatMap(date -> {
          long start = date.atStartOfDay(zone).toInstant().toEpochMilli();
          LocalTime time = LocalTime.ofNanoOfDay(random.nextLong(86_400_000_000_000L));
          long within = ZonedDateTime.of(date, time, zone).toInstant().toEpochMilli();
          return Stream.of(start - 1, start, start + 1, within);
        })
        .toList();
  }

  private static long millis(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }

  private static boolean holds(ZoneId zone, Operator operator, Literal value, long millis)
      throws ConditionException {
    Condition rule = new Condition.Rule(ShopFields.of(AttributeType.DATE), operator, value, false);
    return holds(new Resolver(new ShopFields(), zone).resolve(rule), new AsOf(NOW, zone), millis);
  }

  static boolean holds(ResolvedCondition resolved, AsOf asOf, long millis) {
    return switch (resolved) {
      case ResolvedCondition.Not(var part) -> !holds(part, asOf, millis);
      case ResolvedCondition.DateIs(_, DateRange range) ->
          range.firstMillis(asOf) <= millis && millis <= range.lastMillis(asOf);
      case ResolvedCondition.All _,
          ResolvedCondition.Any _,
          ResolvedCondition.HasValue _,
          ResolvedCondition.TextIs _,
          ResolvedCondition.NumberIs _,
          ResolvedCondition.BooleanIs _,
          ResolvedCondition.ListIs _ ->
          throw new IllegalArgumentException("not about a date: " + resolved);
    };
  }
}
