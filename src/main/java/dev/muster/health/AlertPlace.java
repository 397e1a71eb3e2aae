package dev.muster.health;

import dev.muster.catalog.Alerting;
import dev.muster.catalog.Catalog;
import dev.muster.catalog.Environment;
import dev.muster.catalog.Integration;
import dev.muster.catalog.SystemDefinition;
import java.util.Optional;

/// Where alerts are of: an integration in an environment, by their keys.
record AlertPlace(String system, String integration, String environment) {

  /// What is there.
  record Found(
      SystemDefinition system,
      Integration integration,
      Environment environment,
      Alerting alerting) {}

  Optional<Found> in(Catalog catalog) {
    return catalog
        .system(system)
        .flatMap(there ->
            there
                .integration(integration)
                .flatMap(one ->
                    there
                        .environment(environment)
                        .map(env -> new Found(there, one, env, one.alerting(environment)))));
  }
}
