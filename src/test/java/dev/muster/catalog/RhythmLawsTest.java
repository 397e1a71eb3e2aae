package dev.muster.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// When mailings go out, held against every day of a few years counted one by one, in zones whose
/// clocks jump by an hour, by half of one, at midnight, or over a whole day.
class RhythmLawsTest {

  private static final List<String> ZONES =
      List.of(
          "UTC",
          "Europe/Berlin",
          "America/New_York",
          "Australia/Lord_Howe",
          "America/Sao_Paulo",
          "Asia/Kolkata",
          "Africa/Cairo",
          "Pacific/Apia",
          "Antarctica/Troll");

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  private static Rhythm rhythm(Random random) {
    LocalTime time = LocalTime.of(random.nextInt(24), random.nextInt(4) * 15);
    return switch (random.nextInt(3)) {
      case 0 -> new Rhythm.Daily(time);
      case 1 -> new Rhythm.Weekly(DayOfWeek.of(1 + random.nextInt(7)), time);
      default -> new Rhythm.Monthly(1 + random.nextInt(31), time);
    };
  }

  private static boolean isOn(Rhythm rhythm, LocalDate day) {
    return switch (rhythm) {
      case Rhythm.Daily _ -> true;
      case Rhythm.Weekly(var weekday, _) -> day.getDayOfWeek().equals(weekday);
      case Rhythm.Monthly(int of, _) ->
          day.getDayOfMonth() == of
              || (of > YearMonth.from(day).lengthOfMonth() && day.plusDays(1).getDayOfMonth() == 1);
    };
  }

  /// All times of four years, by looking at each minute around the clock's time of each day.
  private static List<Instant> all(Rhythm rhythm, ZoneId zone, LocalDate from) {
    List<Instant> times = new ArrayList<>();
    for (LocalDate day = from; day.isBefore(from.plusYears(4)); day = day.plusDays(1)) {
      if (isOn(rhythm, day)) {
        Instant at = first(day, rhythm.time(), zone);
        if (times.isEmpty() || at.isAfter(times.getLast())) {
          times.add(at);
        }
      }
    }
    return times;
  }

  /// The first moment at which clocks show it, or, where they jump over it, as much after it.
  private static Instant first(LocalDate day, LocalTime time, ZoneId zone) {
    Instant early = day.atTime(time).toInstant(ZoneOffset.UTC).minusSeconds(26 * 3600);
    for (int minute = 0; minute <= 52 * 60; minute += 15) {
      Instant at = early.plusSeconds(minute * 60L);
      if (at.atZone(zone).toLocalDateTime().equals(day.atTime(time))) {
        return at;
      }
    }
    return day.atTime(time)
        .toInstant(zone.getRules().getTransition(day.atTime(time)).getOffsetBefore());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theNextTimeIsTheFirstOfAllTimesAfterwards(long seed) {
    Random random = new Random(seed);
    ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
    Rhythm rhythm = rhythm(random);
    LocalDate from = LocalDate.of(2009 + random.nextInt(15), 1, 1);
    List<Instant> all = all(rhythm, zone, from);
    for (int i = 0; i < 50; i++) {
      int at = 1 + random.nextInt(all.size() - 2);
      Instant before = all.get(at - 1);
      Instant time = all.get(at);
      Instant between =
          before.plusSeconds(
              random.nextLong(Math.max(1, time.getEpochSecond() - before.getEpochSecond())));
      assertThat(rhythm.next(between, zone)).isEqualTo(time);
      assertThat(rhythm.next(before, zone)).isEqualTo(time);
      assertThat(rhythm.last(time, zone)).isEqualTo(time);
      assertThat(rhythm.last(between, zone)).isEqualTo(before);
    }
  }

  @Test
  void whereClocksJumpOverItItIsAsMuchLater() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    Rhythm rhythm = new Rhythm.Daily(LocalTime.of(2, 30));
    assertThat(rhythm.next(Instant.parse("2026-03-28T12:00:00Z"), berlin))
        .isEqualTo(Instant.parse("2026-03-29T01:30:00Z"));
    assertThat(rhythm.next(Instant.parse("2026-03-29T01:30:00Z"), berlin))
        .isEqualTo(Instant.parse("2026-03-30T00:30:00Z"));
  }

  @Test
  void whereClocksShowItTwiceItIsOnce() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    Rhythm rhythm = new Rhythm.Daily(LocalTime.of(2, 30));
    Instant first = rhythm.next(Instant.parse("2026-10-24T12:00:00Z"), berlin);
    assertThat(first).isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
    assertThat(rhythm.next(first, berlin)).isEqualTo(Instant.parse("2026-10-26T01:30:00Z"));
  }

  @Test
  void the31stIsTheLastDayOfShorterMonths() {
    Rhythm rhythm = new Rhythm.Monthly(31, LocalTime.of(8, 0));
    assertThat(rhythm.next(Instant.parse("2028-02-01T00:00:00Z"), ZoneOffset.UTC))
        .isEqualTo(Instant.parse("2028-02-29T08:00:00Z"));
    assertThat(rhythm.next(Instant.parse("2028-02-29T08:00:00Z"), ZoneOffset.UTC))
        .isEqualTo(Instant.parse("2028-03-31T08:00:00Z"));
  }
}
