package dev.muster.embedded;

import dev.muster.attribute.RefusalKind;
import dev.muster.embedded.DeliveryCounts.Counts;
import dev.muster.embedded.IntegrationCounts.PropertyCounts;
import dev.muster.embedded.IntegrationCounts.PropertyDay;
import dev.muster.embedded.IntegrationCounts.RefusalCounts;
import dev.muster.intake.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// What a list of deliveries adds up to, counted anew each time by going through all of them.
public final class NaiveCounts {

  private final List<Came> deliveries = new ArrayList<>();

  /// How a property came.
  public enum Seen {
    /// With a value.
    VALUED,
    /// As null.
    EMPTY,
    /// As something of another type.
    REFUSED
  }

  /// A delivery.
  ///
  /// @param refusal why it was refused as a whole; empty unless it was
  /// @param properties by attribute
  public record Came(
      Instant at, Outcome outcome, Optional<String> refusal, Map<Integer, Seen> properties) {

    boolean isRead() {
      return outcome == Outcome.ACCEPTED
          || outcome == Outcome.PARTIAL
          || (outcome == Outcome.REJECTED && !properties.isEmpty());
    }
  }

  /// In the order of their times.
  public void add(Came came) {
    deliveries.add(came);
  }

  /// Those before a moment.
  public NaiveCounts until(Instant end) {
    NaiveCounts some = new NaiveCounts();
    deliveries.stream().filter(one -> one.at.isBefore(end)).forEach(some::add);
    return some;
  }

  /// As it is seen from a moment.
  public IntegrationCounts counts(Instant now, ZoneId zone) {
    long hour = hour(now);
    LocalDate today = LocalDate.ofInstant(now, zone);
    List<IntegrationCounts.Hour> hours = new ArrayList<>();
    TreeMap<Long, List<Came>> byHour = new TreeMap<>();
    deliveries.forEach(
        one -> byHour.computeIfAbsent(hour(one.at), _ -> new ArrayList<>()).add(one));
    byHour
        .subMap(hour - 28 * 24, false, hour, true)
        .forEach((number, some) ->
            hours.add(
                new IntegrationCounts.Hour(
                    number,
                    some.size(),
                    some.stream().filter(one -> one.outcome == Outcome.REJECTED).count())));
    List<IntegrationCounts.Day> days = new ArrayList<>();
    for (LocalDate day = today.minusDays(27); !day.isAfter(today); day = day.plusDays(1)) {
      LocalDate on = day;
      if (count(one -> day(one, zone).equals(on)) > 0) {
        days.add(
            new IntegrationCounts.Day(
                day,
                outcomes(one -> day(one, zone).equals(on)),
                count(one -> one.isRead() && day(one, zone).equals(on))));
      }
    }
    return new IntegrationCounts(recent(now), hours, days, properties(zone, today), refusals(hour));
  }

  private List<PropertyCounts> properties(ZoneId zone, LocalDate today) {
    TreeSet<Integer> ids = new TreeSet<>();
    deliveries.forEach(one -> ids.addAll(one.properties.keySet()));
    return ids.stream().map(id -> property(id, zone, today)).toList();
  }

