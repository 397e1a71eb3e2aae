package dev.muster.outgoing;

import dev.muster.storage.RecordBuffer;
import dev.muster.storage.RecordReader;
import java.util.Arrays;
import java.util.BitSet;

/// Of whom receivers know that they are in a segment: a bit an ordinal. Changed by the log's writer
/// only; read by others, who may see a moment before.
final class Told {

  /// Users a block.
  static final int BLOCK = 1 << 16;

  private static final int WORDS = BLOCK / Long.SIZE;
  private static final long[] NONE = new long[WORDS];

  private volatile long[][] blocks;

  /// Those that a copy has, too: they are not changed any more.
  private final BitSet shared = new BitSet();

  /// Whether all who were in the segment at first are noted.
  private volatile boolean complete;

  private Told(long[][] blocks, boolean complete) {
    this.blocks = blocks;
    this.complete = complete;
  }

  /// @param complete false where those who are in the segment at first are noted one by one
  static Told nobody(boolean complete) {
    return new Told(new long[0][], complete);
  }

  boolean isComplete() {
    return complete;
  }

  void completed() {
    complete = true;
  }

  boolean has(int ordinal) {
    long[][] now = blocks;
    int block = ordinal / BLOCK;
    return block < now.length && (now[block][ordinal % BLOCK >> 6] >>> ordinal & 1) != 0;
  }

  /// @return whether that is a change
  @SuppressWarnings("ReferenceEquality") // the words of nobody are shared by all
  boolean put(int ordinal, boolean in) {
    if (has(ordinal) == in) {
      return false;
    }
    int block = ordinal / BLOCK;
    if (block >= blocks.length) {
      long[][] more = Arrays.copyOf(blocks, block + 1);
      Arrays.fill(more, blocks.length, more.length, NONE);
      blocks = more;
    }
    long[] words = blocks[block];
    if (words == NONE || shared.get(block)) {
      words = words.clone();
      blocks[block] = words;
      shared.clear(block);
    }
    words[ordinal % BLOCK >> 6] ^= 1L << ordinal;
    return true;
  }

  int blocks() {
    return blocks.length;
  }

  /// The bits of a block; not to be changed.
  long[] block(int block) {
    long[][] now = blocks;
    return block < now.length ? now[block] : NONE;
  }

  boolean isEmpty() {
    for (long[] words : blocks) {
      for (long word : words) {
        if (word != 0) {
          return false;
        }
      }
    }
    return true;
  }

  /// As it is now, whatever is put later. By the writer, whom it hardly holds up.
  Told copy() {
    shared.set(0, blocks.length);
    return new Told(blocks.clone(), complete);
  }

  void write(RecordBuffer out) {
    out.putByte(complete ? 1 : 0).putVarInt(blocks.length);
    for (long[] words : blocks) {
      long any = 0;
      for (long word : words) {
        any |= word;
      }
      out.putByte(any == 0 ? 0 : 1);
      if (any != 0) {
        for (long word : words) {
          out.putLong(word);
        }
      }
    }
  }

  /// Reads what [#write] put.
  static Told read(RecordReader in) {
    boolean complete = in.getByte() != 0;
    long[][] blocks = new long[in.getVarInt()][];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = NONE;
      if (in.getByte() != 0) {
        blocks[i] = new long[WORDS];
        for (int word = 0; word < WORDS; word++) {
          blocks[i][word] = in.getLong();
        }
      }
    }
    return new Told(blocks, complete);
  }
}
