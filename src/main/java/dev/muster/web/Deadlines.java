package dev.muster.web;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Things that have to happen within one fixed time, each counted from its own start. Since the
/// time is the same for all, they expire in the order in which they started: a linked list, where
/// starting and stopping are a few stores, and only its head is ever looked at. Confined to one
/// thread.
final class Deadlines {

  /// What can be given time. It is in one list at most.
  abstract static class Timed {
    private @Nullable Deadlines list;
    private @Nullable Timed before;
    private @Nullable Timed after;
    private long endNanos;

    /// The time is over; it is in no list any more.
    abstract void expired();

    /// Takes it out of its list, if it is in one.
    final void stop() {
      Deadlines in = list;
      if (in != null) {
        in.remove(this);
      }
    }
  }

  private final long eachNanos;
  private final LongSupplier clock;
  private @Nullable Timed oldest;
  private @Nullable Timed newest;

  /// @param each more than zero
  /// @param clock nanoseconds that never go back
  Deadlines(Duration each, LongSupplier clock) {
    this.eachNanos = each.toNanos();
    this.clock = clock;
  }

  /// Gives it the time from now, also if it is in a list already.
  void start(Timed timed) {
    timed.stop();
    timed.list = this;
    timed.endNanos = clock.getAsLong() + eachNanos;
    timed.before = newest;
    if (newest == null) {
      oldest = timed;
    } else {
      newest.after = timed;
    }
    newest = timed;
  }

  /// Lets everything expire whose time is over.
  void expire() {
    long now = clock.getAsLong();
    for (Timed timed = oldest; timed != null && timed.endNanos - now <= 0; timed = oldest) {
      remove(timed);
      timed.expired();
    }
  }

  private void remove(Timed timed) {
    if (timed.before == null) {
      oldest = timed.after;
    } else {
      timed.before.after = timed.after;
    }
    if (timed.after == null) {
      newest = timed.before;
    } else {
      timed.after.before = timed.before;
    }
    timed.list = null;
    timed.before = null;
    timed.after = null;
  }
}
