package dev.muster.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads single records for any thread, through files of its own.
final class RecordReads implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RecordReads.class);

  private static final int OPEN_FILES_MAX = 64;

  /// Enough for most records at once.
  private static final int FIRST_READ_BYTES = 1024;

  private final Disk disk;
  private final LogState state;
  private final long identity;
  private final SequencedMap<Segment, DiskFile> files = new LinkedHashMap<>(16, 0.75f, true);
  private boolean closed;

  RecordReads(Disk disk, LogState state, long identity) {
    this.disk = disk;
    this.state = state;
    this.identity = identity;
  }

  Optional<LogRecord> read(long position) throws IOException {
    if (position < 1 || position >= state.durablePosition) {
      throw new IllegalArgumentException("no durable record can be at position " + position);
    }
    while (true) {
      Optional<Segment> segment = segmentOf(position);
      if (segment.isEmpty()) {
        return Optional.empty();
      }
      try {
        return Optional.of(read(segment.get(), file(segment.get()), position));
      } catch (ClosedChannelException | NoSuchFileException e) {
        // Retired, or closed because many others were opened: look again.
        if (isClosed() || (e instanceof NoSuchFileException && segmentOf(position).isPresent())) {
          throw e;
        }
      }
    }
  }

  private Optional<Segment> segmentOf(long position) {
    List<Segment> segments = state.segments;
    int low = 0;
    int high = segments.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Segment segment = segments.get(middle);
      if (position < segment.header().base()) {
        high = middle - 1;
      } else if (position >= segment.header().end()) {
        low = middle + 1;
      } else {
        return Optional.of(segment);
      }
    }
    return Optional.empty();
  }

  private LogRecord read(Segment segment, DiskFile file, long position) throws IOException {
    long offset = position - segment.header().base();
    ByteBuffer first = ByteBuffer.allocate(FIRST_READ_BYTES);
    int got = file.read(first, offset);
    int length = got < SegmentLayout.RECORD_HEADER_BYTES ? -1 : first.getInt(4);
    if (length < 0 || offset + length > segment.header().bytes()) {
      throw corrupt(segment, position);
    }
    int total = SegmentLayout.RECORD_HEADER_BYTES + length;
    ByteBuffer whole = first;
    if (total > got) {
      whole = ByteBuffer.allocate(total);
      if (file.read(whole, offset) < total) {
        throw corrupt(segment, position);
      }
    }
    byte[] bytes = whole.array();
    if (new Checksum(identity).of(bytes, 4, length + 5, position) != whole.getInt(0)) {
      throw corrupt(segment, position);
    }
    RecordReader reader = new RecordReader(bytes);
    reader.point(bytes, SegmentLayout.RECORD_HEADER_BYTES, length);
    return new LogRecord(position, bytes[8], reader);
  }

  private static CorruptLogException corrupt(Segment segment, long position) {
    return new CorruptLogException(segment.path(), position, "a record with a wrong checksum");
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private synchronized DiskFile file(Segment segment) throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    DiskFile file = files.get(segment);
    if (file == null) {
      file = disk.openForReading(segment.path());
      files.put(segment, file);
      if (files.size() > OPEN_FILES_MAX) {
        close(files.firstEntry().getKey());
      }
    }
    return file;
  }

  /// Closes the file of a segment that is no longer read.
  synchronized void close(Segment segment) {
    DiskFile file = files.remove(segment);
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        LOG.warn("cannot close {}", segment.path(), e);
      }
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    for (Segment segment : List.copyOf(files.keySet())) {
      close(segment);
    }
  }
}
