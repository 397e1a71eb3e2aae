package dev.muster.web.api;

import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.Dashboard;
import dev.muster.catalog.Environment;
import dev.muster.catalog.Filter;
import dev.muster.catalog.Integration;
import dev.muster.catalog.IntegrationKind;
import dev.muster.catalog.Mailing;
import dev.muster.catalog.Report;
import dev.muster.catalog.Saved;
import dev.muster.catalog.Segment;
import dev.muster.catalog.SystemDefinition;
import dev.muster.catalog.Webhook;
import dev.muster.web.Problem;
import dev.muster.web.ProblemException;
import java.util.Optional;

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

  /// A saved filter that whoever asks sees.
  Filter filter(SystemDefinition system, Request request) {
    return seen(system.filter(request.in("filter")), system, request, "saved filter", "filter");
  }

  /// A report that whoever asks sees.
  Report report(SystemDefinition system, Request request) {
    return seen(
        system.reporting().report(request.in("report")), system, request, "report", "report");
  }

  /// A dashboard that whoever asks sees.
  Dashboard dashboard(SystemDefinition system, Request request) {
    return seen(
        system.reporting().dashboard(request.in("dashboard")),
        system,
        request,
        "dashboard",
        "dashboard");
  }

  Mailing mailing(SystemDefinition system, Request request) {
    String key = request.in("mailing");
    return system
        .reporting()
        .mailing(key)
        .orElseThrow(() -> Problems.unknown(missing(system, "mailing", key)));
  }

  Webhook webhook(Environment environment, Request request) {
    String key = request.in("webhook");
    return environment
        .webhook(key)
        .orElseThrow(() ->
            Problems.unknown(
                "environment "
                    + Words.quoted(environment.key())
                    + " has no webhook "
                    + Words.quoted(key)));
  }

  private static <S extends Saved> S seen(
      Optional<S> found, SystemDefinition system, Request request, String what, String parameter) {
    return found
        .filter(one -> one.isVisibleTo(request.actor()))
        .orElseThrow(() -> Problems.unknown(missing(system, what, request.in(parameter))));
  }

  private static String missing(SystemDefinition system, String what, String key) {
    return "system " + Words.quoted(system.key()) + " has no " + what + " " + Words.quoted(key);
  }
}
