package dev.muster.storage;

/// Where things are in a segment file, in bytes from its start.
final class SegmentLayout {

  /// The header, see [SegmentHeader].
  static final int HEADER_BYTES = 64;

  /// In front of each group, see [FrameHeader]. Marks and the seal are nothing but this.
  static final int FRAME_BYTES = 32;

  /// In front of each record: checksum (4), length (4), kind (1).
  static final int RECORD_HEADER_BYTES = 9;

  /// Behind the last record of a group stand zeros, then this as the last byte before a multiple of
  /// 8. It is not zero, so that a group of which only a part was written is never whole by
  /// accident, even if what is missing are zeros that stood there before.
  static final byte GROUP_END = 0x5A;

  private SegmentLayout() {}

  /// Where the seal is: the last bytes of the file.
  static int sealOffset(int segmentBytes) {
    return segmentBytes - FRAME_BYTES;
  }

  /// How far groups may reach: behind them there is always room for a mark, then for the seal.
  static int groupsEnd(int segmentBytes) {
    return sealOffset(segmentBytes) - FRAME_BYTES;
  }

  /// The bytes of a group with this many bytes of records.
  static long groupBytes(long bodyBytes) {
    return (FRAME_BYTES + bodyBytes + 1 + 7) & -8L;
  }

  /// The largest record that fits into an empty segment.
  static int recordBytesMax(int segmentBytes) {
    return groupsEnd(segmentBytes) - HEADER_BYTES - FRAME_BYTES - RECORD_HEADER_BYTES - 8;
  }
}
