package dev.muster.storage;

import java.io.IOException;
import java.time.Clock;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that writes the log.
///
/// It takes what is queued, writes it as one group and forces it to the disk; meanwhile the next
/// group gathers in the queue, so groups grow with the load by themselves. Where the disk is faster
/// than the senders, it also waits a moment for as many as came last time. Behind a durable group,
/// and before anybody is told of it, a mark is written but not forced: it survives the process, so
/// that after a kill the last group, too, is known to have been durable.
final class LogWriter {

  private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);

  private final EntryQueue queue;
  private final SegmentSupply supply;
  private final LogState state;
  private final LogMeter meter;
  private final Clock clock;
  private final Checksum checksum;
  private final GroupBuilder group;
  private final Queue<Runnable> between = new ConcurrentLinkedQueue<>();
  private final Thread thread = Thread.ofPlatform().name("muster-log").unstarted(this::run);

  private OpenSegment active;
  private long position;
  private @Nullable LogEntry carried;
  private int lastGroup;
  private volatile boolean closing;

  LogWriter(
      LogOptions options,
      EntryQueue queue,
      SegmentSupply supply,
      LogState state,
      LogMeter meter,
      Clock clock,
      OpenSegment active) {
    this.queue = queue;
    this.supply = supply;
    this.state = state;
    this.meter = meter;
    this.clock = clock;
    this.active = active;
    this.checksum = new Checksum(active.segment().header().identity());
    this.group = new GroupBuilder(options, checksum);
    this.position = state.durablePosition;
  }

  void start() {
    thread.start();
  }

  void between(Runnable task) {
    between.add(task);
    queue.wake();
  }

  /// Lets the thread write what is queued and end, and waits for it.
  void close() {
    closing = true;
    queue.wake();
    Threads.join(thread);
  }

  /// Closes what is open, instead of [#start].
  void abandon() {
    close(active);
  }

  /// Whether the thread has run and is over.
  boolean hasEnded() {
    return thread.getState() == Thread.State.TERMINATED;
  }

  private void run() {
    while (true) {
      for (Runnable task = between.poll(); task != null; task = between.poll()) {
        Callbacks.run(task);
      }
      LogEntry entry = carried != null ? carried : queue.poll();
      if (entry != null) {
        carried = null;
        step(entry);
      } else if (closing && queue.isEmpty() && between.isEmpty()) {
        break;
      } else {
        queue.await(() -> closing || !between.isEmpty());
      }
    }
    finish();
  }

  private void step(LogEntry first) {
    try {
      if (state.failure != null) {
        Callbacks.refuse(first, state.failure);
        return;
      }
      if (collect(first)) {
        commit();
      }
    } catch (RuntimeException | Error e) {
      fail("the log's writer failed", e);
      group.refuse(failure());
    }
  }

  /// Fills the group, as far as there is something queued and room.
  ///
  /// @return whether there is anything in it
  private boolean collect(LogEntry first) {
    queue.gather(lastGroup);
    group.begin(position, active.segment().groupsEnd());
    // More than once if a segment was made when segments and records were to be smaller.
    while (!group.fitsSegment(first)) {
      if (!nextSegment(first)) {
        return false;
      }
      group.begin(position, active.segment().groupsEnd());
    }
    group.add(first);
    for (LogEntry entry = queue.poll(); entry != null; entry = queue.poll()) {
      if (!group.fitsSegment(entry) || !group.fitsGroup(entry)) {
        carried = entry;
        break;
      }
      group.add(entry);
    }
    lastGroup = group.size();
    return lastGroup > 0;
  }

  /// Goes on in the next segment.
  ///
  /// @return false if that is not possible and the entry that needs it was refused
  private boolean nextSegment(LogEntry entry) {
    Segment full = active.segment();
    OpenSegment next;
    try {
      next = supply.open(full.header().end());
    } catch (IOException e) {
      state.diskFull = e instanceof DiskFullException;
      Callbacks.refuse(entry, e);
      return false;
    }
    try {
      FrameHeader seal =
          new FrameHeader(
              FrameHeader.Type.SEAL,
              0,
              full.sealPosition(),
              clock.millis(),
              (int) (position - full.header().base()));
      active.file().write(seal.toBytes(checksum), full.sealPosition() - full.header().base());
      force();
      active.file().close();
    } catch (DiskFullException e) {
      close(next);
      state.diskFull = true;
      Callbacks.refuse(entry, e);
      return false;
    } catch (IOException e) {
      close(next);
      fail("cannot finish " + full.path(), e);
      Callbacks.refuse(entry, failure());
      return false;
    }
    supply.taken();
    active = next;
    position = next.segment().header().first();
    state.add(next.segment());
    mark();
    return true;
  }

  private void commit() {
    long started = System.nanoTime();
    long end = group.end();
    long bytes = end - position;
    try {
      active.file().write(group.finish(clock.millis()), offset(position));
    } catch (DiskFullException e) {
      state.diskFull = true;
      mark();
      group.refuse(e);
      return;
    } catch (IOException e) {
      mark();
      fail("cannot write to " + active.segment().path(), e);
      group.refuse(failure());
      return;
    }
    try {
      force();
    } catch (IOException e) {
      mark();
      fail("the disk did not confirm a write to " + active.segment().path(), e);
      group.refuse(failure());
      return;
    }
    position = end;
    mark();
    state.diskFull = false;
    state.durablePosition = end;
    state.groups.increment();
    state.entries.add(group.size());
    state.bytes.add(bytes);
    meter.groupCommitted(group.size(), bytes, System.nanoTime() - started);
    tell();
    if (offset(position) > active.segment().header().bytes() / 4) {
      supply.request(active.segment().header().end());
    }
  }

  private void tell() {
    for (int i = 0; i < group.size(); i++) {
      try {
        group.entry(i).committed(group.position(i));
      } catch (RuntimeException | Error e) {
        fail("a durable record could not take effect", e);
      }
    }
  }

  private void force() throws IOException {
    Thread.interrupted(); // it would end the fsync with an unknown outcome
    state.syncStartedNanos = System.nanoTime() | 1;
    try {
      active.file().force();
    } finally {
      state.syncStartedNanos = 0;
    }
  }

  /// Says that the log ends here. Written over a group that is not to count, it also makes that one
  /// invalid. It is not forced and may fail: what it says can also be found without it.
  private void mark() {
    try {
      FrameHeader mark = FrameHeader.mark(position, clock.millis());
      active.file().write(mark.toBytes(checksum), offset(position));
    } catch (IOException e) {
      LOG.debug("no mark at the end of the log", e);
    }
  }

  /// At a clean stop the mark is made durable, so that all before it is known to be whole.
  private void finish() {
    try {
      if (state.failure == null) {
        force();
      }
      active.file().close();
    } catch (IOException e) {
      LOG.warn("the log was not closed cleanly; everything confirmed is in it", e);
    }
  }

  private void fail(String what, Throwable cause) {
    LOG.error("the log takes nothing more until a restart: {}", what, cause);
    if (state.failure == null) {
      state.failure =
          new LogFailedException(
              "the log has failed and takes nothing more until a restart: "
                  + what
                  + " ("
                  + cause.getMessage()
                  + ")",
              cause);
    }
  }

  private LogFailedException failure() {
    LogFailedException failure = state.failure;
    if (failure == null) {
      throw new IllegalStateException("the log has not failed");
    }
    return failure;
  }

  private static void close(OpenSegment segment) {
    try {
      segment.file().close();
    } catch (IOException e) {
      LOG.warn("cannot close {}", segment.segment().path(), e);
    }
  }

  private long offset(long position) {
    return position - active.segment().header().base();
  }
}
