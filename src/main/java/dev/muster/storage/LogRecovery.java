package dev.muster.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings a log into the state in which it can be written on.
final class LogRecovery {

  private static final Logger LOG = LoggerFactory.getLogger(LogRecovery.class);

  private final LogOptions options;
  private final Disk disk;
  private final Clock clock;

  LogRecovery(LogOptions options, Disk disk, Clock clock) {
    this.options = options;
    this.disk = disk;
    this.clock = clock;
  }

  LogFindings recover() throws IOException {
    Path directory = options.directory();
    disk.createDirectories(directory);
    LogFindings found = LogExamination.examine(directory, disk);
    if (found == null) {
      return create();
    }
    for (Path leftover : found.leftovers()) {
      LOG.info("deleting {}, an unused file of the log", leftover);
      disk.delete(leftover);
    }
    if (found.unfinishedBytes() > 0) {
      LOG.warn(
          "{}: cutting {} bytes at position {}, of a write that was not finished",
          found.last().path(),
          found.unfinishedBytes(),
          found.end());
    }
    settle(found);
    return found;
  }

  private LogFindings create() throws IOException {
    for (Path path : disk.list(options.directory())) {
      if (path.toString().endsWith(Segment.SUFFIX + SegmentMaker.UNFINISHED)) {
        disk.delete(path);
      }
    }
    long identity = new SecureRandom().nextLong();
    SegmentHeader header =
        new SegmentHeader(
            SegmentHeader.VERSION, identity, 0, options.segmentBytes(), clock.millis());
    Segment first = new SegmentMaker(options.directory(), disk).make(header);
    List<Segment> segments = new ArrayList<>(List.of(first));
    @Nullable Segment none = null;
    LogFindings created =
        new LogFindings(
            identity,
            segments,
            none,
            List.of(),
            header.first(),
            header.first(),
            false,
            header.first());
    settle(created);
    return created;
  }

  /// Makes durable what was found, and clears what is behind it.
  ///
  /// The last group is written again: after a failed fsync the system may show bytes that are not
  /// on the disk and think that they are, so that forcing alone would do nothing. For the same
  /// reason the seal of the segment before is, as long as no group in the last one shows that it
  /// had become durable.
  private void settle(LogFindings found) throws IOException {
    Segment last = found.last();
    long base = last.header().base();
    Checksum checksum = new Checksum(found.identity());
    if (found.end() == last.header().first() && found.segments().size() > 1) {
      sealAgain(found.segments().get(found.segments().size() - 2), checksum);
    }
    try (DiskFile file = disk.openForWriting(last.path())) {
      if (file.size() < last.header().bytes()) {
        writeZeros(file, file.size(), last.header().bytes());
      }
      writeZeros(file, found.end() - base, found.endOfBytes() - base);
      if (found.lastGroup() < found.end()) {
        ByteBuffer group = ByteBuffer.allocate((int) (found.end() - found.lastGroup()));
        file.read(group, found.lastGroup() - base);
        file.write(group.flip(), found.lastGroup() - base);
      }
      FrameHeader mark = FrameHeader.mark(found.end(), clock.millis());
      file.write(mark.toBytes(checksum), found.end() - base);
      file.force();
    }
  }

  private void sealAgain(Segment segment, Checksum checksum) throws IOException {
    try (DiskFile file = disk.openForWriting(segment.path())) {
      FrameHeader seal = segment.readSeal(file, checksum);
      if (seal == null) {
        throw new CorruptLogException(segment.path(), segment.sealPosition(), "its end is missing");
      }
      file.write(seal.toBytes(checksum), segment.sealPosition() - segment.header().base());
      file.force();
    }
  }

  private static void writeZeros(DiskFile file, long from, long to) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocate(1 << 16);
    for (long at = from; at < to; at += zeros.capacity()) {
      zeros.clear().limit((int) Math.min(zeros.capacity(), to - at));
      file.write(zeros, at);
    }
  }
}
