package dev.muster.activity;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// The long periods that reports of pages were asked for lately, added up. One for an environment,
/// handed on from one state of its activity to the next: what is over does not change any more.
/// Thread-safe.
final class PagesKept {

  /// Two, so that one can look at 30 days and at 90 in turns.
  private static final int PERIODS_MAX = 2;

  /// From so many users of pages, each counted on each day, it takes longer to go through them than
  /// people like to wait.
  static final long ROWS_MIN = 40_000_000;

  /// One at a time: a report is answered meanwhile as if nothing were kept.
  private static final Executor BESIDE =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("muster-pages").daemon().factory());

  private final long rowsMin;
  private final Executor executor;

  private boolean adding;

  // Given up before memory runs out: they can be added up again.
  private final Deque<SoftReference<PagesTogether>> kept = new ArrayDeque<>();

  /// @param rowsMin as [#ROWS_MIN]
  PagesKept(long rowsMin) {
    this(rowsMin, BESIDE);
  }

  /// @param executor on which days are added up
  PagesKept(long rowsMin, Executor executor) {
    this.rowsMin = rowsMin;
    this.executor = executor;
  }

  /// Some days together. Where they have not been added up yet, that is begun, for the next one who
  /// asks.
  ///
  /// @param days that are over
  /// @return null if they are to be gone through one by one
  @Nullable PagesTogether of(List<Day> days, int blockRows) {
    if (days.isEmpty() || days.stream().mapToLong(Day::pageRows).sum() < rowsMin) {
      return null;
    }
    PagesTogether known = find(days);
    if (known == null && begin()) {
      executor.execute(() -> {
        try {
          keep(PagesTogether.of(days, blockRows));
        } finally {
          end();
        }
      });
      // Where it was done at once, it is there now.
      known = find(days);
    }
    return known;
  }

  /// @return whether nothing else is being added up
  private synchronized boolean begin() {
    boolean idle = !adding;
    adding = true;
    return idle;
  }

  private synchronized void end() {
    adding = false;
  }

  private synchronized void keep(PagesTogether together) {
    kept.addFirst(new SoftReference<>(together));
    while (kept.size() > PERIODS_MAX) {
      kept.removeLast();
    }
  }

  private synchronized @Nullable PagesTogether find(List<Day> days) {
    PagesTogether found = null;
    for (SoftReference<PagesTogether> one : List.copyOf(kept)) {
      PagesTogether together = one.get();
      if (together == null) {
        kept.remove(one);
      } else if (together.isOf(days)) {
        kept.remove(one);
        found = together;
      }
    }
    if (found != null) {
      // The one asked for last is let go of last.
      kept.addFirst(new SoftReference<>(found));
    }
    return found;
  }
}
