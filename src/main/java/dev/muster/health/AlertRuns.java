package dev.muster.health;

import dev.muster.catalog.Alerting;
import dev.muster.catalog.Alerting.Channel;
import dev.muster.catalog.Alerting.Status;
import dev.muster.catalog.Alerting.Told;
import dev.muster.catalog.Alerting.Way;
import dev.muster.catalog.CatalogException;
import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.Environment;
import dev.muster.catalog.Integration;
import dev.muster.catalog.SystemDefinition;
import dev.muster.embedded.Engine;
import dev.muster.mailing.Notices;
import dev.muster.mailing.Rounds;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells people when something begins, and when it is over. What goes on and what is to be told is
/// made durable before it is told, so that a restart neither forgets an alert nor tells it anew.
/// What does not go out is tried again for a day. After a crash while an alert is handed over it is
/// handed over once more, with the same id. Safe for use by many threads.
public final class AlertRuns implements AutoCloseable {

  /// For how long it is tried again.
  static final Duration TRIED_FOR = Duration.ofHours(24);

  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);
  private static final Duration TICK = Duration.ofSeconds(20);
  private static final Logger LOG = LoggerFactory.getLogger(AlertRuns.class);

  private final CatalogStore catalog;
  private final Checkup checkup;
  private final AlertSender sender;
  private final boolean canMail;
  private final InstantSource clock;
  private final Map<AlertPlace, AlertChanges> changes = new HashMap<>();
  private final Map<Try, Tries> tries = new ConcurrentHashMap<>();
  private final Rounds<AlertPlace> rounds = new Rounds<>("alerts", TICK, this::look);

  private record Try(AlertPlace place, long number, Channel channel) {}

  private record Tries(int count, Instant next) {
    Tries failed(Instant now) {
      Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(count, 10));
      return new Tries(
          count + 1, now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE));
    }
  }

  /// What became of a test.
  ///
  /// @param problem why it did not go out, or not to all; empty: all is well
  public record Tested(Channel channel, boolean isSent, Optional<String> problem) {}

  /// The alerts of an engine.
  ///
  /// @param checkup finds how integrations are
  /// @param notices by which people are told
  /// @param publicUrl where people reach this server, if it is known
  public AlertRuns(
      Engine engine,
      Checkup checkup,
      Notices notices,
      Optional<URI> publicUrl,
      InstantSource clock) {
    this.catalog = engine.catalog();
    this.checkup = checkup;
    this.sender = new AlertSender(notices, engine.webhookClient(), engine.secrets(), publicUrl);
    this.canMail = notices.hasServer();
    this.clock = clock;
  }

  /// Whether mails can go out at all.
  public boolean canMail() {
    return canMail;
  }

  /// Begins to look at what comes.
  public void start() {
    rounds.start();
  }

  /// Looks at all that somebody wants to be told of, and begins to send what is to be sent.
  void look() {
    Set<AlertPlace> seen = ConcurrentHashMap.newKeySet();
    for (SystemDefinition system : catalog.current().systems().values()) {
      for (Integration integration : system.integrations().values()) {
        integration
            .alerts()
            .keySet()
            .forEach(environment -> {
              AlertPlace place = new AlertPlace(system.key(), integration.key(), environment);
              seen.add(place);
              look(place);
            });
      }
    }
    synchronized (changes) {
      changes.keySet().retainAll(seen);
    }
    tries.keySet().removeIf(one -> !seen.contains(one.place));
  }

  private void look(AlertPlace place) {
    // While it is sent, what is noted of it must not change.
    if (!rounds.begin(place)) {
      return;
    }
    boolean isSending = false;
    try {
      Optional<AlertPlace.Found> found = place.in(catalog.current());
      if (found.isPresent()) {
        find(place, found.get());
        Optional<AlertPlace.Found> then = place.in(catalog.current());
        if (then.isPresent() && then.get().alerting().told().stream().anyMatch(Told::isWaiting)) {
          isSending = true;
          Thread.ofVirtual().name("muster-alert").start(() -> serve(place));
        }
      }
    } catch (CatalogException e) {
      LOG.warn("alerts of {} are not noted: {}", place, e.detail());
    } finally {
      if (!isSending) {
        rounds.end(place);
      }
    }
  }

  private void find(AlertPlace place, AlertPlace.Found found) {
    Alerting before = found.alerting();
    if (!before.settings().tellsAnybody()) {
      return;
    }
    Instant now = clock.instant();
    Set<String> open = before.open().stream().map(Alerting.Open::key).collect(Collectors.toSet());
    Health health = checkup.of(found.system(), found.integration(), found.environment(), now, open);
    Alerting after;
    synchronized (changes) {
      after =
          changes
              .computeIfAbsent(place, _ -> new AlertChanges())
              .after(
                  before,
                  found.integration().kind(),
                  health.findings(),
                  new HealthWords(found.system().timeZone(), now),
                  now);
    }
    if (!after.equals(before)) {
      boolean _ = note(place, before, after);
    }
  }

  private boolean note(AlertPlace place, Alerting before, Alerting after) {
    return catalog
        .alerts()
        .note(place.system(), place.integration(), place.environment(), before, after);
  }

  private void serve(AlertPlace place) {
    try {
      place
          .in(catalog.current())
          .ifPresent(found -> {
            for (Channel channel : Channel.values()) {
              send(place, found, channel);
            }
          });
    } catch (CatalogException e) {
      LOG.warn("alerts of {} are not noted: {}", place, e.detail());
    } catch (RuntimeException e) {
      LOG.error("alerts of {} failed", place, e);
    } finally {
      rounds.end(place);
    }
  }

  /// In their order: one that does not go out holds up those after it.
  private void send(AlertPlace place, AlertPlace.Found found, Channel channel) {
    for (Told told : found.alerting().told()) {
      Optional<Way> way =
          told.ways().stream()
              .filter(one -> one.channel() == channel && one.status() == Status.WAITING)
              .findFirst();
      if (way.isEmpty()) {
        continue;
      }
      Try key = new Try(place, told.number(), channel);
      Instant now = clock.instant();
      Tries tried = tries.getOrDefault(key, new Tries(0, now));
      if (rounds.isClosing() || now.isBefore(tried.next)) {
        return;
      }
      Way after =
          switch (sender.send(found, told, way.get())) {
            case AlertSender.Outcome.Sent(Optional<String> problem) -> {
              tries.remove(key);
              yield new Way(
                  channel, Status.SENT, Optional.of(now.truncatedTo(ChronoUnit.MILLIS)), problem);
            }
            case AlertSender.Outcome.Failed(String why) -> {
              Tries next = tried.failed(now);
              boolean isTooLate = !next.next.isBefore(told.at().plus(TRIED_FOR));
              LOG.warn("alert {} of {} did not go out: {}", told.number(), place, why);
              if (isTooLate) {
                tries.remove(key);
              } else {
                tries.put(key, next);
              }
              yield new Way(
                  channel,
                  isTooLate ? Status.GAVE_UP : Status.WAITING,
                  Optional.empty(),
                  Optional.of(why));
            }
          };
      settle(place, told.number(), after);
      if (after.status() == Status.WAITING) {
        return;
      }
    }
  }

  /// Notes how it went, whatever else has changed since.
  private void settle(AlertPlace place, long number, Way way) {
    boolean isNoted = false;
    for (int i = 0; i < 10 && !isNoted; i++) {
      Optional<AlertPlace.Found> found = place.in(catalog.current());
      if (found.isEmpty()) {
        return;
      }
      Alerting before = found.get().alerting();
      List<Told> told = new ArrayList<>();
      for (Told one : before.told()) {
        told.add(
            one.number() != number
                ? one
                : new Told(
                    one.number(),
                    one.at(),
                    one.isOver(),
                    one.kind(),
                    one.property(),
                    one.words(),
                    one.ways().stream()
                        .map(old -> old.channel() == way.channel() ? way : old)
                        .toList()));
      }
      Alerting after = new Alerting(before.settings(), before.open(), told);
      isNoted = after.equals(before) || note(place, before, after);
    }
  }

  /// Sends a test to all who are told.
  ///
  /// @return by channel; empty where nobody is told
  public List<Tested> test(
      SystemDefinition system, Integration integration, Environment environment) {
    AlertPlace.Found place =
        new AlertPlace.Found(
            system, integration, environment, integration.alerting(environment.key()));
    List<Channel> channels = new ArrayList<>();
    if (!place.alerting().settings().emails().isEmpty()) {
      channels.add(Channel.EMAIL);
    }
    if (place.alerting().settings().webhook().isPresent()) {
      channels.add(Channel.WEBHOOK);
    }
    Instant now = clock.instant();
    return channels.stream()
        .map(channel ->
            switch (sender.test(place, channel, now)) {
              case AlertSender.Outcome.Sent(Optional<String> problem) ->
                  new Tested(channel, true, problem);
              case AlertSender.Outcome.Failed(String why) ->
                  new Tested(channel, false, Optional.of(why));
            })
        .toList();
  }

  /// Waits a little for what is being handed over.
  @Override
  public void close() {
    rounds.close();
  }
}
