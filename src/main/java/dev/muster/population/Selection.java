package dev.muster.population;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Some of the users of a population, as a bit an ordinal. Belongs to whoever got it; not safe for
/// use by several threads.
public final class Selection {

  private final long[] words;
  private final int size;

  /// @param words a bit an ordinal; none at or past the size
  /// @param size how many users there were to choose from
  Selection(long[] words, int size) {
    this.words = words;
    this.size = size;
  }

  /// A selection of one's own.
  ///
  /// @param words a bit an ordinal; none at or past the size; not copied
  /// @param size how many users there are to choose from
  public static Selection of(long[] words, int size) {
    return new Selection(words, size);
  }

  /// Copies the bits of a stretch; past the size there are none.
  ///
  /// @param first the first ordinal, a multiple of 64
  /// @param into a bit an ordinal
  /// @return whether there are any
  public boolean copy(int first, long[] into) {
    int from = first >> 6;
    int count = Math.clamp(words.length - from, 0, into.length);
    System.arraycopy(words, Math.min(from, words.length), into, 0, count);
    Arrays.fill(into, count, into.length, 0);
    for (int i = 0; i < count; i++) {
      if (into[i] != 0) {
        return true;
      }
    }
    return false;
  }

  /// How many users are selected.
  public long count() {
    long count = 0;
    for (long word : words) {
      count += Long.bitCount(word);
    }
    return count;
  }

  /// How many users there were to choose from.
  public int size() {
    return size;
  }

  /// Whether a user is selected.
  public boolean has(int ordinal) {
    return ordinal < size && (words[ordinal >> 6] >>> ordinal & 1) != 0;
  }

  /// The first selected ordinal that is not less, or -1 if there is none.
  public int next(int from) {
    if (from >= size) {
      return -1;
    }
    int word = from >> 6;
    long bits = words[word] & -1L << from;
    while (bits == 0) {
      if (++word == words.length) {
        return -1;
      }
      bits = words[word];
    }
    return (word << 6) + Long.numberOfTrailingZeros(bits);
  }

  /// The selected ordinals, ascending.
  public IntStream ordinals() {
    return IntStream.iterate(next(0), ordinal -> ordinal >= 0, ordinal -> next(ordinal + 1));
  }

  /// How many are selected here and not there.
  public long countWithout(Selection other) {
    long count = 0;
    for (int i = 0; i < words.length; i++) {
      count += Long.bitCount(words[i] & ~(i < other.words.length ? other.words[i] : 0));
    }
    return count;
  }

  /// Rows one after the other.
  interface Run {
    /// @param from the first
    /// @param to after the last
    void rows(int from, int to);
  }

  /// The selected ordinals of a stretch, as runs that are as long as can be.
  ///
  /// @param first where the stretch begins, a multiple of 64; rows are counted from here
  /// @param length of the stretch
  void runs(int first, int length, Run run) {
    int end = Math.min(size - first, length);
    int row = next(first) - first;
    while (row >= 0 && row < end) {
      int after = Math.min(nextClear(first + row) - first, end);
      run.rows(row, after);
      row = after < end ? next(first + after) - first : end;
    }
  }

  /// The first ordinal that is not selected and not less; the size at most.
  private int nextClear(int from) {
    int word = from >> 6;
    long bits = ~words[word] & -1L << from;
    while (bits == 0) {
      if (++word == words.length) {
        return size;
      }
      bits = ~words[word];
    }
    return Math.min(size, (word << 6) + Long.numberOfTrailingZeros(bits));
  }

  /// Keeps only what the other has, too.
  public void retain(Selection other) {
    for (int i = 0; i < words.length; i++) {
      words[i] &= i < other.words.length ? other.words[i] : 0;
    }
  }

  /// Drops what the other has.
  public void remove(Selection other) {
    for (int i = 0; i < Math.min(words.length, other.words.length); i++) {
      words[i] &= ~other.words[i];
    }
  }

  /// Adds what the other has, too, of the users that there were to choose from here.
  public void add(Selection other) {
    for (int i = 0; i < Math.min(words.length, other.words.length); i++) {
      words[i] |= other.words[i];
    }
    if (size % 64 != 0) {
      words[words.length - 1] &= (1L << size) - 1;
    }
  }

  /// How many are selected in both.
  public long countWith(Selection other) {
    long count = 0;
    for (int i = 0; i < Math.min(words.length, other.words.length); i++) {
      count += Long.bitCount(words[i] & other.words[i]);
    }
    return count;
  }

  /// The same once more, to be changed.
  public Selection copy() {
    return new Selection(words.clone(), size);
  }
}
