package dev.muster.embedded;

import dev.muster.embedded.DeliveryCounts.Counts;
import dev.muster.embedded.DeliveryCounts.Hour;
import dev.muster.embedded.DeliveryCounts.Last;
import dev.muster.embedded.IntegrationCounts.Day;
import dev.muster.intake.Delivery;
import dev.muster.intake.Outcome;
import dev.muster.storage.RecordBuffer;
import dev.muster.storage.RecordReader;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Counts the deliveries of one source. A count is no absolute value: a delivery that is counted
/// twice is two. So what a checkpoint holds of it is of exactly the checkpoint's position.
final class Tally {

  private static final int HOURS = 48;
  private static final int FIVES = 12;
  private static final int USUAL_LEAST = 3;

  private final CountRing hours = new CountRing(HOURS, Duration.ofHours(1).toMillis());
  private final CountRing fives = new CountRing(FIVES, Duration.ofMinutes(5).toMillis());
  private final HourlyVolume volume = new HourlyVolume();
  private final CountRing days = new CountRing(IntegrationCounts.DAYS, 1);
  private final PropertyTallies properties = new PropertyTallies();
  private final RefusalTally refusals = new RefusalTally();
  private @Nullable Last last;

  /// Counts a delivery.
  ///
  /// @param day on which it came, in the system's time zone, counted from 1970-01-01
  /// @param integrations by which refused properties are found
  synchronized void add(Delivery delivery, long day, IntegrationsById integrations) {
    Outcome outcome = delivery.outcome();
    add(delivery.at(), outcome);
    volume.add(delivery.at().toEpochMilli(), outcome == Outcome.REJECTED);
    days.add(day, outcome);
    properties.add(delivery, day, integrations);
    if (delivery.refusal().isPresent()) {
      refusals.add(delivery.refusal().get().code(), delivery.at().toEpochMilli());
    }
  }

  synchronized void add(Instant at, Outcome outcome) {
    long millis = at.toEpochMilli();
    hours.add(millis, outcome);
    fives.add(millis, outcome);
    if (last == null || !at.isBefore(last.at())) {
      last = new Last(at, outcome);
    }
  }

  /// As it is seen from a moment.
  synchronized DeliveryCounts counts(Instant now) {
    long hour = hours.stepOf(now.toEpochMilli());
    List<Hour> listed = new ArrayList<>();
    for (long step = hour - HOURS + 1; step <= hour; step++) {
      listed.add(new Hour(Instant.EPOCH.plus(Duration.ofHours(step)), counts(hours, step, step)));
    }
    long five = fives.stepOf(now.toEpochMilli());
    return new DeliveryCounts(
        Optional.ofNullable(last),
        listed,
        counts(fives, five - FIVES + 1, five),
        longestPauseHours());
  }

  /// All of the last four weeks as it is seen from a moment.
  ///
  /// @param today the day of that moment in the system's time zone, counted from 1970-01-01
  synchronized IntegrationCounts history(Instant now, long today) {
    List<Day> listed = new ArrayList<>();
    for (long day = today - IntegrationCounts.DAYS + 1; day <= today; day++) {
      if (days.has(day)) {
        listed.add(
            new Day(LocalDate.ofEpochDay(day), counts(days, day, day), properties.readOn(day)));
      }
    }
    long millis = now.toEpochMilli();
    return new IntegrationCounts(
        counts(now),
        volume.seenFrom(millis),
        listed,
        properties.seenFrom(today),
        refusals.seenFrom(millis));
  }

  synchronized void forget(int attributeId) {
    properties.forget(attributeId);
  }

  private static Counts counts(CountRing ring, long first, long end) {
    return new Counts(
        sum(ring, first, end, Outcome.ACCEPTED),
        sum(ring, first, end, Outcome.PARTIAL),
        sum(ring, first, end, Outcome.REJECTED),
        sum(ring, first, end, Outcome.IGNORED),
        sum(ring, first, end, Outcome.DUPLICATE),
        sum(ring, first, end, Outcome.STALE));
  }

  private static long sum(CountRing ring, long first, long end, Outcome outcome) {
    long sum = 0;
    for (long step = first; step <= end; step++) {
      sum += ring.count(step, outcome);
    }
    return sum;
  }

  private OptionalLong longestPauseHours() {
    if (last == null) {
      return OptionalLong.empty();
    }
    long end = hours.stepOf(last.at().toEpochMilli());
    long before = -1;
    long longest = 0;
    int active = 0;
    for (long step = end - HOURS + 1; step <= end; step++) {
      if (hours.has(step)) {
        longest = active == 0 ? 0 : Math.max(longest, step - before);
        before = step;
        active++;
      }
    }
    return active < USUAL_LEAST ? OptionalLong.empty() : OptionalLong.of(longest);
  }

  private int bytesMax() {
    return 20
        + hours.bytesMax()
        + fives.bytesMax()
        + volume.bytesMax()
        + days.bytesMax()
        + properties.bytesMax()
        + refusals.bytesMax();
  }

  synchronized byte[] bytes() {
    RecordBuffer out = new RecordBuffer(bytesMax());
    write(out);
    return out.toBytes();
  }

  private void write(RecordBuffer out) {
    out.putVarInt(last == null ? 0 : last.outcome().number());
    out.putVarLong(last == null ? 0 : last.at().toEpochMilli());
    hours.write(out);
    fives.write(out);
    volume.write(out);
    days.write(out);
    properties.write(out);
    refusals.write(out);
  }

  /// Reads what [#bytes] gave.
  ///
  /// @param outcomes how many outcomes there were then
  /// @param hasWeeks whether more than two days were counted then
  /// @throws IllegalStateException if it makes no sense
  static Tally read(RecordReader in, int outcomes, boolean hasWeeks) {
    Tally tally = new Tally();
    int outcome = in.getVarInt();
    Instant at = Instant.ofEpochMilli(in.getVarLong());
    if (outcome != 0) {
      tally.last =
          new Last(
              at,
              Outcome.ofNumber(outcome)
                  .orElseThrow(() -> new IllegalStateException("the outcome " + outcome)));
    }
    tally.hours.read(in, outcomes);
    tally.fives.read(in, outcomes);
    if (hasWeeks) {
      tally.volume.read(in);
      tally.days.read(in, outcomes);
      tally.properties.read(in);
      tally.refusals.read(in);
    }
    return tally;
  }
}
