package dev.muster.web.api;

import dev.muster.catalog.Environment;
import dev.muster.catalog.SystemDefinition;
import dev.muster.condition.AsOf;
import dev.muster.condition.ResolvedCondition;
import dev.muster.embedded.Engine;
import dev.muster.population.Population;
import dev.muster.population.Selection;
import java.time.Instant;
import java.util.List;

/// One environment of a system, and who is there.
record Place(SystemDefinition system, Environment environment, Population population) {

  private static final ResolvedCondition EVERYBODY = new ResolvedCondition.All(List.of());

  /// What the path of a request names.
  static Place of(Engine engine, Request request) {
    Lookup lookup = new Lookup(engine.catalog());
    SystemDefinition system = lookup.system(request);
    Environment environment = lookup.environment(system, request.environment());
    // Gone where the environment was removed since it was looked up.
    Population population =
        engine
            .population(environment.id())
            .orElseThrow(() ->
                Problems.unknown(
                    "the environment " + Words.quoted(environment.key()) + " is gone"));
    return new Place(system, environment, population);
  }

  AsOf asOf(Instant now) {
    return new AsOf(now, system.timeZone());
  }

  /// All who are there.
  Selection everybody(AsOf asOf) {
    return population.select(EVERYBODY, asOf);
  }
}
