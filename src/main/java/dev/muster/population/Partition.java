package dev.muster.population;

import java.util.Arrays;
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

  /// Finds the part of a number: by a table of equal steps, most of which lie in one part whole. In
  /// the few others a beginning lies, and there the part is looked for.
  private static final class Parts {

    /// So many that they stay in the processor's nearest cache.
    private static final int STEPS_MAX = 1 << 13;

    private static final short SEVERAL = -1;

    private final long[] starts;
    private final int count;
    private final long span;
    private final int shift;
    private final short[] bySteps;

    Parts(long[] starts) {
      this.starts = starts;
      this.count = starts.length - 1;
      this.span = starts[count] - starts[0];
      int bits = 0;
      while (span >>> bits >= STEPS_MAX) {
        bits++;
      }
      this.shift = bits;
      this.bySteps = new short[(int) (span >>> shift) + 1];
      for (int step = 0; step < bySteps.length; step++) {
        int first = search((long) step << shift);
        int last = search(Math.min(span - 1, (((long) step + 1) << shift) - 1));
        bySteps[step] = first == last ? (short) first : SEVERAL;
      }
    }

    /// @return -1 for one that lies in no part, or is [Cells#MISSING]
    int of(long number) {
      long past = number - starts[0];
      if (past < 0 || past >= span || number == Cells.MISSING) {
        return -1;
      }
      int part = bySteps[(int) (past >>> shift)];
      return part == SEVERAL ? search(past) : part;
    }

    /// @param past the first beginning
    private int search(long past) {
      int at = Arrays.binarySearch(starts, starts[0] + past);
      return Math.min(count - 1, at < 0 ? -at - 2 : at);
    }
  }

  /// Who is in each part, see [Population#partition].
  List<Selection> selections() {
    int words = (among.size() + 63) >> 6;
    long[][] users = new long[parts.count][words];
    blocks()
        .forEach(
            block -> scan(block, (ordinal, part) -> users[part][ordinal >> 6] |= 1L << ordinal));
    return Arrays.stream(users).map(part -> new Selection(part, among.size())).toList();
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
    long[] numbers = new long[cells.rows()];
    cells.wholes(numbers);
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
