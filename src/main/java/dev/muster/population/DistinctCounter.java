package dev.muster.population;

import java.util.concurrent.atomic.AtomicBoolean;

/// Counts how often each number occurs, until there are too many different ones.
final class DistinctCounter extends NumberScan {

  private final AtomicBoolean tooMany;
  private final DoubleCounts found = new DoubleCounts();

  /// @param tooMany shared by all who count: whether one of them has found too many
  DistinctCounter(Source source, int blockRows, AtomicBoolean tooMany) {
    super(source, blockRows);
    this.tooMany = tooMany;
  }

  DoubleCounts found() {
    return found;
  }

  @Override
  void block(int block, Selection among) {
    if (!tooMany.get()) {
      super.block(block, among);
      if (found.size() > Tally.DISTINCT_MAX) {
        tooMany.set(true);
      }
    }
  }

  @Override
  void add(double number, int users) {
    found.add(number, users);
  }

  @Override
  void addRows(double[] of, int from, int to) {
    for (int row = from; row < to && found.size() <= Tally.DISTINCT_MAX; row++) {
      if (!Double.isNaN(of[row])) {
        found.add(of[row], 1);
      }
    }
  }
}
