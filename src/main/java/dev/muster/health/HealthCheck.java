package dev.muster.health;

import dev.muster.catalog.Integration;
import dev.muster.catalog.Property;
import dev.muster.embedded.DeliveryCounts;
import dev.muster.embedded.DeliveryCounts.Counts;
import dev.muster.embedded.IntegrationCounts;
import dev.muster.embedded.IntegrationCounts.RefusalCounts;
import dev.muster.intake.Outcome;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds what somebody should know of an integration, in what was counted of it. It has no memory
/// of its own: what is found depends on the counts, the moment, and on what is known to go on.
///
/// The thresholds are chosen so that a finding is hardly ever chance: a delivery more or less makes
/// none, and a weekend or a night is compared with weekends and nights.
public final class HealthCheck {

  /// So many deliveries say something.
  static final int ENOUGH = 10;

  /// Less silence than this is never quiet, however busy it was before.
  static final Duration QUIET_LEAST = Duration.ofHours(3);

  /// How long nothing may come from a sender of which too little came to know what is usual.
  static final Duration QUIET_UNUSUAL = Duration.ofDays(7);

  /// How many times the longest pause the present one has to be, as long as fewer than two weeks
  /// are known, and then.
  static final int QUIET_TIMES_AT_FIRST = 3;

  static final int QUIET_TIMES = 2;

  /// So many deliveries have to be missing from a silence.
  private static final long MISSED_LEAST = 20;

  private static final List<Integer> FAILING_HOURS = List.of(1, 6, 24, 168);
  private static final List<Integer> VOLUME_HOURS = List.of(3, 6, 12, 24, 72, 168);
  private static final Set<String> NOT_PROVED = Set.of("signature-invalid", "address-not-allowed");
  private static final double NOT_PROVED_SHARE = 0.2;
  private static final long VOLUME_LEAST = 50;
  private static final double DROPPED = 0.3;
  private static final double DROPPED_BY_ONE_WEEK = 0.15;
  private static final double DROPPED_STILL = 0.5;
  private static final int ROSE_TIMES = 5;
  private static final int ROSE_STILL_TIMES = 3;
  private static final long ROSE_LEAST = 500;
  private static final double LATE = 0.3;
  private static final double AGAIN = 0.5;
  private static final long LIMITED_LEAST = 10;
  private static final double STILL = 0.5;

  private final Integration integration;
  private final IntegrationCounts counts;
  private final long limitedLastHour;
  private final ZoneId zone;
  private final Instant now;
  private final Set<String> open;
  private final Volume volume;
  private final long hour;

  private HealthCheck(
      Integration integration,
      IntegrationCounts counts,
      long limitedLastHour,
      ZoneId zone,
      Instant now,
      Set<String> open) {
    this.integration = integration;
    this.counts = counts;
    this.limitedLastHour = limitedLastHour;
    this.zone = zone;
    this.now = now;
    this.open = open;
    this.volume = new Volume(counts, zone);
    this.hour = Volume.hourOf(now);
  }

  /// How an integration is.
  ///
  /// @param limitedLastHour how many requests were turned away, since more came than limits allow
  /// @param zone of its system
  /// @param open [HealthFinding#key] of what is known to go on: it ends only once it is clearly
  ///   over, so that it does not come and go
  public static Health of(
      Integration integration,
      IntegrationCounts counts,
      long limitedLastHour,
      ZoneId zone,
      Instant now,
      Set<String> open) {
    return new HealthCheck(integration, counts, limitedLastHour, zone, now, open).health();
  }

  private Health health() {
    HealthWords words = new HealthWords(zone, now);
    if (counts.recent().last().isEmpty() && !isLimited()) {
      DeliveryFinding.NothingEver never = new DeliveryFinding.NothingEver();
      return new Health(Health.State.NEW, words.of(never), List.of(never));
    }
    List<HealthFinding> found = new ArrayList<>();
    failing().ifPresent(found::add);
    Optional<HealthFinding> quiet =
        isLimited()
            ? Optional.empty()
            : counts.recent().last().map(DeliveryCounts.Last::at).flatMap(this::quiet);
    quiet.ifPresent(found::add);
    if (isLimited()) {
      found.add(new DeliveryFinding.Limited(limitedLastHour));
    }
    for (Property property : integration.properties()) {
      counts
          .property(property.attributeId())
          .flatMap(one -> new PropertyCheck(property, one, counts.days(), now, zone, open).find())
          .ifPresent(found::add);
    }
    if (quiet.isEmpty()) {
      volume().ifPresent(found::add);
      lastDay(found);
    }
    if (found.isEmpty()) {
      return new Health(Health.State.OK, words.ok(counts.recent()), List.of());
    }
    return new Health(state(found), words.all(found), found);
  }

