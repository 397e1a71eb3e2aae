package dev.muster.population;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Which ordinals belong to nobody any more, since their user was erased. One thread adds, within a
/// change of the row's block; a block in which nobody was erased costs a scan nothing.
final class ErasedRows {

  private final int blockRows;
  private volatile long[] @Nullable [] blocks = new long[0][];
  private volatile int count;

  ErasedRows(int blockRows) {
    this.blockRows = blockRows;
  }

  /// How many there are.
  int count() {
    return count;
  }

  boolean has(int ordinal) {
    long[] words = block(ordinal / blockRows);
    int row = ordinal % blockRows;
    return words != null && (words[row >> 6] >>> row & 1) != 0;
  }

  BitSet ordinals() {
    BitSet ordinals = new BitSet();
    long[] @Nullable [] known = blocks;
    for (int block = 0; block < known.length; block++) {
      long[] words = known[block];
      if (words != null) {
        int first = block * blockRows;
        BitSet.valueOf(words).stream().forEach(row -> ordinals.set(first + row));
      }
    }
    return ordinals;
  }

  void add(int ordinal) {
    if (has(ordinal)) {
      return;
    }
    int before = count;
    int block = ordinal / blockRows;
    int row = ordinal % blockRows;
    long[] words = block(block);
    if (words == null) {
      words = new long[blockRows >> 6];
      long[] @Nullable [] more = Arrays.copyOf(blocks, Math.max(blocks.length, block + 1));
      more[block] = words;
      words[row >> 6] |= 1L << row;
      blocks = more;
    } else {
      words[row >> 6] |= 1L << row;
    }
    count = before + 1;
  }

  /// Takes the erased rows of a block out of what a scan found.
  void takeOut(int block, long[] found) {
    long[] words = block(block);
    if (words != null) {
      for (int i = 0; i < words.length; i++) {
        found[i] &= ~words[i];
      }
    }
  }

  long memory() {
    long memory = 0;
    for (long @Nullable [] words : blocks) {
      memory += 8 + (words == null ? 0 : 16 + 8L * words.length);
    }
    return memory;
  }

  private long @Nullable [] block(int block) {
    long[] @Nullable [] known = blocks;
    return block < known.length ? known[block] : null;
  }
}
