package dev.muster.upload;

import java.util.Arrays;

/// A set of ordinals of users: a bit each. For one thread.
final class OrdinalSet {

  private long[] words = new long[1 << 10];

  boolean has(int ordinal) {
    int word = ordinal >> 6;
    return word < words.length && (words[word] & 1L << ordinal) != 0;
  }

  /// Adds an ordinal.
  ///
  /// @return whether it was not there
  boolean add(int ordinal) {
    int word = ordinal >> 6;
    if (word >= words.length) {
      words = Arrays.copyOf(words, Math.max(word + 1, 2 * words.length));
    }
    long bit = 1L << ordinal;
    boolean isNew = (words[word] & bit) == 0;
    words[word] |= bit;
    return isNew;
  }
}
