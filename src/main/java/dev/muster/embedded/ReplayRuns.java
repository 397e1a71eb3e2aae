package dev.muster.embedded;

import dev.muster.catalog.Actor;
import dev.muster.catalog.Environment;
import dev.muster.catalog.Integration;
import dev.muster.catalog.SystemDefinition;
import dev.muster.intake.Intake;
import dev.muster.intake.IntakeAnswer;
import dev.muster.intake.IntakeAnswer.Result;
import dev.muster.intake.Kept;
import dev.muster.intake.Outcome;
import dev.muster.storage.KeptBytes;
import dev.muster.storage.NotOpenedException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends refused deliveries again, all that match: one after the other, in the order in which they
/// came first, each durable before the next. One run at a time for an integration in an
/// environment. Safe for use by many threads.
public final class ReplayRuns {

  /// How many a preview tries.
  public static final int TRIED_MAX = 2_000;

  /// How many runs go on at once.
  public static final int RUNNING_MAX = 8;

  private static final Logger LOG = LoggerFactory.getLogger(ReplayRuns.class);
  private static final Duration PAUSE = Duration.ofMillis(1);
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);
  private static final int AGAIN_MAX = 60;
  private static final String SOMEBODY_STOPPED_IT = "Somebody stopped it. Asking again goes on.";
  private static final Duration NOTED_EVERY = Duration.ofSeconds(2);

  private final Engine engine;
  private final Intake intake;
  private final InstantSource clock;
  private final ReplaySearch search;
  private final ReplayFile file;
  private final Map<Long, ReplayRun> runs = new ConcurrentHashMap<>();
  private final Set<Long> stopping = ConcurrentHashMap.newKeySet();

  /// Where deliveries are sent again.
  public record Place(SystemDefinition system, Integration integration, Environment environment) {}

  /// Which are.
  ///
  /// @param outcomes rejected, partial, or both
  /// @param user of this user alone; empty: of all
  public record Wish(Set<Outcome> outcomes, Optional<String> user, DeliveryFilter filter) {}

  /// What there is to send again, and what would become of it now.
  ///
  /// @param matching how many deliveries match
  /// @param notKept how many of them have no payload any more
  /// @param sentAgain how many were sent again already
  /// @param tried how many were refused when they were sent again through the mapping as it is
  /// @param toSend how many are left, and would be sent
  /// @param complete whether all that match were gone through
  /// @param looked at how many of those left it was tried what would become of them, the first
  /// @param outcomes what would become of these
  public record Preview(
      int matching,
      int notKept,
      int sentAgain,
      int tried,
      int toSend,
      boolean complete,
      int looked,
      Map<Outcome, Integer> outcomes) {
    /// Copies the map.
    public Preview {
      outcomes = Map.copyOf(outcomes);
    }
  }

  /// @param engine where deliveries and their payloads are
  /// @param intake takes them
  public ReplayRuns(Engine engine, Intake intake, InstantSource clock) {
    this.engine = engine;
    this.intake = intake;
    this.clock = clock;
    this.search = new ReplaySearch(engine);
    this.file = engine.replayFile();
    try {
      for (ReplayRun run : file.read()) {
        runs.put(
            run.number(),
            run.state() == ReplayRun.State.RUNNING
                ? run.ended(ReplayRun.State.CUT, "The server stopped in between.", clock.instant())
                : run);
      }
    } catch (IOException unreadable) {
      LOG.warn("it is not known which replays were cut: {}", unreadable.getMessage());
    }
  }

  /// The latest run.
  public Optional<ReplayRun> latest(int environmentId, int integrationId) {
    return runs.values().stream()
        .filter(run -> run.isOf(environmentId, integrationId))
        .max(Comparator.comparingLong(ReplayRun::number));
  }

  /// What there is to send again. Nothing is changed by it.
  ///
  /// @throws IOException if the log cannot be read
  public Preview preview(Place place, Wish wish) throws IOException {
    ReplaySearch.Found found = find(place, wish);
    Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    int looked = 0;
    for (String id : found.ids().subList(0, Math.min(found.ids().size(), TRIED_MAX))) {
      Optional<Kept> kept = kept(id);
      if (kept.isPresent()) {
        looked++;
        Outcome outcome =
            together(intake.rehearse(place.system(), place.integration(), kept.get()));
        outcomes.merge(outcome, 1, Integer::sum);
      }
    }
    return new Preview(
        found.matching(),
        found.notKept(),
        found.sentAgain(),
        found.tried(),
        found.ids().size(),
        found.complete(),
        looked,
        outcomes);
  }

  private ReplaySearch.Found find(Place place, Wish wish) throws IOException {
    int environmentId = place.environment().id();
    int integrationId = place.integration().id();
    Optional<Instant> triedSince =
        latest(environmentId, integrationId)
            .filter(run -> run.mapping() == place.integration().version())
            .map(ReplayRun::startedAt);
    return search.find(
        environmentId, integrationId, wish.outcomes(), wish.user(), wish.filter(), triedSince);
  }

  /// Begins a run, and notes in the audit log that it does.
  ///
  /// @return empty if one goes on there already, or too many elsewhere
  /// @throws IOException if the log cannot be read
  public synchronized Optional<ReplayRun> start(Actor actor, Place place, Wish wish)
      throws IOException {
    List<ReplayRun> running =
        runs.values().stream().filter(run -> run.state() == ReplayRun.State.RUNNING).toList();
    if (running.size() >= RUNNING_MAX
        || running.stream()
            .anyMatch(run -> run.isOf(place.environment().id(), place.integration().id()))) {
      return Optional.empty();
    }
    List<String> ids = find(place, wish).ids();
    engine
        .catalog()
        .replayNotes()
        .begin(
            actor,
            place.system().key(),
            place.integration().key(),
            place.environment().key(),
            ids.size());
    ReplayRun run =
        new ReplayRun(
            1 + runs.keySet().stream().mapToLong(Long::longValue).max().orElse(0),
            place.environment().id(),
            place.integration().id(),
            place.integration().version(),
            actor.name(),
            clock.instant(),
            Optional.empty(),
            ReplayRun.State.RUNNING,
            ids.size(),
            Map.of(),
            0,
            "");
    runs.values().removeIf(before -> before.isOf(run.environmentId(), run.integrationId()));
    runs.put(run.number(), run);
    note();
    Thread.ofVirtual()
        .name("muster-replay-" + run.number())
        .start(() -> run(run.number(), place, ids, actor.source()));
    return Optional.of(run);
  }

  /// Stops the run that goes on, after the delivery that it is at.
  ///
  /// @return the run; empty if none goes on
  public Optional<ReplayRun> stop(int environmentId, int integrationId) {
    Optional<ReplayRun> running =
        latest(environmentId, integrationId).filter(run -> run.state() == ReplayRun.State.RUNNING);
    running.ifPresent(run -> stopping.add(run.number()));
    return running;
  }

  // ---- on a thread of each run
  // ----------------------------------------------------------------------

  private void run(long number, Place place, List<String> ids, String source) {
    try {
      String why = send(number, place, ids, source);
      end(number, why.isEmpty() ? ReplayRun.State.DONE : ReplayRun.State.STOPPED, why);
    } catch (CutException cut) {
      // The file says that it goes on, so after the start it is known that it was cut.
      LOG.info("a replay of {} was cut: {}", place.integration().key(), cut.getMessage());
    } catch (IOException | RuntimeException failed) {
      if (engine.isClosing()) {
        LOG.info("a replay of {} was cut", place.integration().key());
        return;
      }
      LOG.error("a replay of {} failed", place.integration().key(), failed);
      end(
          number,
          ReplayRun.State.STOPPED,
          "Something went wrong in the server; its log says more. Asking again goes on.");
    } finally {
      stopping.remove(number);
    }
  }

  /// @return why it was stopped; empty if it was not
  private String send(long number, Place place, List<String> ids, String source)
      throws IOException {
    Place now = place;
    Instant noted = clock.instant();
    for (String id : ids) {
      if (engine.isClosing()) {
        throw new CutException("the server stops");
      }
      if (stopping.contains(number)) {
        return SOMEBODY_STOPPED_IT;
      }
      Optional<Place> there = refreshed(now);
      if (there.isEmpty()) {
        return "The integration or the environment was deleted.";
      }
      if (there.get().integration().version() != place.integration().version()) {
        change(number, ReplayRun::withoutMapping);
      }
      now = there.get();
      Optional<Kept> kept = kept(id);
      if (kept.isEmpty() || engine.replayedAs(id).isPresent()) {
        change(number, ReplayRun::oneGone);
        continue;
      }
      Optional<Outcome> outcome = send(number, now, id, kept.get(), source);
      if (outcome.isEmpty()) {
        return stopping.contains(number)
            ? SOMEBODY_STOPPED_IT
            : "The server had no room for it. Asking again goes on.";
      }
      change(number, run -> run.sent(outcome.get()));
      if (Duration.between(noted, clock.instant()).compareTo(NOTED_EVERY) > 0) {
        noted = clock.instant();
        note();
      }
      sleep(PAUSE);
    }
    return "";
  }

  /// @return empty if there was no room for long, or it was stopped while there was none
  private Optional<Outcome> send(long number, Place place, String id, Kept kept, String source) {
    for (int times = 0; times < AGAIN_MAX && !stopping.contains(number); times++) {
      CompletableFuture<IntakeAnswer> answered = new CompletableFuture<>();
      intake.replay(
          place.system(),
          place.integration(),
          place.environment(),
          kept,
          source,
          id,
          answered::complete);
      switch (answered.join()) {
        case IntakeAnswer.Single(Result result) -> {
          return Optional.of(outcome(result));
        }
        case IntakeAnswer.Batch(var results) -> {
          return Optional.of(together(results.stream().map(ReplayRuns::outcome).toList()));
        }
        case IntakeAnswer.Unavailable(String why) -> {
          if (engine.isClosing()) {
            throw new CutException(why);
          }
          sleep(AGAIN_AFTER);
        }
        case IntakeAnswer.Challenge _, IntakeAnswer.Limited _, IntakeAnswer.UnknownEndpoint _ ->
            throw new IllegalStateException("a replay is neither asked nor counted nor looked up");
      }
    }
    return Optional.empty();
  }

  private static Outcome outcome(Result result) {
    return switch (result) {
      case Result.Taken taken -> taken.outcome();
      case Result.Refused _ -> Outcome.REJECTED;
    };
  }

  /// What became of a payload by what became of its objects.
  private static Outcome together(List<Outcome> each) {
    List<Outcome> different = each.stream().distinct().toList();
    if (different.size() == 1) {
      return different.getFirst();
    }
    boolean refused = different.contains(Outcome.REJECTED) || different.contains(Outcome.PARTIAL);
    return refused ? Outcome.PARTIAL : Outcome.ACCEPTED;
  }

  /// @return empty where it is not there any more, or not whole, or cannot be opened
  private Optional<Kept> kept(String id) throws IOException {
    try {
      Optional<KeptBytes.Found> payload = engine.payload(id).filter(found -> !found.truncated());
      Optional<RecordedDelivery> delivery = engine.deliveries().find(id);
      return payload.isEmpty() || delivery.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Kept(
                  payload.get().bytes(), payload.get().whole(), delivery.get().delivery().event()));
    } catch (NotOpenedException _) {
      return Optional.empty();
    }
  }

  /// The same place as it is now.
  private Optional<Place> refreshed(Place place) {
    return engine
        .catalog()
        .current()
        .system(place.system().key())
        .flatMap(system ->
            system
                .integration(place.integration().key())
                .filter(one -> one.id() == place.integration().id())
                .flatMap(integration ->
                    system
                        .environment(place.environment().key())
                        .filter(one -> one.id() == place.environment().id())
                        .map(environment -> new Place(system, integration, environment))));
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CutException("interrupted");
    }
  }

  private interface Step {
    ReplayRun of(ReplayRun run);
  }

  private void change(long number, Step step) {
    runs.computeIfPresent(number, (_, run) -> step.of(run));
  }

  private void end(long number, ReplayRun.State state, String why) {
    change(number, run -> run.ended(state, why, clock.instant()));
    note();
  }

  /// Nothing is written once the data directory is let go of.
  private synchronized void note() {
    if (engine.isClosing()) {
      return;
    }
    try {
      file.write(new ArrayList<>(runs.values()));
    } catch (IOException failed) {
      LOG.warn("how far replays are could not be noted: {}", failed.getMessage());
    }
  }

  /// The server stops.
  private static final class CutException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CutException(String why) {
      super(why);
    }
  }
}