  /// What is turned away came all the same.
  private boolean isLimited() {
    return limitedLastHour >= (open.contains("limited") ? 1 : LIMITED_LEAST);
  }

  private static Health.State state(List<HealthFinding> found) {
    boolean fails =
        found.stream()
            .anyMatch(one ->
                one instanceof DeliveryFinding.Failing
                    || one instanceof DeliveryFinding.SignatureFailing);
    if (fails) {
      return Health.State.FAILING;
    }
    return found.stream().anyMatch(DeliveryFinding.Quiet.class::isInstance)
        ? Health.State.QUIET
        : Health.State.CHANGED;
  }

  private record Window(int hours, long all, long refused) {}

  /// The shortest one in which enough came, or all that came in a week.
  private Window window() {
    List<Window> windows = new ArrayList<>();
    for (int hours : FAILING_HOURS) {
      Counts last = counts.recent().lastHour();
      windows.add(
          hours == 1
              ? new Window(1, last.sum(), last.rejected())
              : new Window(
                  hours,
                  volume.all(hour - hours + 1, hour + 1),
                  volume.refused(hour - hours + 1, hour + 1)));
    }
    long most = windows.getLast().all;
    return windows.stream()
        .filter(one -> one.all >= Math.min(ENOUGH, most))
        .findFirst()
        .orElse(windows.getLast());
  }

  private Optional<HealthFinding> failing() {
    Window window = window();
    Counts last = counts.recent().lastHour();
    boolean isOver = last.rejected() == 0 && last.sum() >= 3;
    boolean isLastRefused =
        counts
            .recent()
            .last()
            .map(DeliveryCounts.Last::outcome)
            .equals(Optional.of(Outcome.REJECTED));
    if (isOver || window.all == 0) {
      return Optional.empty();
    }
    // By the hour, so of a little longer than the window where that is an hour.
    long from = hour - Math.max(window.hours, 2) + 1;
    Optional<RefusalCounts> most =
        counts.refusals().stream()
            .filter(one -> inWindow(one, from) > 0)
            .max(Comparator.comparingLong(one -> inWindow(one, from)));
    String reason = most.map(RefusalCounts::code).orElse("");
    boolean isMostRefused =
        window.refused * 2 > window.all && (window.all >= ENOUGH || isLastRefused);
    if (!NOT_PROVED.contains(reason)) {
      return isMostRefused
          ? Optional.of(
              new DeliveryFinding.Failing(reason, window.refused, window.all, window.hours))
          : Optional.empty();
    }
    long unproved = Math.min(window.refused, most.map(one -> inWindow(one, from)).orElse(0L));
    double least = NOT_PROVED_SHARE * (open.contains("signature-failing") ? STILL : 1);
    boolean isMuchUnproved =
        window.all >= ENOUGH && unproved >= 3 && unproved >= least * window.all;
    return isMostRefused || isMuchUnproved
        ? Optional.of(
            new DeliveryFinding.SignatureFailing(reason, unproved, window.all, window.hours))
        : Optional.empty();
  }

  private static long inWindow(RefusalCounts refusals, long from) {
    return refusals.hours().stream()
        .filter(one -> one.number() >= from)
        .mapToLong(IntegrationCounts.Hour::all)
        .sum();
  }

  private Optional<HealthFinding> quiet(Instant last) {
    Duration silence = Duration.between(last, now);
    if (silence.compareTo(QUIET_LEAST) < 0) {
      return Optional.empty();
    }
    List<Long> before = volume.weeksBefore(Volume.hourOf(last) + 1, hour);
    Optional<Long> least = before.stream().min(Comparator.naturalOrder());
    long enough = before.size() == 1 ? 3 * MISSED_LEAST : MISSED_LEAST;
    Optional<Long> pause =
        volume.active() < 3 ? Optional.empty() : Optional.of(volume.longestPause());
    if (least.isPresent() && least.get() >= enough) {
      return Optional.of(new DeliveryFinding.Quiet(last, Optional.of(average(before)), pause));
    }
    Duration limit = QUIET_UNUSUAL;
    Duration counted = silence;
    if (pause.isPresent()) {
      long known = volume.knownHours(Volume.hourOf(last));
      limit =
          Duration.ofHours(pause.get())
              .multipliedBy(known < 14 * 24 ? QUIET_TIMES_AT_FIRST : QUIET_TIMES);
      // Whoever has not been seen on a weekend may be one who sends nothing then.
      counted = known < 8 * 24 ? withoutWeekends(last, silence) : silence;
    }
    return counted.compareTo(limit) > 0 && counted.compareTo(QUIET_LEAST) > 0
        ? Optional.of(new DeliveryFinding.Quiet(last, Optional.empty(), pause))
        : Optional.empty();
  }

