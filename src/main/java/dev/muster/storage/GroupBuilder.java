package dev.muster.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Turns entries into the bytes of one group.
final class GroupBuilder {

  private final LogOptions options;
  private final Checksum checksum;
  private final List<LogEntry> entries = new ArrayList<>();
  private RecordBuffer out = new RecordBuffer(Integer.MAX_VALUE);
  private long[] positions = new long[64];
  private long start;
  private long endMax;

  GroupBuilder(LogOptions options, Checksum checksum) {
    this.options = options;
    this.checksum = checksum;
  }

  /// Begins a group.
  ///
  /// @param position where it will be
  /// @param groupsEnd the position that it may not pass
  void begin(long position, long groupsEnd) {
    start = position;
    endMax = groupsEnd;
    entries.clear();
    if (out.array().length > 2 * options.groupBytesMax()) {
      out = new RecordBuffer(Integer.MAX_VALUE); // gives back what one large record took
    }
    out.truncate(0);
    out.startRecord(Integer.MAX_VALUE);
    out.putBytes(new byte[SegmentLayout.FRAME_BYTES]);
  }

  int size() {
    return entries.size();
  }

  LogEntry entry(int index) {
    return entries.get(index);
  }

  long position(int index) {
    return positions[index];
  }

  /// Whether the entry fits the group as far as the segment is concerned.
  boolean fitsSegment(LogEntry entry) {
    return start + SegmentLayout.groupBytes(bodyWith(entry)) <= endMax;
  }

  /// Whether the group should take one more, so that it does not become too large.
  boolean fitsGroup(LogEntry entry) {
    return entries.isEmpty()
        || (bodyWith(entry) <= options.groupBytesMax() && entries.size() < FrameHeader.RECORDS_MAX);
  }

  private long bodyWith(LogEntry entry) {
    return (long) out.end()
        - SegmentLayout.FRAME_BYTES
        + SegmentLayout.RECORD_HEADER_BYTES
        + bound(entry);
  }

  private int bound(LogEntry entry) {
    return Math.clamp(entry.bytesMax(), 0, options.recordBytesMax());
  }

  /// Adds an entry that fits, or refuses it if it cannot be written.
  void add(LogEntry entry) {
    int at = out.end();
    long position = start + at;
    try {
      int kind = entry.kind();
      if (kind < 1 || kind > 127) {
        throw new IllegalArgumentException("a kind is 1 to 127, not " + kind);
      }
      out.startRecord(SegmentLayout.RECORD_HEADER_BYTES);
      out.putLong(0).putByte(kind);
      out.startRecord(bound(entry));
      entry.write(out, position);
    } catch (RuntimeException | Error e) {
      out.truncate(at);
      Callbacks.refuse(entry, new UnwritableRecordException(e));
      return;
    }
    int length = out.size();
    out.setInt(at + 4, length);
    out.setInt(at, checksum.of(out.array(), at + 4, length + 5, position));
    if (positions.length == entries.size()) {
      positions = Arrays.copyOf(positions, 2 * positions.length);
    }
    positions[entries.size()] = position;
    entries.add(entry);
  }

  /// Where the group will end.
  long end() {
    return start + SegmentLayout.groupBytes(out.end() - SegmentLayout.FRAME_BYTES);
  }

  /// The bytes of the whole group, until the next [#begin].
  ByteBuffer finish(long atMillis) {
    int body = out.end() - SegmentLayout.FRAME_BYTES;
    int total = (int) SegmentLayout.groupBytes(body);
    out.startRecord(Integer.MAX_VALUE);
    while (out.end() < total - 1) {
      out.putByte(0);
    }
    out.putByte(SegmentLayout.GROUP_END);
    new FrameHeader(FrameHeader.Type.GROUP, entries.size(), start, atMillis, body)
        .put(out.array(), 0, checksum);
    return ByteBuffer.wrap(out.array(), 0, total);
  }

  /// Tells all entries that they are not in the log.
  void refuse(IOException why) {
    for (LogEntry entry : entries) {
      Callbacks.refuse(entry, why);
    }
    entries.clear();
  }
}
