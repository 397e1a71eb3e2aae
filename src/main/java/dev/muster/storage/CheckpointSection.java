package dev.muster.storage;

import java.util.ArrayList;
import java.util.List;

/// One line of a checkpoint's table.
///
/// @param name unique in the checkpoint
/// @param offset in the file
/// @param bytes how many
/// @param crcs of its chunks, in order
record CheckpointSection(String name, long offset, int bytes, List<Integer> crcs) {

  CheckpointSection {
    crcs = List.copyOf(crcs);
  }

  /// Where a chunk begins, from the section's start.
  int chunkFrom(int chunk) {
    return chunk * CheckpointFormat.CHUNK_BYTES;
  }

  int chunkBytes(int chunk) {
    return Math.min(CheckpointFormat.CHUNK_BYTES, bytes - chunkFrom(chunk));
  }

  void put(RecordBuffer out) {
    out.putUtf8(name).putLong(offset).putInt(bytes);
    crcs.forEach(out::putInt);
  }

  static CheckpointSection read(RecordReader in) {
    String name = in.getUtf8();
    long offset = in.getLong();
    int bytes = in.getInt();
    int chunks = Math.ceilDiv(bytes, CheckpointFormat.CHUNK_BYTES);
    List<Integer> crcs = new ArrayList<>(chunks);
    for (int i = 0; i < chunks; i++) {
      crcs.add(in.getInt());
    }
    return new CheckpointSection(name, offset, bytes, crcs);
  }
}
