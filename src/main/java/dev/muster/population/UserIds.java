package dev.muster.population;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The identifiers of all users by ordinal: the bytes of a block one after the other, and where
/// each ends. One thread adds; a reader may ask for every ordinal that it found in the index.
final class UserIds {

  private static final int ROWS_LEAST = 1024;
  private static final byte ERASED = (byte) 0xFF;

  private final int blockRows;
  private volatile @Nullable Block[] blocks = new Block[0];

  UserIds(int blockRows) {
    this.blockRows = blockRows;
  }

  /// The identifiers of one block.
  private static final class Block {
    private volatile byte[] bytes;
    private volatile int[] ends;

    Block(byte[] bytes, int[] ends) {
      this.bytes = bytes;
      this.ends = ends;
    }
  }

  private Block block(int ordinal) {
    Block block = blocks[ordinal / blockRows];
    if (block == null) {
      throw new IllegalStateException("no block for ordinal " + ordinal);
    }
    return block;
  }

  /// Adds the next user.
  void add(int ordinal, byte[] id) {
    int at = ordinal / blockRows;
    int row = ordinal % blockRows;
    if (at == blocks.length) {
      @Nullable Block[] more = Arrays.copyOf(blocks, at + 1);
      int rows = Math.min(ROWS_LEAST, blockRows);
      more[at] = new Block(new byte[rows * 16], new int[rows]);
      blocks = more;
    }
    Block block = block(ordinal);
    if (row == block.ends.length) {
      block.ends = Arrays.copyOf(block.ends, 2 * row);
    }
    int start = row == 0 ? 0 : block.ends[row - 1];
    if (start + id.length > block.bytes.length) {
      // Twice the room at first; of a large block a quarter more, so that little of it stays empty.
      int more = row < blockRows / 2 ? block.bytes.length : block.bytes.length / 4;
      block.bytes = Arrays.copyOf(block.bytes, start + Math.max(id.length, more));
    }
    System.arraycopy(id, 0, block.bytes, start, id.length);
    block.ends[row] = start + id.length;
    if (row == blockRows - 1) {
      block.bytes = Arrays.copyOf(block.bytes, start + id.length);
    }
  }

  /// Overwrites an identifier with bytes that no UTF-8 has.
  void erase(int ordinal) {
    Block block = block(ordinal);
    int row = ordinal % blockRows;
    Arrays.fill(block.bytes, row == 0 ? 0 : block.ends[row - 1], block.ends[row], ERASED);
  }

  /// Whether an identifier is overwritten, in whole or in part.
  boolean hasErasedBytes(int ordinal) {
    Block block = block(ordinal);
    int[] ends = block.ends;
    byte[] bytes = block.bytes;
    int row = ordinal % blockRows;
    int end = ends[row];
    for (int i = row == 0 ? 0 : ends[row - 1]; i < end; i++) {
      if (bytes[i] == ERASED) {
        return true;
      }
    }
    return false;
  }

  boolean is(int ordinal, byte[] id) {
    Block block = block(ordinal);
    int[] ends = block.ends;
    int row = ordinal % blockRows;
    int start = row == 0 ? 0 : ends[row - 1];
    return Arrays.equals(block.bytes, start, ends[row], id, 0, id.length);
  }

  boolean beginsWith(int ordinal, byte[] prefix) {
    Block block = block(ordinal);
    int[] ends = block.ends;
    int row = ordinal % blockRows;
    int start = row == 0 ? 0 : ends[row - 1];
    return ends[row] - start >= prefix.length
        && Arrays.equals(block.bytes, start, start + prefix.length, prefix, 0, prefix.length);
  }

  byte[] get(int ordinal) {
    Block block = block(ordinal);
    int[] ends = block.ends;
    int row = ordinal % blockRows;
    return Arrays.copyOfRange(block.bytes, row == 0 ? 0 : ends[row - 1], ends[row]);
  }

  int hash(int ordinal) {
    Block block = block(ordinal);
    int[] ends = block.ends;
    int row = ordinal % blockRows;
    int start = row == 0 ? 0 : ends[row - 1];
    return SeededHash.ofBytes(block.bytes, start, ends[row] - start);
  }

  /// The hashes of the first identifiers of a block.
  ///
  /// @param out where they are put, from an index on
  void hashes(int block, int rows, int[] out, int from) {
    Block all = block(block * blockRows);
    int[] ends = all.ends;
    int start = 0;
    for (int row = 0; row < rows; row++) {
      out[from + row] = SeededHash.ofBytes(all.bytes, start, ends[row] - start);
      start = ends[row];
    }
  }

  /// Where the identifiers of the first rows of a block end.
  int[] ends(int block, int rows) {
    return Arrays.copyOf(block(block * blockRows).ends, rows);
  }

  /// The bytes of the first identifiers of a block.
  byte[] bytes(int block, int length) {
    return Arrays.copyOf(block(block * blockRows).bytes, length);
  }

  /// Puts a whole block in its place; blocks come in order.
  void set(int block, byte[] bytes, int[] ends) {
    @Nullable Block[] more = Arrays.copyOf(blocks, block + 1);
    more[block] = new Block(bytes, ends);
    blocks = more;
  }

  long memory() {
    long memory = 0;
    for (@Nullable Block block : blocks) {
      memory += block == null ? 8 : 80 + block.bytes.length + 4L * block.ends.length;
    }
    return memory;
  }
}
