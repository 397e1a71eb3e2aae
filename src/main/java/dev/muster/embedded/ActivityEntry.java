package dev.muster.embedded;

import dev.muster.pageload.ActivityBatch;
import dev.muster.pageload.ActivityBuffer;
import dev.muster.storage.LogEntry;
import dev.muster.storage.RecordBuffer;
import java.io.IOException;
import java.util.BitSet;
import java.util.concurrent.CompletableFuture;

/// A batch of page loads on its way into the log, with which of them begin a session. If it is
/// refused, it goes back to where page loads gather, and comes again with the next batch.
final class ActivityEntry implements LogEntry {

  private final EngineState state;
  private final ActivityBuffer buffer;
  private final ActivityBatch batch;
  private final byte[] bytes;
  private final CompletableFuture<Boolean> done = new CompletableFuture<>();
  private BitSet begins = new BitSet();

  ActivityEntry(EngineState state, ActivityBuffer buffer, ActivityBatch batch) {
    this.state = state;
    this.buffer = buffer;
    this.batch = batch;
    this.bytes = batch.bytes();
  }

  /// Completed with whether it was applied; otherwise it was given back.
  CompletableFuture<Boolean> done() {
    return done;
  }

  @Override
  public int kind() {
    return RecordKind.ACTIVITY.number();
  }

  @Override
  public int bytesMax() {
    return bytes.length + (batch.loads() + 7) / 8;
  }

  /// Which page loads begin a session is found out here, where everything before is applied: no two
  /// batches with the same user are ever on their way at the same time. It is written down since a
  /// replay may begin with an image that has later page loads already.
  @Override
  public void write(RecordBuffer out, long position) {
    begins = state.sessionsBegun(batch);
    out.putBytes(bytes);
    out.putBytes(begins.toByteArray());
  }

  @Override
  public void committed(long position) {
    state.applyActivity(batch, begins, position);
    done.complete(true);
  }

  @Override
  public void refused(IOException why) {
    buffer.giveBack(batch);
    done.complete(false);
  }
}
