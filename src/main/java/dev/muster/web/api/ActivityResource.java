package dev.muster.web.api;

import dev.muster.catalog.Environment;
import dev.muster.catalog.Integration;
import dev.muster.catalog.SystemDefinition;
import dev.muster.embedded.DeliveryCounts;
import dev.muster.embedded.DeliveryCounts.Last;
import dev.muster.embedded.Engine;
import dev.muster.embedded.IntegrationCounts;
import dev.muster.health.Checkup;
import dev.muster.health.Health;
import dev.muster.intake.Intake;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What comes through the integrations, and how they are.
final class ActivityResource {

  private final Engine engine;
  private final Intake intake;
  private final Checkup checkup;
  private final Lookup lookup;
  private final InstantSource clock;

  ActivityResource(Engine engine, Intake intake, Checkup checkup, InstantSource clock) {
    this.engine = engine;
    this.intake = intake;
    this.checkup = checkup;
    this.lookup = new Lookup(engine.catalog());
    this.clock = clock;
  }

  private record Items(List<View> items) {}

  private record View(
      String integration,
      @Nullable Instant lastDeliveryAt,
      @Nullable String lastOutcome,
      List<Hour> hours,
      long limitedLastHour,
      Verdict health) {}

  private record Hour(Instant at, long accepted, long partial, long rejected) {}

  private record Verdict(String state, String words) {}

  Answer read(Request request) {
    SystemDefinition system = lookup.system(request);
    Environment environment = lookup.askedEnvironment(system, request);
    Instant now = clock.instant();
    return Answer.of(
        new Items(
            system.integrations().values().stream()
                .map(one -> view(system, environment, one, now))
                .toList()));
  }

  private View view(
      SystemDefinition system, Environment environment, Integration integration, Instant now) {
    IntegrationCounts history =
        engine.history(environment.id(), integration.id(), now, system.timeZone());
    DeliveryCounts counts = history.recent();
    long limited = intake.limitedLastHour(environment.id(), integration.id());
    Health health = checkup.of(system, integration, environment, now, Set.of());
    int hours = counts.hours().size();
    return new View(
        integration.key(),
        counts.last().map(Last::at).orElse(null),
        counts.last().map(last -> last.outcome().code()).orElse(null),
        counts.hours().subList(hours - 24, hours).stream()
            .map(hour ->
                new Hour(
                    hour.at(),
                    hour.counts().accepted(),
                    hour.counts().partial(),
                    hour.counts().rejected()))
            .toList(),
        limited,
        new Verdict(health.state().code(), health.words()));
  }
}
