package dev.muster.population;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Parts users by where a number of theirs lies.
final class Partition {

  /// From so many blocks on it is worth several threads.
  private static final int PARALLEL_FROM = 3;

  private Partition() {}

  /// See [Population#partition].
  static List<Selection> of(LongColumn column, int blockRows, long[] starts, Selection among) {
    int words = (among.size() + 63) >> 6;
    List<long[]> parts = new ArrayList<>();
    for (int i = 0; i + 1 < starts.length; i++) {
      parts.add(new long[words]);
    }
    int blocks = (among.size() + blockRows - 1) / blockRows;
    IntStream all = IntStream.range(0, blocks);
    (blocks >= PARALLEL_FROM ? all.parallel() : all)
        .forEach(block -> {
          int end = Math.min(among.size(), (block + 1) * blockRows);
          for (int ordinal = among.next(block * blockRows);
              ordinal >= 0 && ordinal < end;
              ordinal = among.next(ordinal + 1)) {
            long value = column.get(ordinal);
            int found = Arrays.binarySearch(starts, value);
            int part = found >= 0 ? found : -found - 2;
            if (value != Cells.MISSING && part >= 0 && part < parts.size()) {
              parts.get(part)[ordinal >> 6] |= 1L << ordinal;
            }
          }
        });
    return parts.stream().map(part -> new Selection(part, among.size())).toList();
  }
}
