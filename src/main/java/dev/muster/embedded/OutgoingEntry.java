package dev.muster.embedded;

import dev.muster.outgoing.OutgoingState;
import dev.muster.outgoing.ProgressNote;
import dev.muster.outgoing.SegmentChanges;
import dev.muster.storage.LogEntry;
import dev.muster.storage.RecordBuffer;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is said of what goes out, on its way into the log.
final class OutgoingEntry implements LogEntry {

  private static final Logger LOG = LoggerFactory.getLogger(OutgoingEntry.class);

  private final RecordKind kind;
  private final int bytesMax;
  private final Consumer<RecordBuffer> write;
  private final Runnable apply;
  private final CompletableFuture<Boolean> done = new CompletableFuture<>();

  private OutgoingEntry(
      RecordKind kind, int bytesMax, Consumer<RecordBuffer> write, Runnable apply) {
    this.kind = kind;
    this.bytesMax = bytesMax;
    this.write = write;
    this.apply = apply;
  }

  static OutgoingEntry of(OutgoingState state, SegmentChanges changes) {
    return new OutgoingEntry(
        RecordKind.SEGMENT_CHANGES, changes.bytesMax(), changes::write, () -> state.apply(changes));
  }

  static OutgoingEntry of(OutgoingState state, ProgressNote note) {
    return new OutgoingEntry(
        RecordKind.WEBHOOK_PROGRESS, note.bytesMax(), note::write, () -> state.apply(note));
  }

  /// Completed with whether it is durable and has taken effect.
  CompletableFuture<Boolean> done() {
    return done;
  }

  @Override
  public int kind() {
    return kind.number();
  }

  @Override
  public int bytesMax() {
    return bytesMax;
  }

  @Override
  public void write(RecordBuffer out, long position) {
    write.accept(out);
  }

  @Override
  public void committed(long position) {
    try {
      apply.run();
      done.complete(true);
    } catch (RuntimeException e) {
      done.complete(false);
      throw e;
    }
  }

  @Override
  public void refused(IOException why) {
    LOG.warn("what went out to webhooks is not noted, and is noted later: {}", why.getMessage());
    done.complete(false);
  }
}