  private PropertyCounts property(int id, ZoneId zone, LocalDate today) {
    Instant last = Instant.EPOCH;
    Optional<Instant> lastValue = Optional.empty();
    long without = 0;
    long empty = 0;
    double lately = 0;
    Optional<Instant> refusedSince = Optional.empty();
    Optional<RefusalKind> lastRefusal = Optional.empty();
    TreeMap<LocalDate, Map<Seen, Long>> days = new TreeMap<>();
    for (Came one : deliveries) {
      if (!one.isRead()) {
        continue;
      }
      Seen seen = one.properties.get(id);
      if (seen == null) {
        without++;
        continue;
      }
      without = 0;
      last = one.at;
      days.computeIfAbsent(day(one, zone), _ -> new EnumMap<>(Seen.class))
          .merge(seen, 1L, Long::sum);
      empty = seen == Seen.EMPTY ? empty + 1 : 0;
      if (seen == Seen.REFUSED) {
        lately += (1 - lately) * 0.05;
        lastRefusal = Optional.of(RefusalKind.WRONG_TYPE);
        refusedSince = refusedSince.or(() -> Optional.of(one.at));
      } else {
        lately -= lately * 0.05;
        refusedSince = lately < 0.05 ? Optional.empty() : refusedSince;
      }
      lastValue = seen == Seen.VALUED ? Optional.of(one.at) : lastValue;
    }
    List<PropertyDay> listed = new ArrayList<>();
    days.tailMap(today.minusDays(27))
        .forEach((day, counts) ->
            listed.add(
                new PropertyDay(
                    day,
                    counts.getOrDefault(Seen.VALUED, 0L),
                    counts.getOrDefault(Seen.EMPTY, 0L),
                    counts.containsKey(Seen.REFUSED)
                        ? Map.of(RefusalKind.WRONG_TYPE, counts.getOrDefault(Seen.REFUSED, 0L))
                        : Map.of())));
    return new PropertyCounts(
        id, last, lastValue, without, empty, lately, refusedSince, lastRefusal, listed);
  }

  private List<RefusalCounts> refusals(long hour) {
    TreeMap<String, List<Came>> byCode = new TreeMap<>();
    for (Came one : deliveries) {
      one.refusal.ifPresent(code -> byCode.computeIfAbsent(code, _ -> new ArrayList<>()).add(one));
    }
    List<RefusalCounts> all = new ArrayList<>();
    byCode.forEach((code, some) -> {
      TreeMap<Long, Long> hours = new TreeMap<>();
      some.forEach(one -> hours.merge(hour(one.at), 1L, Long::sum));
      all.add(
          new RefusalCounts(
              code,
              some.getLast().at,
              hours.tailMap(hour - 7 * 24 + 1).entrySet().stream()
                  .map(one ->
                      new IntegrationCounts.Hour(one.getKey(), one.getValue(), one.getValue()))
                  .toList()));
    });
    return all;
  }

  private DeliveryCounts recent(Instant now) {
    List<DeliveryCounts.Hour> hours = new ArrayList<>();
    for (long at = hour(now) - 47; at <= hour(now); at++) {
      long number = at;
      hours.add(
          new DeliveryCounts.Hour(
              Instant.EPOCH.plus(Duration.ofHours(at)), outcomes(one -> hour(one.at) == number)));
    }
    long five = now.getEpochSecond() / 300;
    Optional<DeliveryCounts.Last> last =
        deliveries.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new DeliveryCounts.Last(deliveries.getLast().at, deliveries.getLast().outcome));
    return new DeliveryCounts(
        last,
        hours,
        outcomes(one -> one.at.getEpochSecond() / 300 > five - 12),
        last.map(one -> pause(hour(one.at()))).orElse(OptionalLong.empty()));
  }

  private OptionalLong pause(long end) {
    List<Long> active =
        deliveries.stream()
            .map(one -> hour(one.at))
            .filter(at -> at > end - 48)
            .distinct()
            .toList();
    long longest = 0;
    for (int i = 1; i < active.size(); i++) {
      longest = Math.max(longest, active.get(i) - active.get(i - 1));
    }
    return active.size() < 3 ? OptionalLong.empty() : OptionalLong.of(longest);
  }

  private Counts outcomes(Predicate<Came> some) {
    return new Counts(
        count(some.and(one -> one.outcome == Outcome.ACCEPTED)),
        count(some.and(one -> one.outcome == Outcome.PARTIAL)),
        count(some.and(one -> one.outcome == Outcome.REJECTED)),
        count(some.and(one -> one.outcome == Outcome.IGNORED)),
        count(some.and(one -> one.outcome == Outcome.DUPLICATE)),
        count(some.and(one -> one.outcome == Outcome.STALE)));
  }

  private long count(Predicate<Came> some) {
    return deliveries.stream().filter(some).count();
  }

  private static long hour(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), 3_600L);
  }

  private static LocalDate day(Came one, ZoneId zone) {
    return LocalDate.ofInstant(one.at, zone);
  }
}
