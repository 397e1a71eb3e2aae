package dev.muster.health;

import dev.muster.catalog.Environment;
import dev.muster.catalog.Integration;
import dev.muster.catalog.IntegrationKind;
import dev.muster.catalog.SystemDefinition;
import dev.muster.embedded.Engine;
import dev.muster.upload.UploadPlace;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Finds how an integration is, whatever comes through it. Safe for use by many threads.
public final class Checkup {

  private final Engine engine;
  private final Limited limited;

  /// How many requests to an endpoint were turned away in the last hour, since too many came.
  @FunctionalInterface
  public interface Limited {
    /// Of one integration in one environment.
    long lastHour(int environmentId, int integrationId);
  }

  /// Looks at what an engine has counted.
  public Checkup(Engine engine, Limited limited) {
    this.engine = engine;
    this.limited = limited;
  }

  /// How an integration is in an environment.
  ///
  /// @param open [HealthFinding#key] of what is known to go on
  public Health of(
      SystemDefinition system,
      Integration integration,
      Environment environment,
      Instant now,
      Set<String> open) {
    if (integration.kind() == IntegrationKind.CSV) {
      UploadPlace place = new UploadPlace(system, integration, environment);
      Optional<String> trouble =
          integration.schedules().containsKey(environment.key())
              ? engine.schedules().state(place).trouble()
              : Optional.empty();
      return FileCheck.of(
          integration, engine.uploads().list(place), trouble, system.timeZone(), now, open);
    }
    return HealthCheck.of(
        integration,
        engine.history(environment.id(), integration.id(), now, system.timeZone()),
        limited.lastHour(environment.id(), integration.id()),
        system.timeZone(),
        now,
        open);
  }
}
