package dev.muster.storage;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/// What a checkpoint file looks like: a header, the bytes of the sections one after the other, a
/// table of them with a checksum for every chunk, and a trailer that says where the table is.
final class CheckpointFormat {

  static final String SUFFIX = ".checkpoint";
  static final String UNFINISHED = ".new";
  static final int VERSION = 1;

  /// Header: magic (8), version (4), zero (4), identity (8), position (8), time (8), checksum (4).
  static final int HEADER_BYTES = 44;

  /// Trailer: offset of the table (8), its length (4), its checksum (4), magic (8), checksum of the
  /// trailer (4).
  static final int TRAILER_BYTES = 28;

  /// How much one checksum covers.
  static final int CHUNK_BYTES = 1 << 20;

  static final long HEADER_MAGIC = 0x4D55_5354_4552_4350L; // MUSTERCP
  static final long TRAILER_MAGIC = 0x4D55_5354_4552_4354L; // MUSTERCT

  private CheckpointFormat() {}

  static Path path(Path directory, long position) {
    return directory.resolve(String.format("%016x", position) + SUFFIX);
  }

  /// The position that a file's name says; -1 if the name is not one of a checkpoint.
  static long positionOf(Path path) {
    String name = path.getFileName().toString();
    if (!name.matches("[0-7][0-9a-f]{15}\\" + SUFFIX)) {
      return -1;
    }
    return Long.parseLong(name.substring(0, 16), 16);
  }

  /// The checksum of a buffer's remaining bytes.
  static int crc(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate());
    return (int) crc.getValue();
  }
}
