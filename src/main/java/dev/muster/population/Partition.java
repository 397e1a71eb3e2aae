package dev.muster.population;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Parts users by where a number of theirs lies.
final class Partition {

  /// From so many blocks on it is worth several threads.
  private static final int PARALLEL_FROM = 3;

  private final LongColumn column;
  private final int blockRows;
  private final Parts parts;
  private final Selection among;

  /// @param starts where each part begins, ascending, and in the end where the last one ends
  Partition(LongColumn column, int blockRows, long[] starts, Selection among) {
    this.column = column;
    this.blockRows = blockRows;
    this.parts = new Parts(starts);
    this.among = among;
  }

  /// Finds the part of a number. Parts are about as long as each other, as days are, so a guess is
  /// seldom wrong, and then by little.
  private static final class Parts {
    private final double[] starts;
    private final int count;
    private final double perLength;

    Parts(long[] wholes) {
      starts = new double[wholes.length];
      for (int i = 0; i < wholes.length; i++) {
        starts[i] = wholes[i];
      }
      count = wholes.length - 1;
      perLength = count / Math.max(1, starts[count] - starts[0]);
    }

    /// @return -1 for one that lies in no part, or is NaN
    int of(double number) {
      if (!(number >= starts[0] && number < starts[count])) {
        return -1;
      }
      int part = Math.min(count - 1, (int) ((number - starts[0]) * perLength));
      while (number < starts[part]) {
        part--;
      }
      while (number >= starts[part + 1]) {
        part++;
      }
      return part;
    }
  }

  /// Who is in each part, see [Population#partition].
  List<Selection> selections() {
    int words = (among.size() + 63) >> 6;
    List<long[]> users = new ArrayList<>();
    for (int i = 0; i < parts.count; i++) {
      users.add(new long[words]);
    }
    blocks()
        .forEach(block ->
            scan(block, (ordinal, part) -> users.get(part)[ordinal >> 6] |= 1L << ordinal));
    return users.stream().map(part -> new Selection(part, among.size())).toList();
  }

  /// How many are in each part, see [Population#partitionCounts].
  long[] counts() {
    return blocks()
        .mapToObj(block -> {
          long[] counts = new long[parts.count];
          scan(block, (_, part) -> counts[part]++);
          return counts;
        })
        .reduce(
            new long[parts.count],
            (left, right) -> {
              long[] both = new long[left.length];
              for (int i = 0; i < both.length; i++) {
                both[i] = left[i] + right[i];
              }
              return both;
            });
  }

  private IntStream blocks() {
    int blocks = (among.size() + blockRows - 1) / blockRows;
    IntStream all = IntStream.range(0, blocks);
    return blocks >= PARALLEL_FROM ? all.parallel() : all;
  }

  private interface Found {
    void is(int ordinal, int part);
  }

  private void scan(int block, Found found) {
    @Nullable Cells cells = column.block(block);
    long[] users = new long[blockRows >> 6];
    int first = block * blockRows;
    if (cells == null || !among.copy(first, users)) {
      return;
    }
    double[] numbers = new double[cells.rows()];
    cells.numbers(1, numbers);
    for (int word = 0; word < cells.rows() >> 6; word++) {
      for (long bits = users[word]; bits != 0; bits &= bits - 1) {
        int row = (word << 6) + Long.numberOfTrailingZeros(bits);
        int part = parts.of(numbers[row]);
        if (part >= 0) {
          found.is(first + row, part);
        }
      }
    }
  }
}
