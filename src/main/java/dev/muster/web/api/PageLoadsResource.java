package dev.muster.web.api;

import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.Environment;
import dev.muster.catalog.SystemDefinition;
import dev.muster.pageload.Arrival;
import dev.muster.pageload.Arrivals;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Which page loads arrive, and what is wrong with them.
final class PageLoadsResource {

  private final Arrivals arrivals;
  private final Streams streams;
  private final InstantSource clock;
  private final Lookup lookup;

  PageLoadsResource(CatalogStore catalog, Arrivals arrivals, Streams streams, InstantSource clock) {
    this.clock = clock;
    this.arrivals = arrivals;
    this.streams = streams;
    this.lookup = new Lookup(catalog);
  }

  /// One that arrived.
  record Attempt(
      Instant at,
      String outcome,
      String via,
      @Nullable String page,
      @Nullable String origin,
      @Nullable String user,
      @Nullable Boolean known,
      int segments,
      @Nullable String key) {

    static Attempt of(Arrival one) {
      return new Attempt(
          one.at(),
          one.outcome(),
          one.via().name().toLowerCase(Locale.ROOT),
          one.page(),
          one.origin(),
          one.user(),
          one.known(),
          one.segments(),
          one.key());
    }
  }

  private record Problem(
      String outcome,
      long count,
      Instant lastAt,
      @Nullable String lastPage,
      @Nullable String lastOrigin,
      @Nullable String lastKey) {

    static Problem of(Arrivals.Problem one) {
      return new Problem(
          one.outcome(),
          one.count(),
          one.last().at(),
          one.last().page(),
          one.last().origin(),
          one.last().key());
    }
  }

  private record View(
      Instant since,
      long answered,
      Arrivals.Answered lastHour,
      @Nullable Instant lastAnsweredAt,
      List<Problem> problems,
      List<Attempt> recent) {}

  Answer check(Request request) {
    SystemDefinition system = lookup.system(request);
    Environment environment = lookup.environment(system, request.environment());
    if (request.wantsEvents()) {
      return new Answer.Live(response ->
          new ArrivalStream(arrivals, streams, environment.id())
              .run(response, request.stillGranted()));
    }
    Arrivals.Summary summary = arrivals.of(environment.id(), clock.instant());
    return Answer.of(
        new View(
            summary.since(),
            summary.answered(),
            summary.lastHour(),
            summary.lastAnswered().orElse(null),
            summary.problems().stream().map(Problem::of).toList(),
            summary.recent().stream().map(Attempt::of).toList()));
  }
}
