package dev.muster.storage;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// What stands in front of a group of records, and alone as a mark or a seal.
///
/// One group is under way at a time: the next is written only when the one before is durable. So a
/// header that is right for its position proves that everything before it was durable.
///
/// @param type what it is
/// @param records how many are in the group
/// @param position of the header itself
/// @param atMillis when it was written, by the clock
/// @param bodyBytes of a group: the bytes of its records; of a seal: the offset in the file at
///   which the segment's last group ends; of a mark: 0
record FrameHeader(Type type, int records, long position, long atMillis, int bodyBytes) {

  /// What a header announces.
  enum Type {
    /// A group of records follows.
    GROUP(1),
    /// Nothing follows: the log ended here. The next group is written over it.
    MARK(2),
    /// The segment is full; the log goes on in the next one. Only at the end of a file.
    SEAL(3);

    private final int number;

    Type(int number) {
      this.number = number;
    }

    private static @Nullable Type of(int number) {
      return switch (number) {
        case 1 -> GROUP;
        case 2 -> MARK;
        case 3 -> SEAL;
        default -> null;
      };
    }
  }

  /// The most records of a group.
  static final int RECORDS_MAX = 0xFF_FFFF;

  /// The first four bytes, for looking for headers.
  static final int MAGIC = 0x4D55_5347; // MUSG

  private static final int CRC_AT = SegmentLayout.FRAME_BYTES - 4;

  /// Where the group ends and the next begins.
  long end() {
    return position + SegmentLayout.groupBytes(bodyBytes);
  }

  static FrameHeader mark(long position, long atMillis) {
    return new FrameHeader(Type.MARK, 0, position, atMillis, 0);
  }

  void put(byte[] bytes, int at, Checksum checksum) {
    ByteBuffer out = ByteBuffer.wrap(bytes, at, SegmentLayout.FRAME_BYTES);
    out.putInt(MAGIC).putInt(type.number << 24 | records).putLong(position).putLong(atMillis);
    out.putInt(bodyBytes);
    out.putInt(checksum.of(bytes, at, CRC_AT, position));
  }

  ByteBuffer toBytes(Checksum checksum) {
    byte[] bytes = new byte[SegmentLayout.FRAME_BYTES];
    put(bytes, 0, checksum);
    return ByteBuffer.wrap(bytes);
  }

  /// Reads a header; null unless it is whole and belongs at this position.
  static @Nullable FrameHeader read(byte[] bytes, int at, long position, Checksum checksum) {
    ByteBuffer in = ByteBuffer.wrap(bytes, at, SegmentLayout.FRAME_BYTES).slice();
    if (in.getInt(0) != MAGIC
        || in.getLong(8) != position
        || in.getInt(CRC_AT) != checksum.of(bytes, at, CRC_AT, position)) {
      return null;
    }
    Type type = Type.of(in.getInt(4) >>> 24);
    return type == null
        ? null
        : new FrameHeader(
            type, in.getInt(4) & RECORDS_MAX, position, in.getLong(16), in.getInt(24));
  }
}
