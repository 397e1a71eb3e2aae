package dev.muster.storage;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Reads a segment group by group and checks everything.
final class SegmentWalk {

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final Segment segment;
  private final Checksum checksum;
  private final Window window;
  private final RecordReader reader = new RecordReader(new byte[0]);

  SegmentWalk(Segment segment, DiskFile file, Checksum checksum) {
    this.segment = segment;
    this.checksum = checksum;
    this.window = new Window(file, segment.header().base(), segment.header().bytes());
  }

  /// What stands at a position.
  Frame at(long position) throws IOException {
    if (position < segment.header().first() || position > segment.groupsEnd()) {
      return new Frame.Broken(position, "no group can be here");
    }
    int at = window.show(position, SegmentLayout.FRAME_BYTES);
    FrameHeader header = FrameHeader.read(window.bytes(), at, position, checksum);
    if (header == null) {
      return new Frame.Broken(position, "there is no group with a right header");
    }
    return switch (header.type()) {
      case GROUP -> group(header);
      case MARK -> new Frame.Mark(header);
      case SEAL -> new Frame.Broken(position, "a seal where a group should be");
    };
  }

  private Frame group(FrameHeader header) throws IOException {
    long position = header.position();
    if (header.bodyBytes() < 0 || header.end() > segment.groupsEnd()) {
      return new Frame.Broken(position, "a group that is longer than its segment");
    }
    int at = window.show(position, (int) (header.end() - position));
    byte[] bytes = window.bytes();
    int next = at + SegmentLayout.FRAME_BYTES;
    int end = next + header.bodyBytes();
    for (int i = 0; i < header.records(); i++) {
      int length = recordLength(bytes, next, end, position + next - at);
      if (length < 0) {
        return new Frame.Broken(position + next - at, "a record with a wrong checksum");
      }
      next += SegmentLayout.RECORD_HEADER_BYTES + length;
    }
    int last = at + (int) (header.end() - position) - 1;
    if (next != end || !isZero(bytes, end, last) || bytes[last] != SegmentLayout.GROUP_END) {
      return new Frame.Broken(position + next - at, "a group without its end");
    }
    return new Frame.Group(header);
  }

  private static boolean isZero(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /// The length of a record, or -1 if it is not whole.
  private int recordLength(byte[] bytes, int at, int end, long position) {
    if (end - at < SegmentLayout.RECORD_HEADER_BYTES) {
      return -1;
    }
    int length = (int) INT.get(bytes, at + 4);
    if (length < 0 || length > end - at - SegmentLayout.RECORD_HEADER_BYTES) {
      return -1;
    }
    return checksum.of(bytes, at + 4, length + 5, position) == (int) INT.get(bytes, at)
        ? length
        : -1;
  }

  /// Hands out the records of a group that [#at] has just found whole.
  void records(Frame.Group group, Replay replay) throws IOException {
    FrameHeader header = group.header();
    long position = header.position();
    int at = window.show(position, (int) (header.end() - position));
    byte[] bytes = window.bytes();
    int next = at + SegmentLayout.FRAME_BYTES;
    for (int i = 0; i < header.records(); i++) {
      int length = (int) INT.get(bytes, next + 4);
      reader.point(bytes, next + SegmentLayout.RECORD_HEADER_BYTES, length);
      replay.record(position + next - at, bytes[next + 8], reader);
      next += SegmentLayout.RECORD_HEADER_BYTES + length;
    }
  }

  /// Looks for a header that is right for its position, from a position to the segment's end.
  ///
  /// @return where it is, or -1
  long findHeader(long from) throws IOException {
    long end = segment.groupsEnd() + SegmentLayout.FRAME_BYTES;
    long position = (from + 7) & -8L;
    while (position + SegmentLayout.FRAME_BYTES <= end) {
      int count = (int) Math.min(end - position, Window.READ_BYTES);
      int at = window.show(position, count);
      byte[] bytes = window.bytes();
      int offset = 0;
      for (; offset + SegmentLayout.FRAME_BYTES <= count; offset += 8) {
        if ((int) INT.get(bytes, at + offset) == FrameHeader.MAGIC
            && FrameHeader.read(bytes, at + offset, position + offset, checksum) != null) {
          return position + offset;
        }
      }
      position += offset;
    }
    return -1;
  }

  /// The position behind the last byte that is not zero, at least `from`, up to where the seal
  /// begins.
  long endOfBytes(long from) throws IOException {
    long last = from;
    long position = from;
    while (position < segment.sealPosition()) {
      int count = (int) Math.min(segment.sealPosition() - position, Window.READ_BYTES);
      int at = window.show(position, count);
      for (int i = at + count - 1; i >= at; i--) {
        if (window.bytes()[i] != 0) {
          last = position + i - at + 1;
          break;
        }
      }
      position += count;
    }
    return last;
  }

  /// Reads again from the file, which somebody else is writing.
  void refresh() {
    window.refresh();
  }
}
