package dev.muster.activity;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// A number from 0 on for each of some things, most of them small: which are more than 0; of those,
/// which are more than 1; and so on. What is beyond the last of these levels is told as it is.
/// Immutable. So many levels as the numbers are high, each over fewer things, take about as many
/// bits as the numbers add up to.
final class Counts {

  private static final int LEVELS_MAX = 8;

  private final Bits[] levels;
  private final int[] beyond;
  private final long sum;

  private Counts(Bits[] levels, int[] beyond) {
    this.levels = levels;
    this.beyond = beyond;
    long all = 0;
    for (Bits level : levels) {
      all += level.count();
    }
    for (int more : beyond) {
      all += more;
    }
    this.sum = all;
  }

  /// @param numbers each 0 or more
  /// @param size how many of the array count, at most 65,536
  static Counts of(int[] numbers, int size) {
    Bits[] levels = new Bits[LEVELS_MAX];
    int[] left = numbers;
    int of = size;
    int used = 0;
    for (; used < LEVELS_MAX && of > 0; used++) {
      char[] higher = new char[of];
      int[] next = new int[of];
      int count = 0;
      for (int i = 0; i < of; i++) {
        if (left[i] > 0) {
          higher[count] = (char) i;
          next[count++] = left[i] - 1;
        }
      }
      if (count == 0) {
        break;
      }
      levels[used] = Bits.of(higher, count, of);
      left = next;
      of = count;
    }
    int[] beyond = new int[used == LEVELS_MAX ? of : 0];
    System.arraycopy(left, 0, beyond, 0, beyond.length);
    return new Counts(Arrays.copyOf(levels, used), beyond);
  }

  /// What all add up to.
  long sum() {
    return sum;
  }

  /// How many are more than 0.
  int positive() {
    return levels.length == 0 ? 0 : levels[0].count();
  }

  /// What those that a mask has add up to.
  ///
  /// @param mask a bit for each; overwritten
  /// @param room as large as the mask; overwritten
  long sumIn(long[] mask, long[] room) {
    long all = 0;
    long[] from = mask;
    long[] into = room;
    for (Bits level : levels) {
      int found = level.narrow(from, into);
      if (found == 0) {
        return all;
      }
      all += found;
      long[] swap = from;
      from = into;
      into = swap;
    }
    for (int i = 0; i < beyond.length; i++) {
      if ((from[i >> 6] >>> i & 1) != 0) {
        all += beyond[i];
      }
    }
    return all;
  }

  /// Which of those that are more than 0 a mask has, see [Bits#narrow].
  int narrowToPositive(long[] mask, long[] into) {
    return levels.length == 0 ? 0 : levels[0].narrow(mask, into);
  }

  /// The numbers.
  int[] numbers(int size) {
    int[] numbers = new int[size];
    int[] which = null;
    for (Bits level : levels) {
      int[] above = new int[level.count()];
      int[] below = which;
      int[] at = {0};
      level.each(i -> {
        int number = below == null ? i : below[i];
        numbers[number]++;
        above[at[0]++] = number;
      });
      which = above;
    }
    for (int i = 0; which != null && i < beyond.length; i++) {
      numbers[which[i]] += beyond[i];
    }
    return numbers;
  }

  /// How many bytes of memory it takes, about.
  int memory() {
    int bytes = 64 + 4 * beyond.length;
    for (Bits level : levels) {
      bytes += level.memory();
    }
    return bytes;
  }

  /// How many bytes [#write] writes.
  int bytes() {
    int bytes = 1 + Integer.BYTES * beyond.length;
    for (Bits level : levels) {
      bytes += level.bytes();
    }
    return bytes;
  }

  /// Writes them, to be read by [#read].
  void write(ByteBuffer out) {
    out.put((byte) levels.length);
    for (Bits level : levels) {
      level.write(out);
    }
    for (int more : beyond) {
      out.putInt(more);
    }
  }

  /// Reads what [#write] wrote.
  ///
  /// @param size how many numbers there are
  /// @throws IllegalArgumentException if it makes no sense
  static Counts read(ByteBuffer in, int size) {
    int used = in.get();
    if (used < 0 || used > LEVELS_MAX) {
      throw new IllegalArgumentException(used + " levels");
    }
    Bits[] levels = new Bits[used];
    int of = size;
    for (int i = 0; i < used; i++) {
      levels[i] = Bits.read(in, of);
      of = levels[i].count();
    }
    int[] beyond = new int[used == LEVELS_MAX ? of : 0];
    for (int i = 0; i < beyond.length; i++) {
      beyond[i] = in.getInt();
      if (beyond[i] < 0) {
        throw new IllegalArgumentException("a count below 0");
      }
    }
    return new Counts(levels, beyond);
  }
}
