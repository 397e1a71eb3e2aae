package dev.muster.storage;

import java.io.IOException;
import java.util.List;

/// Reads a log from a position to its end, in order.
final class LogReplay {

  private static final long PROGRESS_EVERY_BYTES = 8 << 20;

  private final Disk disk;
  private final Checksum checksum;
  private final List<Segment> segments;
  private final long end;

  LogReplay(Disk disk, long identity, LogState state) {
    this.disk = disk;
    this.checksum = new Checksum(identity);
    this.segments = state.segments;
    this.end = state.durablePosition;
  }

  void run(long from, Replay handler) throws IOException {
    Segment first = segments.getFirst();
    if (from < first.header().base()) {
      throw new CorruptLogException(
          Segment.path(first.path().resolveSibling(""), from),
          from,
          "the log begins only at " + first.header().base());
    }
    if (from > end) {
      throw new CorruptLogException(
          segments.getLast().path(), from, "the log ends before, at " + end);
    }
    long start = Math.max(from, first.header().first());
    long reported = start;
    for (Segment segment : segments) {
      if (segment.header().end() <= start) {
        continue;
      }
      boolean last = segment.equals(segments.getLast());
      try (DiskFile file = disk.openForReading(segment.path())) {
        long segmentEnd = last ? end : sealedEnd(segment, file);
        long position = Math.max(start, segment.header().first());
        SegmentWalk walk = new SegmentWalk(segment, file, checksum);
        while (position < segmentEnd) {
          if (!(walk.at(position) instanceof Frame.Group group)) {
            throw broken(segment, walk.at(position), position);
          }
          walk.records(group, handler);
          position = group.header().end();
          if (position - reported >= PROGRESS_EVERY_BYTES) {
            handler.progress(position - start, end - start);
            reported = position;
          }
        }
      }
    }
    handler.progress(end - start, end - start);
  }

  private long sealedEnd(Segment segment, DiskFile file) throws IOException {
    FrameHeader seal = segment.readSeal(file, checksum);
    if (seal == null) {
      throw new CorruptLogException(segment.path(), segment.sealPosition(), "its end is missing");
    }
    return segment.header().base() + seal.bodyBytes();
  }

  private static CorruptLogException broken(Segment segment, Frame frame, long position) {
    return frame instanceof Frame.Broken(long where, String what)
        ? new CorruptLogException(segment.path(), where, what)
        : new CorruptLogException(segment.path(), position, "the log goes on behind its end");
  }
}
