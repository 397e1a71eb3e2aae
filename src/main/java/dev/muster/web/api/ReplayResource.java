package dev.muster.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.catalog.Environment;
import dev.muster.catalog.Integration;
import dev.muster.catalog.SystemDefinition;
import dev.muster.embedded.DeliveryFilter;
import dev.muster.embedded.ReplayRun;
import dev.muster.embedded.ReplayRuns;
import dev.muster.intake.Outcome;
import dev.muster.web.Problem;
import dev.muster.web.ProblemException;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Sending all refused deliveries again that match.
final class ReplayResource {

  private final Lookup lookup;
  private final ReplayRuns runs;

  ReplayResource(Lookup lookup, ReplayRuns runs) {
    this.lookup = lookup;
    this.runs = runs;
  }

  /// Which deliveries. What is null is not asked for.
  private record Sent(
      @Nullable String outcome,
      @Nullable String code,
      @Nullable String user,
      @Nullable String text,
      @Nullable String from,
      @Nullable String to) {

    ReplayRuns.Wish wish() {
      Set<Outcome> outcomes = EnumSet.of(Outcome.REJECTED, Outcome.PARTIAL);
      outcomes.removeIf(one -> outcome != null && !one.code().equals(outcome));
      return new ReplayRuns.Wish(
          outcomes,
          Optional.ofNullable(user),
          new DeliveryFilter(
              Optional.ofNullable(code),
              Optional.ofNullable(text),
              Optional.ofNullable(from).map(DeliveriesResource::instant),
              Optional.ofNullable(to).map(DeliveriesResource::instant)));
    }
  }

  private record Latest(@Nullable Run run) {}

  private record Run(
      String state,
      int total,
      int done,
      Map<String, Integer> outcomes,
      int gone,
      String startedBy,
      Instant startedAt,
      @Nullable Instant endedAt,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) String why) {

    static Run of(ReplayRun run) {
      return new Run(
          run.state().code(),
          run.total(),
          run.done(),
          byCode(run.outcomes()),
          run.gone(),
          run.startedBy(),
          run.startedAt(),
          run.endedAt().orElse(null),
          run.why());
    }
  }

  private record Preview(
      int matching,
      int notKept,
      int sentAgain,
      int tried,
      int toSend,
      boolean complete,
      int looked,
      Map<String, Integer> outcomes) {}

  private static Map<String, Integer> byCode(Map<Outcome, Integer> counts) {
    Map<String, Integer> all = new TreeMap<>();
    counts.forEach((outcome, count) -> all.put(outcome.code(), count));
    return all;
  }

  Answer read(Request request) {
    ReplayRuns.Place place = place(request);
    return Answer.of(
        new Latest(
            runs.latest(place.environment().id(), place.integration().id())
                .map(Run::of)
                .orElse(null)));
  }

  Answer preview(Request request) {
    try {
      ReplayRuns.Preview found = runs.preview(place(request), request.as(Sent.class).wish());
      return Answer.of(
          new Preview(
              found.matching(),
              found.notKept(),
              found.sentAgain(),
              found.tried(),
              found.toSend(),
              found.complete(),
              found.looked(),
              byCode(found.outcomes())));
    } catch (IOException e) {
      throw DeliveriesResource.unreadable(e);
    }
  }

  Answer start(Request request) {
    try {
      ReplayRun begun =
          runs.start(request.actor(), place(request), request.as(Sent.class).wish())
              .orElseThrow(() ->
                  conflict(
                      "replay-running",
                      "A replay goes on",
                      "Deliveries of this integration are being sent again already, or of too many"
                          + " others. Wait until that is over, or stop it."));
      return new Answer.Json(202, Map.of(), Run.of(begun));
    } catch (IOException e) {
      throw DeliveriesResource.unreadable(e);
    }
  }

  Answer stop(Request request) {
    ReplayRuns.Place place = place(request);
    return Answer.of(
        Run.of(
            runs.stop(place.environment().id(), place.integration().id())
                .orElseThrow(() ->
                    conflict(
                        "no-replay",
                        "No replay goes on",
                        "No deliveries of this integration are being sent again."))));
  }

  private static ProblemException conflict(String code, String title, String detail) {
    return new ProblemException(Problem.of(409, code, title, detail));
  }

  private ReplayRuns.Place place(Request request) {
    SystemDefinition system = lookup.system(request);
    Integration integration = lookup.integration(system, request);
    Environment environment = lookup.askedEnvironment(system, request);
    return new ReplayRuns.Place(system, integration, environment);
  }
}
