package dev.muster.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Dates that are said as seen from now, with what the calendar says written out.
class MomentTest {

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin,    2026-05-31T10:00:00Z, 30, minutes, 2026-05-31T09:30:00Z",
    "Europe/Berlin,    2026-05-31T10:00:00Z, 36, hours,   2026-05-29T22:00:00Z",
    "Europe/Berlin,    2026-05-31T10:00:00Z, 30, days,    2026-05-01T10:00:00Z",
    "Europe/Berlin,    2026-05-31T10:00:00Z, 2,  weeks,   2026-05-17T10:00:00Z",
    "Europe/Berlin,    2026-05-31T10:00:00Z, 1,  months,  2026-04-30T10:00:00Z",
    "Europe/Berlin,    2026-05-31T10:00:00Z, 0,  days,    2026-05-31T10:00:00Z",
    // A calendar day may have 23 or 25 hours; 24 hours are always 24 hours.
    "Europe/Berlin,    2026-03-29T20:00:00Z, 1,  days,    2026-03-28T21:00:00Z",
    "Europe/Berlin,    2026-03-29T20:00:00Z, 24, hours,   2026-03-28T20:00:00Z",
    "Europe/Berlin,    2026-10-25T20:00:00Z, 1,  days,    2026-10-24T19:00:00Z",
    "Europe/Berlin,    2026-10-25T20:00:00Z, 24, hours,   2026-10-24T20:00:00Z",
    "America/New_York, 2026-03-08T20:00:00Z, 1,  weeks,   2026-03-01T21:00:00Z",
    "America/New_York, 2026-11-01T20:00:00Z, 1,  months,  2026-10-01T19:00:00Z",
    // 02:30 did not exist on that morning: 03:30 stands for it.
    "Europe/Berlin,    2026-03-30T00:30:00Z, 1,  days,    2026-03-29T01:30:00Z",
    // 02:30 came twice on that morning: the one at the offset of now.
    "Europe/Berlin,    2026-10-26T01:30:00Z, 1,  days,    2026-10-25T01:30:00Z",
    // Months end where they end.
    "UTC,              2024-03-29T12:00:00Z, 1,  months,  2024-02-29T12:00:00Z",
    "UTC,              2024-03-31T12:00:00Z, 1,  months,  2024-02-29T12:00:00Z",
    "UTC,              2025-03-31T12:00:00Z, 1,  months,  2025-02-28T12:00:00Z",
    "UTC,              2025-02-28T12:00:00Z, 12, months,  2024-02-28T12:00:00Z",
    "UTC,              2024-02-29T12:00:00Z, 12, months,  2023-02-28T12:00:00Z",
    "UTC,              2024-03-01T12:00:00Z, 1,  days,    2024-02-29T12:00:00Z",
  })
  void inLastBeginsThatLongAgoAndEndsNow(
      ZoneId zone, Instant now, long amount, String unit, Instant first) throws Exception {
    ChronoUnit chrono = ChronoUnit.valueOf(unit.toUpperCase(Locale.ROOT));
    AsOf asOf = new AsOf(now, zone);
    ResolvedCondition inLast = resolved(zone, Operator.IN_LAST, amount, chrono);
    ResolvedCondition notInLast = resolved(zone, Operator.NOT_IN_LAST, amount, chrono);
    long from = first.toEpochMilli();
    long to = now.toEpochMilli();
    for (long millis : List.of(from - 1, from, (from + to) / 2, to, to + 1)) {
      boolean within = from <= millis && millis <= to;
      assertThat(DateRangesTest.holds(inLast, asOf, millis)).isEqualTo(within);
      assertThat(DateRangesTest.holds(notInLast, asOf, millis)).isEqualTo(!within);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin,    2026-03-28T20:00:00Z, 1,  days,   2026-03-29T19:00:00Z",
    "Europe/Berlin,    2026-10-24T20:00:00Z, 1,  days,   2026-10-25T21:00:00Z",
    "America/New_York, 2026-03-07T20:00:00Z, 24, hours,  2026-03-08T20:00:00Z",
    "America/New_York, 2026-10-31T20:00:00Z, 1,  weeks,  2026-11-07T21:00:00Z",
    "UTC,              2024-01-31T12:00:00Z, 1,  months, 2024-02-29T12:00:00Z",
    "UTC,              2024-02-28T12:00:00Z, 1,  days,   2024-02-29T12:00:00Z",
  })
  void inNextBeginsNowAndEndsThatFarAhead(
      ZoneId zone, Instant now, long amount, String unit, Instant last) throws Exception {
    ChronoUnit chrono = ChronoUnit.valueOf(unit.toUpperCase(Locale.ROOT));
    ResolvedCondition inNext = resolved(zone, Operator.IN_NEXT, amount, chrono);
    long from = now.toEpochMilli();
    long to = last.toEpochMilli();
    for (long millis : List.of(from - 1, from, (from + to) / 2, to, to + 1)) {
      assertThat(DateRangesTest.holds(inNext, new AsOf(now, zone), millis))
          .isEqualTo(from <= millis && millis <= to);
    }
  }

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void comparisonsWithAPeriodAreThoseWithItsMoment(int seed) throws Exception {
    Random random = new Random(seed);
    ZoneId zone = ZoneId.of(seed % 2 == 0 ? "Europe/Berlin" : "America/New_York");
    Instant now = Instant.ofEpochSecond(random.nextLong(1_700_000_000L, 1_900_000_000L));
    List<ChronoUnit> units =
        List.of(
            ChronoUnit.MINUTES,
            ChronoUnit.HOURS,
            ChronoUnit.DAYS,
            ChronoUnit.WEEKS,
            ChronoUnit.MONTHS);
    for (int i = 0; i < 20; i++) {
      ChronoUnit unit = units.get(random.nextInt(units.size()));
      long amount = random.nextLong(-100, 101);
      long moment =
          ZonedDateTime.ofInstant(now, zone).plus(amount, unit).toInstant().toEpochMilli();
      AsOf asOf = new AsOf(now, zone);
      for (long millis = moment - 1; millis <= moment + 1; millis++) {
        assertThat(DateRangesTest.holds(resolved(zone, Operator.LESS, amount, unit), asOf, millis))
            .isEqualTo(millis < moment);
        assertThat(
                DateRangesTest.holds(resolved(zone, Operator.AT_MOST, amount, unit), asOf, millis))
            .isEqualTo(millis <= moment);
        assertThat(
                DateRangesTest.holds(resolved(zone, Operator.GREATER, amount, unit), asOf, millis))
            .isEqualTo(millis > moment);
        assertThat(
                DateRangesTest.holds(resolved(zone, Operator.AT_LEAST, amount, unit), asOf, millis))
            .isEqualTo(millis >= moment);
      }
    }
  }

  @Test
  void theLongestPeriodsStillLieInTime() throws Exception {
    ZoneId zone = ZoneId.of("Europe/Berlin");
    AsOf asOf = new AsOf(Instant.parse("2026-05-01T10:00:00Z"), zone);
    long first = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
    ResolvedCondition ever = resolved(zone, Operator.IN_LAST, 1_000_000, ChronoUnit.MONTHS);
    assertThat(DateRangesTest.holds(ever, asOf, first)).isTrue();
    ResolvedCondition ahead = resolved(zone, Operator.IN_NEXT, 1_000_000, ChronoUnit.MONTHS);
    assertThat(DateRangesTest.holds(ahead, asOf, first)).isFalse();
  }

  private static ResolvedCondition resolved(
      ZoneId zone, Operator operator, long amount, ChronoUnit unit) throws ConditionException {
    Literal period = new Literal.Period(amount, unit);
    return new Resolver(new ShopFields(), zone)
        .resolve(new Condition.Rule("crm.signup", operator, period, false));
  }
}
