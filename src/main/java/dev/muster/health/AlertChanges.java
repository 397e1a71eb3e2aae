package dev.muster.health;

import dev.muster.catalog.Alerting;
import dev.muster.catalog.Alerting.Channel;
import dev.muster.catalog.Alerting.Open;
import dev.muster.catalog.Alerting.Told;
import dev.muster.catalog.Alerting.Way;
import dev.muster.catalog.IntegrationKind;
import dev.muster.catalog.Property;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Decides what begins and what is over, at one place: something begins once it is found for some
/// minutes without a break, and is over once it has not been found for an hour. For one thread.
final class AlertChanges {

  /// For how long something has to be found until it is told.
  static final Duration HOLD = Duration.ofMinutes(5);

  /// For how long something has to be gone until that is told.
  static final Duration CALM = Duration.ofHours(1);

  private final Map<String, Instant> found = new HashMap<>();
  private final Map<String, Instant> gone = new HashMap<>();

  /// @param of what the integration takes
  /// @param findings what is found now
  /// @return how it is then; the same where nothing is to be told
  Alerting after(
      Alerting before,
      IntegrationKind of,
      List<HealthFinding> findings,
      HealthWords words,
      Instant now) {
    Map<String, HealthFinding> wanted = new LinkedHashMap<>();
    for (HealthFinding finding : findings) {
      if (finding.isWorthAnAlert() && before.settings().tells(finding.code())) {
        wanted.put(finding.key(), finding);
      }
    }
    found.keySet().retainAll(wanted.keySet());
    gone.keySet().removeAll(wanted.keySet());
    Instant at = now.truncatedTo(ChronoUnit.MILLIS);
    List<Open> open = new ArrayList<>();
    List<Told> told = new ArrayList<>(before.told());
    for (Open one : before.open()) {
      if (wanted.remove(one.key()) != null || !isOver(one.key(), now)) {
        open.add(one);
      } else if (before.settings().tells(one.kind())) {
        String over = AlertText.over(of, one.kind(), one.property());
        told.add(told(told, at, true, one.kind(), one.property(), over, before.settings()));
      }
    }
    wanted.forEach((key, finding) -> {
      if (!now.isBefore(found.computeIfAbsent(key, _ -> now).plus(HOLD))) {
        Optional<String> property = finding.about().map(Property::name);
        open.add(new Open(key, finding.code(), property, at));
        told.add(
            told(told, at, false, finding.code(), property, words.of(finding), before.settings()));
        found.remove(key);
      }
    });
    gone.keySet().retainAll(keys(open));
    return new Alerting(before.settings(), open, told);
  }

  private boolean isOver(String key, Instant now) {
    return !now.isBefore(gone.computeIfAbsent(key, _ -> now).plus(CALM));
  }

  private static Set<String> keys(List<Open> open) {
    return Set.copyOf(open.stream().map(Open::key).toList());
  }

  private static Told told(
      List<Told> before,
      Instant at,
      boolean isOver,
      String kind,
      Optional<String> property,
      String words,
      Alerting.Settings settings) {
    List<Way> ways = new ArrayList<>();
    if (!settings.emails().isEmpty()) {
      ways.add(Way.waiting(Channel.EMAIL));
    }
    if (settings.webhook().isPresent()) {
      ways.add(Way.waiting(Channel.WEBHOOK));
    }
    long number = before.isEmpty() ? 1 : before.getLast().number() + 1;
    return new Told(number, at, isOver, kind, property, words, ways);
  }
}
