package dev.muster.web.api;

import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.Environment;
import dev.muster.catalog.Integration;
import dev.muster.catalog.SystemDefinition;
import dev.muster.intake.Captures;
import dev.muster.web.Problem;
import dev.muster.web.ProblemException;
import java.time.Duration;

/// Catches the next call of a sender, so that an integration can be set up from what it really
/// sends.
final class CaptureResource {

  /// How long one waits.
  static final Duration OPEN_MAX = Duration.ofMinutes(10);

  private final Captures captures;
  private final Streams streams;
  private final Lookup lookup;

  CaptureResource(CatalogStore catalog, Captures captures, Streams streams) {
    this.captures = captures;
    this.streams = streams;
    this.lookup = new Lookup(catalog);
  }

  Answer capture(Request request) {
    SystemDefinition system = lookup.system(request);
    Integration integration = lookup.integration(system, request);
    Environment environment = lookup.askedEnvironment(system, request);
    Captures.Capture capture =
        captures
            .open(environment.id(), integration.id())
            .orElseThrow(() ->
                new ProblemException(
                    Problem.of(
                        503,
                        "too-many-captures",
                        "Too many captures",
                        "Already "
                            + Captures.OPEN_MAX
                            + " wait for a call; close one, or try again later.")));
    return new Answer.Live(response ->
        new CaptureStream(streams, capture, OPEN_MAX).run(response, request.stillGranted()));
  }
}
