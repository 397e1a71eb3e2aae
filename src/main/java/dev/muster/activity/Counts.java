package dev.muster.activity;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// A number from 0 on for each of some things, most of them small: which are more than 0; of those,
/// which are more than 1; and so on. What is beyond the last of these levels is told as it is.
/// Immutable. So many levels as the numbers are high, each over fewer things, take about as many
/// bits as the numbers add up to.
final class Counts {

  private static final int LEVELS_MAX = 8;

  /// What is beyond the levels fits into a byte up to here.
  private static final int SMALL_MAX = 255;

  private final Bits positive;

  /// The levels above the first, all in one array, each from a word of its own: an object for each
  /// would take more room than most of them do.
  private final long[] upper;

  /// How many each of the levels above the first has.
  private final int[] upperCounts;

  /// For each of the last level what it is beyond it; empty if one of them does not fit.
  private final byte[] beyond;

  /// The same, if one of them does not fit into a byte.
  private final int[] farBeyond;

  private final long sum;

  private Counts(Bits positive, long[] upper, int[] upperCounts, int[] left) {
    this.positive = positive;
    this.upper = upper;
    this.upperCounts = upperCounts;
    boolean small = Arrays.stream(left).allMatch(more -> more <= SMALL_MAX);
    this.beyond = new byte[small ? left.length : 0];
    for (int i = 0; i < beyond.length; i++) {
      beyond[i] = (byte) left[i];
    }
    this.farBeyond = small ? new int[0] : left;
    long all = positive.count();
    for (int count : upperCounts) {
      all += count;
    }
    for (int more : left) {
      all += more;
    }
    this.sum = all;
  }

  /// @param numbers each 0 or more
  /// @param size how many of the array count, at most 65,536
  static Counts of(int[] numbers, int size) {
    int[] left = new int[size];
    long[] first = new long[words(size)];
    int positive = above(numbers, size, left, first, 0);
    int of = positive;
    long[] upper = new long[0];
    int[] counts = new int[LEVELS_MAX - 1];
    int used = 0;
    while (used < counts.length && of > 0) {
      int from = upper.length;
      upper = Arrays.copyOf(upper, from + words(of));
      counts[used] = above(left, of, left, upper, from);
      if (counts[used] == 0) {
        upper = Arrays.copyOf(upper, from);
        of = 0;
        break;
      }
      of = counts[used++];
    }
    return new Counts(
        Bits.of(first, positive), upper, Arrays.copyOf(counts, used), Arrays.copyOf(left, of));
  }

  /// Marks which numbers are above 0, and what they are above 1 by, one after the other.
  ///
  /// @param more may be the numbers themselves
  /// @return how many are above 0
  private static int above(int[] numbers, int size, int[] more, long[] words, int from) {
    int count = 0;
    for (int i = 0; i < size; i++) {
      int number = numbers[i];
      // Without a branch, which the processor would guess wrongly every other time.
      int one = -number >>> 31;
      words[from + (i >> 6)] |= (long) one << i;
      more[count] = number - 1;
      count += one;
    }
    return count;
  }

  private static int words(int bits) {
    return (bits + 63) >> 6;
  }

  /// What all add up to.
  long sum() {
    return sum;
  }

  /// Which are more than 0.
  Bits positive() {
    return positive;
  }

  /// What those that a mask has add up to.
  ///
  /// @param mask a bit for each; overwritten
  /// @param room as large as the mask; overwritten
  long sumIn(long[] mask, long[] room) {
    long all = positive.narrow(mask, room);
    long[] from = room;
    long[] into = mask;
    int start = 0;
    int of = positive.count();
    for (int count : upperCounts) {
      int found = Bits.narrow(upper, start, words(of), from, into);
      if (found == 0) {
        return all;
      }
      all += found;
      start += words(of);
      of = count;
      long[] swap = from;
      from = into;
      into = swap;
    }
    for (int i = 0; i < beyondCount(); i++) {
      if ((from[i >> 6] >>> i & 1) != 0) {
        all += beyond(i);
      }
    }
    return all;
  }

  private int beyondCount() {
    return beyond.length + farBeyond.length;
  }

  private int beyond(int i) {
    return farBeyond.length > 0 ? farBeyond[i] : Byte.toUnsignedInt(beyond[i]);
  }

  /// The numbers.
  int[] numbers(int size) {
    int[] numbers = new int[size];
    int[] which = new int[positive.count()];
    int[] at = {0};
    positive.each(number -> {
      numbers[number]++;
      which[at[0]++] = number;
    });
    int start = 0;
    int of = which.length;
    for (int count : upperCounts) {
      int above = 0;
      for (int i = 0; i < of; i++) {
        if ((upper[start + (i >> 6)] >>> i & 1) != 0) {
          numbers[which[i]]++;
          which[above++] = which[i];
        }
      }
      start += words(of);
      of = count;
    }
    for (int i = 0; i < beyondCount(); i++) {
      numbers[which[i]] += beyond(i);
    }
    return numbers;
  }

  /// How many bytes of memory it takes, about.
  int memory() {
    // Itself 40, each array 16 and what is in it; an empty one, too.
    return 40
        + positive.memory()
        + 64
        + Long.BYTES * upper.length
        + Integer.BYTES * (upperCounts.length + farBeyond.length)
        + beyond.length;
  }

  /// How many bytes [#write] writes.
  int bytes() {
    return 1
        + (positive.count() == 0 ? 0 : positive.bytes())
        + Integer.BYTES * (upperCounts.length + beyondCount())
        + Long.BYTES * upper.length;
  }

  /// Writes them, to be read by [#read].
  void write(ByteBuffer out) {
    out.put((byte) (positive.count() == 0 ? 0 : 1 + upperCounts.length));
    if (positive.count() > 0) {
      positive.write(out);
    }
    int start = 0;
    int of = positive.count();
    for (int count : upperCounts) {
      Bits.write(out, upper, start, words(of), count);
      start += words(of);
      of = count;
    }
    for (int i = 0; i < beyondCount(); i++) {
      out.putInt(beyond(i));
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
    Bits first = used == 0 ? Bits.NONE : Bits.read(in, size);
    int of = first.count();
    int[] counts = new int[Math.max(0, used - 1)];
    long[] upper = new long[0];
    for (int i = 0; i < counts.length; i++) {
      Bits level = Bits.read(in, of);
      long[] words = new long[words(of)];
      level.addTo(words);
      int from = upper.length;
      upper = Arrays.copyOf(upper, from + words.length);
      System.arraycopy(words, 0, upper, from, words.length);
      of = level.count();
      counts[i] = of;
    }
    int[] left = new int[used == LEVELS_MAX ? of : 0];
    for (int i = 0; i < left.length; i++) {
      left[i] = in.getInt();
      if (left[i] < 0) {
        throw new IllegalArgumentException("a count below 0");
      }
    }
    return new Counts(first, upper, counts, left);
  }
}
