package dev.muster.web.api;

import dev.muster.catalog.Environment;
import dev.muster.catalog.SystemDefinition;
import dev.muster.embedded.DeliveryCounts;
import dev.muster.embedded.DeliveryCounts.Last;
import dev.muster.embedded.Engine;
import dev.muster.intake.Intake;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What comes through the integrations, and how they are.
final class ActivityResource {

  private final Engine engine;
  private final Intake intake;
  private final Lookup lookup;
  private final InstantSource clock;

  ActivityResource(Engine engine, Intake intake, InstantSource clock) {
    this.engine = engine;
    this.intake = intake;
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
      Health health) {}

  private record Hour(Instant at, long accepted, long partial, long rejected) {}

  private record Health(String state, String words) {}

  Answer read(Request request) {
    SystemDefinition system = lookup.system(request);
    Environment environment = lookup.askedEnvironment(system, request);
    Instant now = clock.instant();
    return Answer.of(
        new Items(
            system.integrations().values().stream()
                .map(one ->
                    view(
                        one.key(),
                        engine.counts(environment.id(), one.id(), now),
                        intake.limitedLastHour(environment.id(), one.id()),
                        now))
                .toList()));
  }

  private static View view(
      String integration, DeliveryCounts counts, long limitedLastHour, Instant now) {
    IntegrationHealth health = IntegrationHealth.of(counts, now);
    return new View(
        integration,
        counts.last().map(Last::at).orElse(null),
        counts.last().map(last -> last.outcome().code()).orElse(null),
        IntegrationHealth.lastDay(counts).stream()
            .map(hour ->
                new Hour(
                    hour.at(),
                    hour.counts().accepted(),
                    hour.counts().partial(),
                    hour.counts().rejected()))
            .toList(),
        limitedLastHour,
        new Health(health.state().code(), health.words()));
  }
}
