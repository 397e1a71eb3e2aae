package dev.muster.storage;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// An append-only log of records in segment files, with group commit.
///
/// Order of use: [#open], [#replay], [#start], then any thread may submit and read, at last
/// [#close]. A position is an offset in bytes over all segments: it grows, and is never used again.
///
/// The format and what it withstands are described with the package.
public final class Log implements AutoCloseable {

  private final LogOptions options;
  private final Disk disk;
  private final long identity;
  private final LogState state;
  private final EntryQueue queue;
  private final SegmentSupply supply;
  private final LogWriter writer;
  private final RecordReads reads;
  private final Object retiring = new Object();
  private volatile Phase phase = Phase.OPENED;

  private enum Phase {
    OPENED,
    STARTED,
    CLOSED
  }

  private Log(LogOptions options, Disk disk, LogMeter meter, Clock clock, LogFindings found)
      throws IOException {
    this.options = options;
    this.disk = disk;
    this.identity = found.identity();
    this.state = new LogState(found.segments(), found.end());
    this.queue = new EntryQueue(options);
    this.supply =
        new SegmentSupply(
            new SegmentMaker(options.directory(), disk),
            disk,
            identity,
            options.segmentBytes(),
            clock,
            found.spare());
    OpenSegment active = new OpenSegment(found.last(), disk.openForWriting(found.last().path()));
    this.writer = new LogWriter(options, queue, supply, state, meter, clock, active);
    this.reads = new RecordReads(disk, state, identity);
  }

  /// Opens the log on the operating system's files.
  public static Log open(LogOptions options) throws IOException {
    return open(options, Disk.real(), LogMeter.NONE);
  }

  /// Opens a log, or makes a new one if the directory is missing or empty. Finds its end; what is
  /// left of a write that was never confirmed is cut.
  ///
  /// @throws CorruptLogException if something that was durable is damaged or missing, as far as
  ///   that shows without reading all segments; [#replay] and [#read] check what they read
  /// @throws UnsupportedFormatException if a newer version wrote it
  /// @throws DiskFullException if there is no room to make a new log
  public static Log open(LogOptions options, Disk disk, LogMeter meter) throws IOException {
    Clock clock = Clock.systemUTC();
    return new Log(options, disk, meter, clock, new LogRecovery(options, disk, clock).recover());
  }

  /// A random number that all segments of this log carry, for images of what the log says.
  public long identity() {
    return identity;
  }

  /// Hands out all records from a position on, before [#start].
  ///
  /// @param from 0 for the very beginning, or what [#durablePosition] said at some time
  /// @throws CorruptLogException if records from there on are damaged or missing, also those that
  ///   have been retired
  public void replay(long from, Replay handler) throws IOException {
    require(Phase.OPENED);
    new LogReplay(disk, identity, state).run(from, handler);
  }

  /// Starts the writer.
  public void start() {
    require(Phase.OPENED);
    phase = Phase.STARTED;
    supply.start();
    writer.start();
  }

  /// Submits an entry to become a record; returns at once. Entries of one thread keep their order.
  ///
  /// @return false if the queue is full or the log is closed: the entry was not taken, and none of
  ///   its methods will be called. Otherwise it will be committed or refused, exactly once.
  public boolean submit(LogEntry entry) {
    if (phase != Phase.STARTED || !queue.offer(entry)) {
      return false;
    }
    if (phase == Phase.CLOSED) {
      refuseQueued();
    }
    return true;
  }

  /// Reads one durable record; any thread.
  ///
  /// @param position as a [LogEntry] or a [Replay] was told
  /// @return empty if it has been retired
  /// @throws CorruptLogException if no whole record is there
  /// @throws IllegalArgumentException if the log does not reach so far
  public Optional<LogRecord> read(long position) throws IOException {
    return reads.read(position);
  }

  /// The position of the first group that is still kept.
  public long firstPosition() {
    return state.segments.getFirst().header().first();
  }

  /// Everything before this position is durable, and the log ends here.
  public long durablePosition() {
    return state.durablePosition;
  }

  /// Runs something between two groups, on the writer thread; it must be short.
  ///
  /// @return false if the log does not run
  public boolean onWriter(Runnable between) {
    if (phase != Phase.STARTED) {
      return false;
    }
    writer.between(between);
    return true;
  }

  /// Why the log takes nothing more, if it has failed.
  public Optional<String> failed() {
    return Optional.ofNullable(state.failure).map(LogFailedException::getMessage);
  }

  /// How the log is doing.
  public LogStats stats() {
    long syncStarted = state.syncStartedNanos;
    return new LogStats(
        queue.size(),
        queue.bytes(),
        state.groups.sum(),
        state.entries.sum(),
        state.bytes.sum(),
        state.durablePosition,
        syncStarted == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - syncStarted),
        state.diskFull,
        failed());
  }

  /// Deletes the segments that end before a position; the one that is written on always stays.
  public void retireBefore(long position) throws IOException {
    synchronized (retiring) {
      List<Segment> segments = state.segments;
      for (Segment segment : segments.subList(0, segments.size() - 1)) {
        if (segment.header().end() > position) {
          return;
        }
        state.remove(segment);
        reads.close(segment);
        disk.delete(segment.path());
        disk.syncDirectory(options.directory()); // one by one, so that no crash leaves a hole
      }
    }
  }

  /// Writes what is queued, marks the end and closes. Waits for the disk, however long it takes.
  @Override
  public void close() {
    Phase before = phase;
    if (before == Phase.CLOSED) {
      return;
    }
    phase = Phase.CLOSED;
    if (before == Phase.STARTED) {
      writer.close();
      supply.close();
      refuseQueued();
    } else {
      writer.abandon();
    }
    reads.close();
  }

  /// Answers entries that came while the log was closing. Only when the writer has ended.
  private void refuseQueued() {
    synchronized (queue) {
      if (writer.hasEnded()) {
        for (LogEntry entry = queue.poll(); entry != null; entry = queue.poll()) {
          Callbacks.refuse(entry, new LogClosedException());
        }
      }
    }
  }

  private void require(Phase needed) {
    if (phase != needed) {
      throw new IllegalStateException("the log is " + phase);
    }
  }
}
