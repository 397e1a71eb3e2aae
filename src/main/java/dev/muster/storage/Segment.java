package dev.muster.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// One file of the log.
///
/// @param path its name is the position of its first byte, in 16 hexadecimal digits
/// @param header what its start says
record Segment(Path path, SegmentHeader header) {

  static final String SUFFIX = ".log";

  static Path path(Path directory, long base) {
    return directory.resolve(String.format("%016x", base) + SUFFIX);
  }

  /// The position that a file's name says; -1 if the name is not one of a segment.
  static long baseOf(Path path) {
    String name = path.getFileName().toString();
    if (!name.matches("[0-7][0-9a-f]{15}\\" + SUFFIX)) {
      return -1;
    }
    return Long.parseLong(name.substring(0, 16), 16);
  }

  /// Reads the header of a file; null unless it is whole.
  static @Nullable SegmentHeader readHeader(DiskFile file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(SegmentLayout.HEADER_BYTES);
    file.read(bytes, 0);
    return SegmentHeader.read(bytes.flip());
  }

  /// Reads the seal; null if the segment is not sealed.
  @Nullable FrameHeader readSeal(DiskFile file, Checksum checksum) throws IOException {
    int offset = SegmentLayout.sealOffset(header.bytes());
    ByteBuffer bytes = ByteBuffer.allocate(SegmentLayout.FRAME_BYTES);
    if (file.read(bytes, offset) < SegmentLayout.FRAME_BYTES) {
      return null;
    }
    FrameHeader seal = FrameHeader.read(bytes.array(), 0, header.base() + offset, checksum);
    return seal != null && seal.type() == FrameHeader.Type.SEAL ? seal : null;
  }

  /// Where the seal of this segment is.
  long sealPosition() {
    return header.base() + SegmentLayout.sealOffset(header.bytes());
  }

  /// The position that groups may not pass.
  long groupsEnd() {
    return header.base() + SegmentLayout.groupsEnd(header.bytes());
  }
}
