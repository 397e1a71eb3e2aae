package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.embedded.DeliveryCounts;
import dev.muster.embedded.DeliveryCounts.Counts;
import dev.muster.embedded.DeliveryCounts.Hour;
import dev.muster.embedded.DeliveryCounts.Last;
import dev.muster.intake.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class IntegrationHealthTest {

  private static final Instant NOW = Instant.parse("2026-05-01T10:30:00Z");

  private static IntegrationHealth health(
      Duration silence, Counts lastHour, Counts dayBefore, OptionalLong pause) {
    List<Hour> hours = new ArrayList<>();
    for (int i = 47; i >= 0; i--) {
      Instant at = Instant.parse("2026-05-01T10:00:00Z").minus(Duration.ofHours(i));
      hours.add(
          new Hour(at, i == 20 ? dayBefore : i == 0 ? lastHour : new Counts(0, 0, 0, 0, 0, 0)));
    }
    return IntegrationHealth.of(
        new DeliveryCounts(
            Optional.of(new Last(NOW.minus(silence), Outcome.ACCEPTED)), hours, lastHour, pause),
        NOW);
  }

  private static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

  @Test
  void nothingYetIsNew() {
    List<Hour> hours = new ArrayList<>();
    for (int i = 0; i < 48; i++) {
      hours.add(new Hour(NOW, NONE));
    }
    DeliveryCounts counts = new DeliveryCounts(Optional.empty(), hours, NONE, OptionalLong.empty());
    assertThat(IntegrationHealth.of(counts, NOW))
        .isEqualTo(new IntegrationHealth(IntegrationHealth.State.NEW, "Nothing came yet."));
  }

  @Test
  void itFailsOnceMoreThanHalfOfTheLastHourWasRefused() {
    var failing = health(Duration.ZERO, new Counts(4, 1, 6, 0, 0, 0), NONE, OptionalLong.empty());
    assertThat(failing.state()).isEqualTo(IntegrationHealth.State.FAILING);
    assertThat(failing.words()).isEqualTo("6 of the 11 deliveries of the last hour were refused.");
    var half = health(Duration.ZERO, new Counts(4, 2, 6, 0, 0, 0), NONE, OptionalLong.empty());
    assertThat(half.state()).isEqualTo(IntegrationHealth.State.OK);
    assertThat(half.words()).isEqualTo("12 deliveries in the last 24 hours, 6 refused.");
    var one = health(Duration.ZERO, new Counts(0, 0, 1, 0, 0, 0), NONE, OptionalLong.empty());
    assertThat(one.words()).isEqualTo("The only delivery of the last hour was refused.");
  }

  @Test
  void itIsQuietAfterThreeTimesTheLongestPause() {
    var quiet =
        health(Duration.ofHours(10), NONE, new Counts(1_200, 0, 0, 0, 0, 0), OptionalLong.of(3));
    assertThat(quiet.state()).isEqualTo(IntegrationHealth.State.QUIET);
    assertThat(quiet.words())
        .isEqualTo("Nothing came for 10 hours; before, the longest pause was about 3 hours.");
    var usual =
        health(Duration.ofHours(9), NONE, new Counts(1_200, 0, 0, 0, 0, 0), OptionalLong.of(3));
    assertThat(usual.state()).isEqualTo(IntegrationHealth.State.OK);
    assertThat(usual.words()).isEqualTo("1,200 deliveries in the last 24 hours, none refused.");
  }

  @Test
  void itIsNotQuietWithinThreeHoursHoweverBusyItWas() {
    assertThat(health(Duration.ofHours(3), NONE, NONE, OptionalLong.of(1)).state())
        .isEqualTo(IntegrationHealth.State.OK);
    assertThat(health(Duration.ofMinutes(181), NONE, NONE, OptionalLong.of(1)).state())
        .isEqualTo(IntegrationHealth.State.QUIET);
  }

  @Test
  void whereTooLittleCameToSayWhatIsUsualItIsQuietAfterTwoDays() {
    assertThat(health(Duration.ofDays(2), NONE, NONE, OptionalLong.empty()).state())
        .isEqualTo(IntegrationHealth.State.OK);
    var quiet = health(Duration.ofHours(73), NONE, NONE, OptionalLong.empty());
    assertThat(quiet.state()).isEqualTo(IntegrationHealth.State.QUIET);
    assertThat(quiet.words()).isEqualTo("Nothing came for 3 days.");
  }
}
