package dev.muster.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.embedded.DeliveryCounts.Counts;
import dev.muster.intake.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TallyTest {

  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

  @Test
  void theLastHourGoesByMinutesAndNotByTheClock() {
    Tally tally = new Tally();
    tally.add(NOON.minus(Duration.ofMinutes(62)), Outcome.REJECTED);
    tally.add(NOON.minus(Duration.ofMinutes(50)), Outcome.ACCEPTED);
    tally.add(NOON.minus(Duration.ofMinutes(1)), Outcome.PARTIAL);

    DeliveryCounts counts = tally.counts(NOON);

    assertThat(counts.lastHour()).isEqualTo(new Counts(1, 1, 0, 0, 0, 0));
    assertThat(counts.hours().get(46).counts()).isEqualTo(new Counts(1, 1, 0, 0, 0, 0));
    assertThat(counts.hours().get(45).counts()).isEqualTo(new Counts(0, 0, 1, 0, 0, 0));
    assertThat(counts.hours().getLast().at()).isEqualTo(NOON);
  }

  @Test
  void anHourThatIsOlderThanTwoDaysGivesItsPlaceAway() {
    Tally tally = new Tally();
    tally.add(NOON.minus(Duration.ofDays(2)), Outcome.REJECTED);
    tally.add(NOON, Outcome.ACCEPTED);
    assertThat(tally.counts(NOON).hours().getLast().counts())
        .isEqualTo(new Counts(1, 0, 0, 0, 0, 0));
    // What comes late for an hour that is no longer kept is not counted into another one.
    tally.add(NOON.minus(Duration.ofDays(2)), Outcome.REJECTED);
    assertThat(tally.counts(NOON).hours().getLast().counts())
        .isEqualTo(new Counts(1, 0, 0, 0, 0, 0));
    assertThat(tally.counts(NOON).last().orElseThrow().at()).isEqualTo(NOON);
  }

  @Test
  void whatIsUsualIsToldByThreeHoursWithDeliveriesOrMore() {
    Tally tally = new Tally();
    tally.add(NOON.minus(Duration.ofHours(9)), Outcome.ACCEPTED);
    tally.add(NOON.minus(Duration.ofHours(2)), Outcome.ACCEPTED);
    assertThat(tally.counts(NOON).longestPauseHours()).isEqualTo(OptionalLong.empty());
    tally.add(NOON, Outcome.ACCEPTED);
    assertThat(tally.counts(NOON.plus(Duration.ofDays(9))).longestPauseHours())
        .isEqualTo(OptionalLong.of(7));
  }
}
