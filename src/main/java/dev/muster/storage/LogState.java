package dev.muster.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// What the writer says and others read.
final class LogState {

  /// Those in use, ascending; a list that never changes.
  volatile List<Segment> segments;

  volatile long durablePosition;
  final LongAdder groups = new LongAdder();
  final LongAdder entries = new LongAdder();
  final LongAdder bytes = new LongAdder();

  /// When the present fsync began, by [System#nanoTime]; 0 if there is none.
  volatile long syncStartedNanos;

  volatile boolean diskFull;
  volatile @Nullable LogFailedException failure;

  LogState(List<Segment> segments, long durablePosition) {
    this.segments = List.copyOf(segments);
    this.durablePosition = durablePosition;
  }

  /// Adds a segment at the end, in one step with [#remove].
  synchronized void add(Segment segment) {
    List<Segment> more = new ArrayList<>(segments);
    more.add(segment);
    segments = List.copyOf(more);
  }

  synchronized void remove(Segment segment) {
    segments = segments.stream().filter(other -> !other.equals(segment)).toList();
  }
}
