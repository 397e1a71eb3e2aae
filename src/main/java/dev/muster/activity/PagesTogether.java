package dev.muster.activity;

import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// How often each user loaded each page on some days together: what a report would add up from the
/// days each time. Immutable.
///
/// Over 90 days users load the same pages again and again, so this is a tenth of what the days
/// take, and a report over it takes as long as one over two or three days.
final class PagesTogether {

  private final List<Day> days;
  private final int[] keys;

  /// For each block, for each of the keys; null where nobody loaded the page.
  private final @Nullable Counts[][] blocks;

  private PagesTogether(List<Day> days, int[] keys, @Nullable Counts[][] blocks) {
    this.days = days;
    this.keys = keys;
    this.blocks = blocks;
  }

  /// Adds days up, on all cores.
  ///
  /// @param blockRows rows of a block
  static PagesTogether of(List<Day> days, int blockRows) {
    SortedSet<Integer> all = new TreeSet<>();
    days.forEach(day -> all.addAll(day.pages()));
    int[] keys = all.stream().mapToInt(Integer::intValue).toArray();
    int count = days.stream().mapToInt(Day::blocks).max().orElse(0);
    @Nullable Counts[][] blocks = new @Nullable Counts[count][];
    IntStream.range(0, count)
        .parallel()
        .forEach(block -> blocks[block] = block(days, keys, block, blockRows));
    return new PagesTogether(List.copyOf(days), keys, blocks);
  }

  private static @Nullable Counts[] block(List<Day> days, int[] keys, int block, int blockRows) {
    @Nullable Counts[] counts = new @Nullable Counts[keys.length];
    int[] loads = new int[blockRows];
    for (int i = 0; i < keys.length; i++) {
      boolean any = false;
      for (Day day : days) {
        BlockDay there = day.block(block);
        int at = there == null ? -1 : there.pages().find(keys[i]);
        if (there != null && at >= 0) {
          there.pages().addTimesTo(at, loads);
          any = true;
        }
      }
      if (any) {
        counts[i] = Counts.of(loads, blockRows);
        Arrays.fill(loads, 0);
      }
    }
    return counts;
  }

  /// Whether it is of just these days.
  boolean isOf(List<Day> others) {
    // Days do not change: what was added to or taken from a day is another one.
    if (others.size() != days.size()) {
      return false;
    }
    for (int i = 0; i < others.size(); i++) {
      if (others.get(i) != days.get(i)) {
        return false;
      }
    }
    return true;
  }

  /// How often each user of a block loaded a page; null if nobody did.
  @Nullable Counts loads(int block, int key) {
    int at = Arrays.binarySearch(keys, key);
    return at < 0 || block >= blocks.length ? null : blocks[block][at];
  }
}
