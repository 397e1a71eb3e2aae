package dev.muster.health;

import dev.muster.attribute.RefusalKind;
import dev.muster.catalog.Property;
import dev.muster.embedded.IntegrationCounts.Day;
import dev.muster.embedded.IntegrationCounts.PropertyCounts;
import dev.muster.embedded.IntegrationCounts.PropertyDay;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds what somebody should know of one property.
///
/// @param days of the integration
/// @param open [HealthFinding#key] of what is known to go on
record PropertyCheck(
    Property property,
    PropertyCounts counts,
    List<Day> days,
    Instant now,
    ZoneId zone,
    Set<String> open) {

  /// So many deliveries say what is usual.
  static final long BEFORE_LEAST = 20;

  /// Of what comes less often, nothing is found.
  private static final double SHARE_LEAST = 0.05;

  private static final double MOSTLY = 0.9;
  private static final Duration SOON = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  /// So often it would have come by now.
  private static final int EXPECTED = 15;

  private static final double REFUSED = 0.2;
  private static final double REFUSED_STILL = 0.1;
  private static final long REFUSED_LEAST = 5;

  Optional<HealthFinding> find() {
    return refused().or(this::missing).or(this::empty);
  }

  private Optional<HealthFinding> refused() {
    boolean isOpen = open.contains("property-refused:" + property.attributeId());
    if (counts.refusedSince().isEmpty()
        || counts.refusedLately() < (isOpen ? REFUSED_STILL : REFUSED)) {
      return Optional.empty();
    }
    Instant since = counts.refusedSince().get();
    LocalDate first = LocalDate.ofInstant(since, zone);
    long came = 0;
    long refused = 0;
    for (PropertyDay day : counts.days()) {
      if (!day.day().isBefore(first)) {
        came += day.came();
        refused += day.refusals();
      }
    }
    if (refused < REFUSED_LEAST && !isOpen) {
      return Optional.empty();
    }
    return Optional.of(
        new DeliveryFinding.PropertyRefused(
            property,
            counts.lastRefusal().orElse(RefusalKind.OTHER),
            since,
            came == 0 ? 1 : (double) refused / came));
  }

  private Optional<HealthFinding> missing() {
    long without = counts.missedSince();
    if (without == 0) {
      return Optional.empty();
    }
    long read = days.stream().mapToLong(Day::read).sum() - without;
    long came = counts.days().stream().mapToLong(PropertyDay::came).sum();
    if (open.contains("property-missing:" + property.attributeId())) {
      return Optional.of(missing(without, share(came, read)));
    }
    if (read < BEFORE_LEAST || came < SHARE_LEAST * read) {
      return Optional.empty();
    }
    double share = Math.min(1, (double) came / read);
    Duration silence = Duration.between(counts.lastAt(), now);
    boolean isMissing =
        share >= MOSTLY
            ? (without >= 20 && isAtLeast(silence, SOON))
                || (without >= 5 && isAtLeast(silence, DAY))
            : without * share >= EXPECTED
                && isAtLeast(silence, DAY)
                && isAtLeast(silence, DAY.multipliedBy(2 * longestGapDays()));
    return isMissing ? Optional.of(missing(without, share(came, read))) : Optional.empty();
  }

  private HealthFinding missing(long without, Optional<Double> share) {
    return new DeliveryFinding.PropertyMissing(property, counts.lastAt(), share, without);
  }

  private static Optional<Double> share(long came, long read) {
    return came == 0 || read <= 0
        ? Optional.empty()
        : Optional.of(Math.min(1, (double) came / read));
  }

  /// The most days from one on which it came to the next: what comes on Mondays only has 7.
  private long longestGapDays() {
    long longest = 0;
    for (int i = 1; i < counts.days().size(); i++) {
      longest =
          Math.max(
              longest,
              counts.days().get(i).day().toEpochDay()
                  - counts.days().get(i - 1).day().toEpochDay());
    }
    return longest;
  }

  private Optional<HealthFinding> empty() {
    long run = counts.emptySince();
    if (run == 0 || counts.lastValueAt().isEmpty()) {
      return Optional.empty();
    }
    HealthFinding found =
        new DeliveryFinding.PropertyEmpty(property, counts.lastValueAt().get(), run);
    if (open.contains(found.key())) {
      return Optional.of(found);
    }
    long valued = counts.days().stream().mapToLong(PropertyDay::valued).sum();
    long before = valued + counts.days().stream().mapToLong(PropertyDay::empty).sum() - run;
    if (before < BEFORE_LEAST) {
      return Optional.empty();
    }
    double share = (double) valued / before;
    Duration silence = Duration.between(counts.lastValueAt().get(), now);
    boolean isEmpty =
        (run >= 20 && isAtLeast(silence, SOON) && share >= 0.8)
            || (run >= 5 && isAtLeast(silence, DAY) && share >= 0.95);
    return isEmpty ? Optional.of(found) : Optional.empty();
  }

  private static boolean isAtLeast(Duration silence, Duration least) {
    return silence.compareTo(least) >= 0;
  }
}
