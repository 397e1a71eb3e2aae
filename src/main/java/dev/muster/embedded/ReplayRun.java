package dev.muster.embedded;

import dev.muster.intake.Outcome;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Refused deliveries of an integration in an environment that are sent again, as far as that is.
///
/// @param number more with each
/// @param mapping the integration's version that they go through; 0 if it changed meanwhile
/// @param startedBy who asked for it
/// @param endedAt empty as long as it goes on
/// @param total how many there are
/// @param outcomes what became of those that were sent again so far
/// @param gone how many were not, since what was sent is not there any more, or not whole
/// @param why it ended before its time, for people; empty if it did not
public record ReplayRun(
    long number,
    int environmentId,
    int integrationId,
    long mapping,
    String startedBy,
    Instant startedAt,
    Optional<Instant> endedAt,
    State state,
    int total,
    Map<Outcome, Integer> outcomes,
    int gone,
    String why) {

  /// How far it is.
  public enum State {
    /// It goes on.
    RUNNING,
    /// All were sent again.
    DONE,
    /// Somebody stopped it, or it could not go on.
    STOPPED,
    /// The server stopped in between. Asking again goes on with those that are left.
    CUT;

    /// Its name in JSON.
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Copies the map.
  public ReplayRun {
    Map<Outcome, Integer> copy = new EnumMap<>(Outcome.class);
    copy.putAll(outcomes);
    outcomes = Map.copyOf(copy);
  }

  /// How many are over, whatever became of them.
  public int done() {
    return gone + outcomes.values().stream().mapToInt(Integer::intValue).sum();
  }

  boolean isOf(int environment, int integration) {
    return environmentId == environment && integrationId == integration;
  }

  ReplayRun sent(Outcome outcome) {
    Map<Outcome, Integer> more = new EnumMap<>(Outcome.class);
    more.putAll(outcomes);
    more.merge(outcome, 1, Integer::sum);
    return with(mapping, endedAt, state, more, gone, why);
  }

  ReplayRun oneGone() {
    return with(mapping, endedAt, state, outcomes, gone + 1, why);
  }

  ReplayRun withoutMapping() {
    return with(0, endedAt, state, outcomes, gone, why);
  }

  ReplayRun ended(State as, String reason, Instant at) {
    return with(mapping, Optional.of(at), as, outcomes, gone, reason);
  }

  private ReplayRun with(
      long version,
      Optional<Instant> end,
      State now,
      Map<Outcome, Integer> became,
      int missing,
      String reason) {
    return new ReplayRun(
        number,
        environmentId,
        integrationId,
        version,
        startedBy,
        startedAt,
        end,
        now,
        total,
        became,
        missing,
        reason);
  }
}
