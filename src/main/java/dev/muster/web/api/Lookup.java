package dev.muster.web.api;

import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.Environment;
import dev.muster.catalog.Filter;
import dev.muster.catalog.Integration;
import dev.muster.catalog.IntegrationKind;
import dev.muster.catalog.Segment;
import dev.muster.catalog.SystemDefinition;
import dev.muster.web.Problem;
import dev.muster.web.ProblemException;

/// Finds what the path of a request names in the catalog as it is now, or ends the request with a
/// 404 that says which part is unknown.
///
/// @param store the catalog
record Lookup(CatalogStore store) {

  SystemDefinition system(Request request) {
    String key = request.system();
    return store
        .current()
        .system(key)
        .orElseThrow(() -> Problems.unknown("there is no system " + Words.quoted(key)));
  }

  Environment environment(SystemDefinition system, String key) {
    return system
        .environment(key)
        .orElseThrow(() -> Problems.unknown(missing(system, "environment", key)));
  }

  /// The environment that the query names, or production.
  Environment askedEnvironment(SystemDefinition system, Request request) {
    return environment(system, request.asked("environment").orElse(SystemDefinition.PRODUCTION));
  }

  Integration integration(SystemDefinition system, Request request) {
    String key = request.in("integration");
    return system
        .integration(key)
        .orElseThrow(() -> Problems.unknown(missing(system, "integration", key)));
  }

  /// An integration that takes files.
  Integration csvIntegration(SystemDefinition system, Request request) {
    Integration integration = integration(system, request);
    if (integration.kind() != IntegrationKind.CSV) {
      throw new ProblemException(
          Problem.of(
              409,
              "not-csv-integration",
              "Not an integration for CSV",
              "Integration "
                  + Words.quoted(integration.key())
                  + " takes calls; files go to one of kind csv."));
    }
    return integration;
  }

  Segment segment(SystemDefinition system, Request request) {
    String key = request.in("segment");
    return system.segment(key).orElseThrow(() -> Problems.unknown(missing(system, "segment", key)));
  }

  Filter filter(SystemDefinition system, Request request) {
    String key = request.in("filter");
    return system
        .filter(key)
        .orElseThrow(() -> Problems.unknown(missing(system, "saved filter", key)));
  }

  private static String missing(SystemDefinition system, String what, String key) {
    return "system " + Words.quoted(system.key()) + " has no " + what + " " + Words.quoted(key);
  }
}
