package dev.muster.population;

import java.util.Arrays;
import java.util.function.Predicate;

/// A test of strings or lists over a column of codes: run once over the dictionary, then the codes
/// that pass are looked for as ranges. For one scan; safe for use by its threads.
final class DictionaryScan<T> implements Scan.BlockTest {

  /// With more ranges than this a look into a table a row is cheaper.
  private static final int RANGES_MAX = 6;

  private final DictionaryColumn<T> column;
  private final Predicate<T> test;
  private final Kernels kernels;
  private volatile Passing<T> known;

  /// Which of the first codes of a dictionary pass.
  ///
  /// @param ranges first and last code of each run of passing codes
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Passing<T>(DictionaryColumn.Codes<T> of, boolean[] passes, int[] ranges) {}

  DictionaryScan(DictionaryColumn<T> column, Predicate<T> test, Kernels kernels) {
    this.column = column;
    this.test = test;
    this.kernels = kernels;
    this.known = passing(column.current(), new boolean[0]);
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // a new dictionary is another one, equal or not
  public void select(int block, long[] out) {
    DictionaryColumn.Codes<T> codes = column.current();
    Passing<T> now = known;
    if (now.of != codes) {
      now = passing(codes, new boolean[0]);
      known = now;
    } else if (now.passes.length < codes.dictionary().size()) {
      now = passing(codes, now.passes);
      known = now;
    }
    Cells cells = codes.codes().block(block);
    if (cells == null) {
      return;
    }
    if (now.ranges.length <= 2 * RANGES_MAX) {
      for (int i = 0; i < now.ranges.length; i += 2) {
        cells.select(
            kernels, cells.firstCodeFrom(now.ranges[i]), cells.lastCodeTo(now.ranges[i + 1]), out);
      }
    } else {
      lookUp(cells, now.passes, out);
    }
  }

  private static void lookUp(Cells cells, boolean[] passes, long[] out) {
    for (int word = 0; word < cells.rows() >> 6; word++) {
      long bits = 0;
      for (int i = 0; i < 64; i++) {
        long code = cells.get((word << 6) + i);
        // A row that changes right now may have a code that came later; it is looked at again.
        if (code >= 0 && code < passes.length && passes[(int) code]) {
          bits |= 1L << i;
        }
      }
      out[word] |= bits;
    }
  }

  private Passing<T> passing(DictionaryColumn.Codes<T> codes, boolean[] before) {
    Dictionary<T> dictionary = codes.dictionary();
    boolean[] passes = Arrays.copyOf(before, dictionary.size());
    for (int code = before.length; code < passes.length; code++) {
      T value = dictionary.get(code);
      passes[code] = value != null && test.test(value);
    }
    int[] ranges = new int[2 * RANGES_MAX + 2];
    int ends = 0;
    for (int code = 0; code < passes.length && ends < ranges.length; code++) {
      boolean starts = passes[code] && (code == 0 || !passes[code - 1]);
      if (starts) {
        ranges[ends++] = code;
      }
      if (passes[code] && (code == passes.length - 1 || !passes[code + 1])) {
        ranges[ends++] = code;
      }
    }
    return new Passing<>(codes, passes, Arrays.copyOf(ranges, ends));
  }
}
