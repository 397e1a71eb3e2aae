package dev.muster.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.attribute.AttributeType;
import dev.muster.catalog.Integration;
import dev.muster.catalog.IntegrationKind;
import dev.muster.catalog.Property;
import dev.muster.embedded.NaiveCounts;
import dev.muster.embedded.NaiveCounts.Came;
import dev.muster.embedded.NaiveCounts.Seen;
import dev.muster.intake.Outcome;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HealthCheckTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /// A Friday, late in the morning in Berlin.
  private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

  private static final Property PLAN =
      new Property(1, "customer.plan", "plan", AttributeType.STRING);
  private static final Property ARR = new Property(2, "customer.arr", "arr", AttributeType.NUMBER);

  private static final Integration CRM =
      new Integration(
          9,
          "crm",
          "CRM",
          IntegrationKind.API,
          "customer.email",
          List.of(PLAN, ARR),
          true,
          new TreeMap<>(),
          1,
          Instant.EPOCH);

  private final NaiveCounts counts = new NaiveCounts();
  private long limited;

  private static Map<Integer, Seen> both() {
    return Map.of(1, Seen.VALUED, 2, Seen.VALUED);
  }

  private void came(Instant at, Map<Integer, Seen> properties) {
    counts.add(new Came(at, Outcome.ACCEPTED, Optional.empty(), properties));
  }

  private void refused(Instant at, String code) {
    counts.add(new Came(at, Outcome.REJECTED, Optional.of(code), Map.of()));
  }

  private void steadily(Instant from, Instant end, Duration pause, Map<Integer, Seen> properties) {
    for (Instant at = from; at.isBefore(end); at = at.plus(pause)) {
      came(at, properties);
    }
  }

  private Health health(Instant now, String... open) {
    return HealthCheck.of(CRM, counts.counts(now, BERLIN), limited, BERLIN, now, Set.of(open));
  }

  private static Instant ago(long hours) {
    return NOW.minus(Duration.ofHours(hours));
  }

  @Test
  void nothingYetIsNew() {
    Health health = health(NOW);
    assertThat(health.state()).isEqualTo(Health.State.NEW);
    assertThat(health.words()).isEqualTo("Nothing came yet.");
    assertThat(health.findings()).containsExactly(new DeliveryFinding.NothingEver());
    assertThat(health.findings().getFirst().isWorthAnAlert()).isFalse();
  }

  @Test
  void whatIsTurnedAwayIsToldAlsoWhereNothingElseCame() {
    limited = 9;
    assertThat(health(NOW).state()).isEqualTo(Health.State.NEW);
    limited = 1_204;
    assertThat(health(NOW).state()).isEqualTo(Health.State.CHANGED);
    assertThat(health(NOW).words())
        .isEqualTo(
            "1,204 requests were turned away in the last hour, since more came than the limits"
                + " allow; nothing of them was taken.");

    // It goes on until none is.
    steadily(ago(300), ago(70), Duration.ofMinutes(60), both());
    limited = 1;
    assertThat(health(NOW, "limited").findings()).containsExactly(new DeliveryFinding.Limited(1));
    limited = 0;
    assertThat(health(NOW, "limited").state()).isEqualTo(Health.State.QUIET);
  }

  @Test
  void whatComesAsUsualIsOk() {
    steadily(ago(600), NOW, Duration.ofMinutes(60), both());
    Health health = health(NOW);
    assertThat(health.findings()).isEmpty();
    assertThat(health.state()).isEqualTo(Health.State.OK);
    assertThat(health.words()).isEqualTo("23 deliveries in the last 24 hours, none refused.");
  }

  @Test
  void aPropertyThatDoesNotComeAnyMoreIsMissingSinceItsLastDay() {
    steadily(ago(300), ago(70), Duration.ofMinutes(60), both());
    steadily(ago(70), NOW, Duration.ofMinutes(60), Map.of(2, Seen.VALUED));
    Health health = health(NOW);
    assertThat(health.state()).isEqualTo(Health.State.CHANGED);
    assertThat(health.findings())
        .containsExactly(new DeliveryFinding.PropertyMissing(PLAN, ago(71), Optional.of(1.0), 70));
    assertThat(health.words())
        .isEqualTo(
            "“plan” has not come since Tuesday, 24 November, 2 days ago: 70 deliveries came without it."
                + " Before, all of the deliveries had it.");
    assertThat(HealthWords.whatToDo(health.findings().getFirst())).contains("“customer.plan”");
  }

  @Test
  void aMissingPropertyNeedsEnoughDeliveriesWithoutItAndTime() {
    steadily(ago(100), ago(2), Duration.ofMinutes(30), both());
    // Nineteen in under two hours, then one more.
    steadily(ago(2), ago(2).plusSeconds(19 * 60), Duration.ofMinutes(1), Map.of());
    assertThat(health(NOW).findings()).isEmpty();
    came(NOW.minusSeconds(1), Map.of());
    assertThat(health(NOW).findings())
        .extracting(HealthFinding::key)
        .containsExactly("property-missing:1", "property-missing:2");
  }

  @Test
  void ofASmallSenderFiveDeliveriesInMoreThanADayAreEnough() {
    steadily(ago(24 * 24), ago(40), Duration.ofHours(12), both());
    steadily(ago(40), NOW, Duration.ofHours(12), Map.of(2, Seen.VALUED));
    assertThat(health(NOW).findings()).isEmpty();
    came(NOW, Map.of(2, Seen.VALUED));
    assertThat(health(NOW).findings())
        .extracting(HealthFinding::key)
        .containsExactly("property-missing:1");
  }

  @Test
  void whatComesOnMondaysOnlyIsNotMissingOnAFriday() {
    for (int hours = 24 * 25; hours > 0; hours--) {
      boolean isMonday = ago(hours).atZone(BERLIN).getDayOfWeek() == DayOfWeek.MONDAY;
      came(ago(hours), isMonday ? both() : Map.of(2, Seen.VALUED));
    }
    assertThat(health(NOW).findings()).isEmpty();
  }

  @Test
  void whatWasMissingStaysSoUntilItComesAgain() {
    steadily(ago(700), ago(3), Duration.ofHours(1), Map.of(2, Seen.VALUED));
    came(ago(3), both());
    steadily(ago(2), NOW, Duration.ofHours(1), Map.of(2, Seen.VALUED));
    assertThat(health(NOW).findings()).isEmpty();
    assertThat(health(NOW, "property-missing:1").findings())
        .extracting(HealthFinding::key)
        .containsExactly("property-missing:1");
    came(NOW, both());
    assertThat(health(NOW, "property-missing:1").findings()).isEmpty();
  }

  @Test
  void aTypeThatChangedIsToldFromAValueThatIsWrongOnce() {
    steadily(ago(200), ago(6), Duration.ofHours(1), both());
    Map<Integer, Seen> wrong = Map.of(1, Seen.VALUED, 2, Seen.REFUSED);
    came(ago(6), wrong);
    steadily(ago(5), ago(3), Duration.ofHours(1), both());
    assertThat(health(ago(3)).findings()).isEmpty();
    steadily(ago(3), NOW, Duration.ofMinutes(30), wrong);
    Health health = health(NOW);
    assertThat(health.findings())
        .singleElement()
        .isInstanceOf(DeliveryFinding.PropertyRefused.class);
    assertThat(health.words())
        .startsWith("“arr” has been refused since 08:00 today: it is not a number.");
  }

  @Test
  void whatIsAlwaysNullNowIsEmpty() {
    steadily(ago(300), ago(60), Duration.ofHours(1), both());
    steadily(ago(60), NOW, Duration.ofHours(2), Map.of(1, Seen.EMPTY, 2, Seen.VALUED));
    assertThat(health(NOW).findings())
        .containsExactly(new DeliveryFinding.PropertyEmpty(PLAN, ago(61), 30));
  }

  @Test
  void itFailsOnceMoreThanHalfWasRefusedAndNotByOneOfMany() {
    steadily(ago(100), ago(1), Duration.ofMinutes(30), both());
    for (int minute = 10; minute < 20; minute++) {
      refused(NOW.minusSeconds(60L * minute), "malformed-json");
    }
    Health failing = health(NOW);
    assertThat(failing.state()).isEqualTo(Health.State.FAILING);
    assertThat(failing.words())
        .isEqualTo(
            "10 of the 10 deliveries of the last hour were refused. Mostly: malformed json.");
    for (int minute = 1; minute < 9; minute++) {
      came(NOW.plusSeconds(60L * minute), both());
      came(NOW.plusSeconds(60L * minute + 1), both());
    }
    assertThat(health(NOW.plusSeconds(600)).state()).isEqualTo(Health.State.OK);
  }

  @Test
  void theOnlyDeliveryThatWasRefusedIsShownAndNoAlert() {
    refused(NOW.minusSeconds(60), "identifier-missing");
    Health health = health(NOW);
    assertThat(health.state()).isEqualTo(Health.State.FAILING);
    assertThat(health.words())
        .isEqualTo("The only delivery of the last hour was refused. Mostly: identifier missing.");
    assertThat(health.findings().getFirst().isWorthAnAlert()).isFalse();
    assertThat(health(NOW.plus(Duration.ofHours(5))).state()).isEqualTo(Health.State.FAILING);
  }

  @Test
  void whatIsRefusedForOtherReasonsIsNotCountedAsUnproved() {
    for (int i = 0; i < 13; i++) {
      refused(NOW.minusSeconds(600 + i), "signature-invalid");
    }
    for (int i = 0; i < 3; i++) {
      refused(NOW.minusSeconds(300 + i), "identifier-missing");
    }
    assertThat(health(NOW).findings())
        .containsExactly(new DeliveryFinding.SignatureFailing("signature-invalid", 13, 16, 1));
  }

  @Test
  void aFifthThatIsNotProvedIsTheSendersSecret() {
    for (int minute = 40; minute > 0; minute--) {
      Instant at = NOW.minusSeconds(60L * minute);
      if (minute % 4 == 0) {
        refused(at, "signature-invalid");
      } else {
        came(at, both());
      }
    }
    assertThat(health(NOW).findings())
        .containsExactly(new DeliveryFinding.SignatureFailing("signature-invalid", 10, 40, 1));
  }

  @Test
  void aNightIsComparedWithNights() {
    // Office hours of three weeks: ten an hour from 8 to 18, not on weekends.
    for (long hours = 24 * 21; hours > 0; hours--) {
      if (isOfficeHour(ago(hours))) {
        steadily(ago(hours), ago(hours - 1), Duration.ofMinutes(6), both());
      }
    }
    // The next Monday, before the offices open, after a whole weekend, and then in the afternoon.
    steadily(NOW, Instant.parse("2026-11-27T17:00:00Z"), Duration.ofMinutes(6), both());
    assertThat(health(Instant.parse("2026-11-30T06:50:00Z")).findings()).isEmpty();
    Health quiet = health(Instant.parse("2026-11-30T11:10:00Z"));
    assertThat(quiet.state()).isEqualTo(Health.State.QUIET);
    assertThat(quiet.words())
        .isEqualTo(
            "Nothing came for 2 days; in the same hours of the weeks before, about 40 deliveries did.");
    assertThat(quiet.findings().getFirst().isWorthAnAlert()).isTrue();
  }

  private static boolean isOfficeHour(Instant at) {
    ZonedDateTime there = at.atZone(BERLIN);
    return there.getHour() >= 8
        && there.getHour() < 18
        && there.getDayOfWeek().getValue() <= DayOfWeek.FRIDAY.getValue();
  }

  @Test
  void theFirstWeekendIsNotQuiet() {
    for (long hours = 24 * 4; hours > 0; hours--) {
      if (isOfficeHour(ago(hours))) {
        came(ago(hours), both());
      }
    }
    assertThat(health(Instant.parse("2026-11-30T05:00:00Z")).findings()).isEmpty();
    assertThat(health(Instant.parse("2026-12-02T05:00:00Z")).state()).isEqualTo(Health.State.QUIET);
  }

  @Test
  void ofWhomLittleCameItIsQuietAfterAWeekAndNoAlert() {
    came(ago(24 * 6), both());
    assertThat(health(NOW).findings()).isEmpty();
    Health later = health(NOW.plus(Duration.ofDays(2)));
    assertThat(later.words()).isEqualTo("Nothing came for 8 days.");
    assertThat(later.findings().getFirst().isWorthAnAlert()).isFalse();
  }

  @Test
  void aDropIsToldFromChanceAndFromAHoliday() {
    steadily(ago(24 * 22), ago(12), Duration.ofMinutes(3), both());
    steadily(ago(12), NOW, Duration.ofMinutes(20), both());
    assertThat(health(NOW).findings()).containsExactly(new DeliveryFinding.VolumeDropped(60, 9, 3));
    assertThat(health(NOW).words()).contains("9 deliveries in the last 3 hours, against about 60");
  }

  static Stream<Long> seeds() {
    return LongStream.range(0, 12).boxed();
  }

  /// Four weeks of a sender of random size, with nights and weekends, and properties that come as
  /// often as they do: nothing is found at any hour of the last days.
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatIsOnlyChanceIsNotFound(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double perHour = Math.pow(10, random.nextDouble(-1.2, 1));
    double atNight = random.nextDouble(0.05, 1);
    double onWeekends = random.nextDouble(0.05, 1);
    Map<Integer, Double> shares = new HashMap<>();
    shares.put(1, random.nextDouble(0.02, 1));
    shares.put(2, random.nextDouble(0.9, 1));
    double refused = random.nextDouble(0, 0.1);
    Instant at = ago(24 * 28);
    while (at.isBefore(NOW)) {
      ZonedDateTime there = at.atZone(BERLIN);
      double rate =
          perHour
              * (there.getHour() < 7 ? atNight : 1)
              * (there.getDayOfWeek().getValue() > DayOfWeek.FRIDAY.getValue() ? onWeekends : 1);
      at = at.plusSeconds(1 + (long) (-Math.log(1 - random.nextDouble()) * 3_600 / rate));
      Map<Integer, Seen> properties = new HashMap<>();
      shares.forEach((id, share) -> {
        if (random.nextDouble() < share) {
          properties.put(id, random.nextInt(30) == 0 ? Seen.REFUSED : Seen.VALUED);
        }
      });
      if (random.nextDouble() < refused) {
        refused(at, "malformed-json");
      } else {
        came(at, properties);
      }
    }
    for (int hours = 36; hours >= 0; hours -= 4) {
      Instant seen = ago(hours);
      NaiveCounts until = counts.until(seen);
      assertThat(
              HealthCheck.of(CRM, until.counts(seen, BERLIN), 0, BERLIN, seen, Set.of()).findings())
          .filteredOn(HealthFinding::isWorthAnAlert)
          .as(
              "%s, %.2f an hour, %.2f at night, %.2f on weekends",
              seen, perHour, atNight, onWeekends)
          .isEmpty();
    }
  }
}
