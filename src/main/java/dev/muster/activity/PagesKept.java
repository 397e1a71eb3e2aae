package dev.muster.activity;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The long periods that reports of pages were asked for lately, added up. One for an environment,
/// handed on from one state of its activity to the next: what is over does not change any more.
/// Thread-safe.
final class PagesKept {

  /// Two, so that one can look at 30 days and at 90 in turns.
  private static final int PERIODS_MAX = 2;

  /// From so many users of pages, each counted on each day, it takes longer to go through them than
  /// people like to wait.
  static final long ROWS_MIN = 20_000_000;

  private final long rowsMin;

  // Given up before memory runs out: they can be added up again.
  private final Deque<SoftReference<PagesTogether>> kept = new ArrayDeque<>();

  /// @param rowsMin as [#ROWS_MIN]
  PagesKept(long rowsMin) {
    this.rowsMin = rowsMin;
  }

  /// Some days together; who asks while they are added up waits for it.
  ///
  /// @param days that are over
  /// @return null if there is so little on them that it can be counted as it is
  synchronized @Nullable PagesTogether of(List<Day> days, int blockRows) {
    if (days.stream().mapToLong(Day::pageRows).sum() < rowsMin) {
      return null;
    }
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
    if (found == null) {
      found = PagesTogether.of(days, blockRows);
    }
    kept.addFirst(new SoftReference<>(found));
    while (kept.size() > PERIODS_MAX) {
      kept.removeLast();
    }
    return found;
  }
}
