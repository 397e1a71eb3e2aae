package dev.muster.cli.demo;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// The time of the demo: while its past is made up, the moment that it has come to; from then on
/// the system's. Safe for use by many threads.
public final class DemoClock implements InstantSource {

  /// Empty as long as it is now.
  private final AtomicReference<Optional<Instant>> past = new AtomicReference<>(Optional.empty());

  /// Goes back. For a directory in which nothing has happened yet.
  void beginAt(Instant at) {
    past.set(Optional.of(at));
  }

  /// Goes on to a moment of the past; where that is over already, it stays.
  void goOnTo(Instant at) {
    var _ = past.updateAndGet(before -> before.map(now -> now.isAfter(at) ? now : at));
  }

  /// From now on it is now.
  void catchUp() {
    past.set(Optional.empty());
  }

  @Override
  public Instant instant() {
    return past.get().orElseGet(Instant::now);
  }
}
