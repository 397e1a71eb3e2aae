package dev.muster.storage;

import java.io.IOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the next segment ahead of need, on a thread of its own.
final class SegmentSupply implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SegmentSupply.class);

  /// After a failure, nothing is tried for so long; so a full disk is not kept busy.
  private static final long PAUSE_NANOS = 250_000_000;

  private final SegmentMaker maker;
  private final Disk disk;
  private final long identity;
  private final int segmentBytes;
  private final Clock clock;
  private final Thread thread =
      Thread.ofPlatform().name("muster-log-segments").unstarted(this::run);

  private @Nullable Segment ready;
  private @Nullable IOException failure;
  private long failedNanos;
  private long wantedBase = -1;
  private boolean closed;

  SegmentSupply(
      SegmentMaker maker,
      Disk disk,
      long identity,
      int segmentBytes,
      Clock clock,
      @Nullable Segment ready) {
    this.maker = maker;
    this.disk = disk;
    this.identity = identity;
    this.segmentBytes = segmentBytes;
    this.clock = clock;
    this.ready = ready;
  }

  void start() {
    thread.start();
  }

  /// Asks for the segment with this base; cheap if it was asked for before.
  synchronized void request(long base) {
    if (ready == null && wantedBase < 0 && !pausing()) {
      failure = null;
      wantedBase = base;
      notifyAll();
    }
  }

  /// Opens the segment with this base, waiting for it if it is being made. It stays in the supply
  /// until it is [#taken].
  ///
  /// @throws DiskFullException if there is no room for it now
  synchronized OpenSegment open(long base) throws IOException {
    request(base);
    while (ready == null) {
      if (failure != null) {
        throw failure;
      }
      try {
        wait();
      } catch (InterruptedException _) {
        // Nobody but the log ends its threads.
      }
    }
    return new OpenSegment(ready, disk.openForWriting(ready.path()));
  }

  /// The segment that was opened last is in use now.
  synchronized void taken() {
    ready = null;
  }

  private boolean pausing() {
    return failure != null && System.nanoTime() - failedNanos < PAUSE_NANOS;
  }

  private void run() {
    while (true) {
      long base = nextWanted();
      if (base < 0) {
        return;
      }
      Segment made = null;
      IOException problem = null;
      try {
        made =
            maker.make(
                new SegmentHeader(
                    SegmentHeader.VERSION, identity, base, segmentBytes, clock.millis()));
      } catch (IOException e) {
        LOG.warn("cannot make the log's next segment: {}", e.getMessage());
        problem = e;
      } catch (RuntimeException | Error e) {
        LOG.error("cannot make the log's next segment", e);
        problem = new IOException("cannot make the log's next segment", e);
      }
      synchronized (this) {
        ready = made;
        failure = problem;
        failedNanos = System.nanoTime();
        wantedBase = -1;
        notifyAll();
      }
    }
  }

  private synchronized long nextWanted() {
    while (wantedBase < 0 && !closed) {
      try {
        wait();
      } catch (InterruptedException _) {
        // Nobody but the log ends its threads.
      }
    }
    return closed ? -1 : wantedBase;
  }

  /// Lets the thread end, after what it is making.
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    Threads.join(thread);
  }
}
