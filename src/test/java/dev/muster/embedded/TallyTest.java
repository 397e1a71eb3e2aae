package dev.muster.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.embedded.DeliveryCounts.Counts;
import dev.muster.intake.Outcome;
import dev.muster.storage.RecordBuffer;
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

  @Test
  void countsOfAnOlderVersionAreTakenOver() {
    CountRing hours = new CountRing(48, Duration.ofHours(1).toMillis());
    CountRing fives = new CountRing(12, Duration.ofMinutes(5).toMillis());
    hours.add(NOON.toEpochMilli(), Outcome.PARTIAL);
    fives.add(NOON.toEpochMilli(), Outcome.PARTIAL);
    RecordBuffer old = new RecordBuffer(20_000);
    old.putByte(2).putVarInt(6).putVarInt(1).putVarInt(3).putVarInt(4);
    old.putVarInt(Outcome.PARTIAL.number()).putVarLong(NOON.toEpochMilli());
    hours.write(old);
    fives.write(old);
    Tallies tallies = new Tallies();

    tallies.read(old.toBytes());

    DeliveryCounts counts = tallies.counts(new Source(3, 4), NOON);
    assertThat(counts.lastHour()).isEqualTo(new Counts(0, 1, 0, 0, 0, 0));
    assertThat(counts.last()).contains(new DeliveryCounts.Last(NOON, Outcome.PARTIAL));
    IntegrationCounts history = tallies.history(new Source(3, 4), NOON, 20_574);
    assertThat(history.days()).isEmpty();
    assertThat(history.properties()).isEmpty();
  }
}
