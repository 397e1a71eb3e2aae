package dev.muster.storage;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// What stands at the start of every segment, written once and never changed.
///
/// @param version of the format
/// @param identity of the log: random, the same in all its segments
/// @param base the position of the file's first byte
/// @param bytes the size of the file
/// @param madeAtMillis when the file was made, by the clock
record SegmentHeader(int version, long identity, long base, int bytes, long madeAtMillis) {

  /// The version that this program writes.
  static final int VERSION = 1;

  private static final long MAGIC = 0x4D55_5354_4552_4C47L; // MUSTERLG
  private static final int CRC_AT = SegmentLayout.HEADER_BYTES - 4;

  /// The position behind the file's last byte.
  long end() {
    return base + bytes;
  }

  /// The position of the first group.
  long first() {
    return base + SegmentLayout.HEADER_BYTES;
  }

  ByteBuffer toBytes() {
    ByteBuffer out = ByteBuffer.allocate(SegmentLayout.HEADER_BYTES);
    out.putLong(MAGIC).putInt(version).putInt(bytes).putLong(identity).putLong(base);
    out.putLong(madeAtMillis);
    return out.putInt(CRC_AT, crc(out)).rewind();
  }

  /// Reads a header; null unless it is whole.
  static @Nullable SegmentHeader read(ByteBuffer in) {
    if (in.remaining() < SegmentLayout.HEADER_BYTES
        || in.getLong(0) != MAGIC
        || in.getInt(CRC_AT) != crc(in)) {
      return null;
    }
    return new SegmentHeader(
        in.getInt(8), in.getLong(16), in.getLong(24), in.getInt(12), in.getLong(32));
  }

  private static int crc(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate().position(0).limit(CRC_AT));
    return (int) crc.getValue();
  }
}
