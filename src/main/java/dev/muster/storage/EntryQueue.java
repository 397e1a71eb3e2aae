package dev.muster.storage;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/// The entries that wait for the writer: many threads put, one takes. Bounded by number and bytes;
/// putting never waits.
final class EntryQueue {

  /// How often the writer looks again before it sleeps: a few microseconds, about what waking it
  /// would cost.
  private static final int SPINS = 200;

  /// From this many in the last group on it is worth a moment to let the next one fill. Fewer are
  /// as many senders, each of which would only wait longer.
  private static final int GATHER_FROM = 4;

  /// That moment; what the timer of the system adds to it is as long again.
  private static final long GATHER_NANOS = 60_000;

  private final MpscAtomicArrayQueue<LogEntry> entries;
  private final AtomicLong bytes = new AtomicLong();
  private final int entriesMax;
  private final long bytesMax;
  private final int recordBytesMax;
  private volatile @Nullable Thread sleeping;

  EntryQueue(LogOptions options) {
    this.entriesMax = options.queueMax();
    this.bytesMax = options.queueBytesMax();
    this.recordBytesMax = options.recordBytesMax();
    this.entries = new MpscAtomicArrayQueue<>(entriesMax);
  }

  boolean offer(LogEntry entry) {
    long size = bytesOf(entry);
    if (bytes.addAndGet(size) > bytesMax || !entries.offerIfBelowThreshold(entry, entriesMax)) {
      bytes.addAndGet(-size);
      return false;
    }
    wake();
    return true;
  }

  @Nullable LogEntry poll() {
    LogEntry entry = entries.poll();
    if (entry != null) {
      bytes.addAndGet(-bytesOf(entry));
    }
    return entry;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  int size() {
    return entries.size();
  }

  long bytes() {
    return bytes.get();
  }

  private int bytesOf(LogEntry entry) {
    return Math.clamp(entry.bytesMax(), 0, recordBytesMax);
  }

  /// Wakes the writer if it sleeps. Called after whatever it should see.
  void wake() {
    // Between putting and looking whether it sleeps, against the writer's order: it first says that
    // it sleeps, then looks whether there is something. So one of both sees the other.
    VarHandle.fullFence();
    Thread sleeper = sleeping;
    if (sleeper != null) {
      LockSupport.unpark(sleeper);
    }
  }

  /// Sleeps until there is an entry or somebody calls [#wake]; may return early.
  void await(Wakeful reason) {
    for (int i = 0; i < SPINS; i++) {
      if (!isEmpty() || reason.hasReason()) {
        return;
      }
      Thread.onSpinWait();
    }
    sleeping = Thread.currentThread();
    VarHandle.fullFence();
    if (isEmpty() && !reason.hasReason()) {
      LockSupport.park(this);
    }
    sleeping = null;
  }

  /// Lets a moment pass if, with the one that was taken, there are fewer entries than in the last
  /// group. Under load their senders were answered just now and send again: one group for all of
  /// them instead of several small ones saves as many syncs, wakings and writes to sockets.
  void gather(int lastGroup) {
    if (lastGroup >= GATHER_FROM && size() + 1 < lastGroup) {
      LockSupport.parkNanos(this, GATHER_NANOS);
    }
  }

  /// Whether the writer has something else to do than to take entries.
  @FunctionalInterface
  interface Wakeful {
    boolean hasReason();
  }
}