  private Duration withoutWeekends(Instant from, Duration silence) {
    Duration counted = Duration.ZERO;
    ZonedDateTime at = from.atZone(zone);
    ZonedDateTime end = from.plus(silence).atZone(zone);
    while (at.isBefore(end)) {
      ZonedDateTime midnight = at.toLocalDate().plusDays(1).atStartOfDay(zone);
      ZonedDateTime next = midnight.isBefore(end) ? midnight : end;
      if (at.getDayOfWeek() != DayOfWeek.SATURDAY && at.getDayOfWeek() != DayOfWeek.SUNDAY) {
        counted = counted.plus(Duration.between(at, next));
      }
      at = next;
    }
    return counted;
  }

  /// By the shortest stretch in which enough used to come to say anything.
  private Optional<HealthFinding> volume() {
    for (int hours : VOLUME_HOURS) {
      List<Long> before = volume.weeksBefore(hour - hours, hour);
      long least = before.stream().mapToLong(Long::longValue).min().orElse(0);
      boolean isByOneWeek = before.size() == 1;
      if (least < (isByOneWeek ? 2 * VOLUME_LEAST : VOLUME_LEAST)) {
        continue;
      }
      long came = volume.all(hour - hours, hour);
      double dropped =
          open.contains("volume-dropped")
              ? DROPPED_STILL
              : isByOneWeek ? DROPPED_BY_ONE_WEEK : DROPPED;
      if (came <= dropped * least) {
        return Optional.of(new DeliveryFinding.VolumeDropped(average(before), came, hours));
      }
      long most = before.stream().mapToLong(Long::longValue).max().orElse(0);
      long times = open.contains("volume-rose") ? ROSE_STILL_TIMES : ROSE_TIMES;
      return !isByOneWeek && came >= Math.max(ROSE_LEAST, times * most)
          ? Optional.of(new DeliveryFinding.VolumeRose(average(before), came, hours))
          : Optional.empty();
    }
    return Optional.empty();
  }

  private static long average(List<Long> counts) {
    return Math.round(counts.stream().mapToLong(Long::longValue).average().orElse(0));
  }

  private void lastDay(List<HealthFinding> found) {
    long all = 0;
    long taken = 0;
    long stale = 0;
    long again = 0;
    long ignored = 0;
    List<DeliveryCounts.Hour> hours = counts.recent().hours();
    for (DeliveryCounts.Hour one : hours.subList(hours.size() - 24, hours.size())) {
      all += one.counts().sum();
      taken += one.counts().accepted() + one.counts().partial();
      stale += one.counts().stale();
      again += one.counts().duplicate();
      ignored += one.counts().ignored();
    }
    if (isMuch(stale, taken + stale, LATE, "late-events")) {
      found.add(new DeliveryFinding.LateEvents(stale, taken + stale));
    }
    if (isMuch(again, all, AGAIN, "sent-again")) {
      found.add(new DeliveryFinding.SentAgain(again, all));
    }
    if (ignored == all && all >= 2 * ENOUGH && tookBefore()) {
      found.add(new DeliveryFinding.AllIgnored(ignored));
    }
  }

  private boolean isMuch(long some, long all, double share, String key) {
    return some >= 2 * ENOUGH && some >= all * share * (open.contains(key) ? STILL : 1);
  }

  private boolean tookBefore() {
    LocalDate yesterday = LocalDate.ofInstant(now, zone).minusDays(1);
    return counts.days().stream()
            .filter(day -> day.day().isBefore(yesterday))
            .mapToLong(day -> day.counts().accepted() + day.counts().partial())
            .sum()
        >= ENOUGH;
  }
}
