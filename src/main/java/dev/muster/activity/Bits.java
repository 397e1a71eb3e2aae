package dev.muster.activity;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.IntConsumer;

/// Some of the numbers from 0 on, at most 65,536 of them: a bit for each, or a list where it is
/// shorter. Immutable.
sealed interface Bits {

  /// None.
  Bits NONE = new Few(new char[0]);

  /// How many there are.
  int count();

  /// Whether a number is one of them.
  boolean has(int number);

  /// Each, ascending.
  void each(IntConsumer to);

  /// Which of them a mask has: bit `i` of what is written tells of the `i`-th of them.
  ///
  /// @param mask a bit a number
  /// @param into room for `count()` bits; what was there is overwritten
  /// @return how many the mask has
  int narrow(long[] mask, long[] into);

  /// How many of them a mask has.
  int countIn(long[] mask);

  /// Adds them to a mask.
  void addTo(long[] mask);

  /// How many bytes of memory it takes, about.
  int memory();

  /// How many bytes [#write] writes.
  int bytes();

  /// Writes them, to be read by [#read].
  void write(ByteBuffer out);

  /// @param numbers ascending, each below `size`
  /// @param count how many of the array count
  /// @param size of what they are some of
  static Bits of(char[] numbers, int count, int size) {
    if (count == 0) {
      return NONE;
    }
    int words = (size + 63) >> 6;
    if (Character.BYTES * count <= Long.BYTES * words) {
      return new Few(Arrays.copyOf(numbers, count));
    }
    long[] bits = new long[words];
    for (int i = 0; i < count; i++) {
      bits[numbers[i] >> 6] |= 1L << numbers[i];
    }
    return new Many(bits, count);
  }

  /// @param words a bit for each number, which nobody changes any more
  /// @param count how many of the bits are set
  static Bits of(long[] words, int count) {
    if (count == 0) {
      return NONE;
    }
    Many many = new Many(words, count);
    if (Character.BYTES * count > Long.BYTES * words.length) {
      return many;
    }
    char[] numbers = new char[count];
    int[] at = {0};
    many.each(number -> numbers[at[0]++] = (char) number);
    return new Few(numbers);
  }

  /// Which of the numbers that some words have a mask has, see [#narrow(long[], long[])].
  ///
  /// @param words a bit for each number
  /// @param from the first word
  /// @param count how many words
  static int narrow(long[] words, int from, int count, long[] mask, long[] into) {
    int found = 0;
    int at = 0;
    int filled = 0;
    long word = 0;
    for (int i = 0; i < count; i++) {
      long own = words[from + i];
      int more = Long.bitCount(own);
      long kept = Long.compress(mask[i], own);
      found += Long.bitCount(kept);
      word |= kept << filled;
      filled += more;
      if (filled >= 64) {
        into[at++] = word;
        filled -= 64;
        // A shift by 64 is one by 0, so nothing is left over only where nothing was.
        word = filled == 0 ? 0 : kept >>> (more - filled);
      }
    }
    if (filled > 0) {
      into[at] = word;
    }
    return found;
  }

  /// Writes the numbers that some words have, to be read by [#read].
  ///
  /// @param words a bit for each number
  /// @param from the first word
  /// @param length how many words
  /// @param count how many of the bits are set, at least one
  static void write(ByteBuffer out, long[] words, int from, int length, int count) {
    out.putInt(-count);
    for (int i = from; i < from + length; i++) {
      out.putLong(words[i]);
    }
  }

  /// Reads what [#write] wrote.
  ///
  /// @param size of what they are some of
  /// @throws IllegalArgumentException if it makes no sense
  static Bits read(ByteBuffer in, int size) {
    int count = in.getInt();
    int words = (size + 63) >> 6;
    if (count >= 0) {
      if (count > size) {
        throw new IllegalArgumentException(count + " of " + size);
      }
      char[] numbers = new char[count];
      int least = 0;
      for (int i = 0; i < count; i++) {
        numbers[i] = in.getChar();
        if (numbers[i] < least || numbers[i] >= size) {
          throw new IllegalArgumentException("number " + (int) numbers[i] + " of " + size);
        }
        least = numbers[i] + 1;
      }
      return count == 0 ? NONE : new Few(numbers);
    }
    long[] bits = new long[words];
    int found = 0;
    for (int i = 0; i < words; i++) {
      bits[i] = in.getLong();
      found += Long.bitCount(bits[i]);
    }
    boolean past = size % 64 != 0 && bits[words - 1] >>> size != 0;
    if (found != -count || past) {
      throw new IllegalArgumentException(found + " bits instead of " + -count);
    }
    return new Many(bits, found);
  }

  /// A list.
  final class Few implements Bits {
    private final char[] numbers;

    private Few(char[] numbers) {
      this.numbers = numbers;
    }

    @Override
    public int count() {
      return numbers.length;
    }

    @Override
    public boolean has(int number) {
      return Arrays.binarySearch(numbers, (char) number) >= 0;
    }

    @Override
    public void each(IntConsumer to) {
      for (char number : numbers) {
        to.accept(number);
      }
    }

    @Override
    public int narrow(long[] mask, long[] into) {
      int found = 0;
      long word = 0;
      for (int i = 0; i < numbers.length; i++) {
        long bit = mask[numbers[i] >> 6] >>> numbers[i] & 1;
        word |= bit << i;
        found += (int) bit;
        if ((i & 63) == 63) {
          into[i >> 6] = word;
          word = 0;
        }
      }
      if ((numbers.length & 63) != 0) {
        into[numbers.length >> 6] = word;
      }
      return found;
    }

    @Override
    public int countIn(long[] mask) {
      int found = 0;
      for (char number : numbers) {
        found += (int) (mask[number >> 6] >>> number & 1);
      }
      return found;
    }

    @Override
    public void addTo(long[] mask) {
      for (char number : numbers) {
        mask[number >> 6] |= 1L << number;
      }
    }

    @Override
    public int memory() {
      return 32 + 2 * numbers.length;
    }

    @Override
    public int bytes() {
      return Integer.BYTES + Character.BYTES * numbers.length;
    }

    @Override
    public void write(ByteBuffer out) {
      out.putInt(numbers.length);
      for (char number : numbers) {
        out.putChar(number);
      }
    }
  }

  /// A bit for each number.
  final class Many implements Bits {
    private final long[] words;
    private final int count;

    private Many(long[] words, int count) {
      this.words = words;
      this.count = count;
    }

    @Override
    public int count() {
      return count;
    }

    @Override
    public boolean has(int number) {
      return (words[number >> 6] >>> number & 1) != 0;
    }

    @Override
    public void each(IntConsumer to) {
      for (int i = 0; i < words.length; i++) {
        for (long left = words[i]; left != 0; left &= left - 1) {
          to.accept((i << 6) + Long.numberOfTrailingZeros(left));
        }
      }
    }

    @Override
    public int narrow(long[] mask, long[] into) {
      return Bits.narrow(words, 0, words.length, mask, into);
    }

    @Override
    public int countIn(long[] mask) {
      int found = 0;
      for (int i = 0; i < words.length; i++) {
        found += Long.bitCount(words[i] & mask[i]);
      }
      return found;
    }

    @Override
    public void addTo(long[] mask) {
      for (int i = 0; i < words.length; i++) {
        mask[i] |= words[i];
      }
    }

    @Override
    public int memory() {
      return 40 + 8 * words.length;
    }

    @Override
    public int bytes() {
      return Integer.BYTES + Long.BYTES * words.length;
    }

    @Override
    public void write(ByteBuffer out) {
      Bits.write(out, words, 0, words.length, count);
    }
  }
}
