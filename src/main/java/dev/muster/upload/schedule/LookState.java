package dev.muster.upload.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is known of the looks of a schedule since the server's start.
///
/// @param isLooking whether it is looked at this moment
/// @param lastAt when the last look ended
/// @param nextAt when it is looked next
/// @param taken how many files the last look has taken
/// @param failure why the last look could not be made, as a sentence
/// @param notTaken the files that are there and are not taken, as of the last look that could be
///   made
public record LookState(
    boolean isLooking,
    Optional<Instant> lastAt,
    Instant nextAt,
    int taken,
    Optional<String> failure,
    List<NotTaken> notTaken) {

  /// Copies the list.
  public LookState {
    notTaken = List.copyOf(notTaken);
  }

  static LookState at(Instant next) {
    return new LookState(false, Optional.empty(), next, 0, Optional.empty(), List.of());
  }

  LookState begun() {
    return new LookState(true, lastAt, nextAt, taken, failure, notTaken);
  }

  LookState wantedAt(Instant next) {
    return new LookState(isLooking, lastAt, next, taken, failure, notTaken);
  }

  /// What is wrong, as sentences; empty if nothing is. It stays until a look finds that it is over.
  public Optional<String> trouble() {
    if (failure.isPresent() || notTaken.isEmpty()) {
      return failure;
    }
    int more = notTaken.size() - 1;
    String first = ScheduledImports.sentence(notTaken.getFirst().words());
    return Optional.of(
        switch (more) {
          case 0 -> first;
          case 1 -> first + " One more is not taken.";
          default -> first + " " + more + " more are not taken.";
        });
  }
}
