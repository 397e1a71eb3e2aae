package dev.muster.embedded;

import dev.muster.pageload.ActivityBatch;
import dev.muster.pageload.ActivityBuffer;
import dev.muster.storage.LogEntry;
import dev.muster.storage.RecordBuffer;
import java.io.IOException;

/// A batch of page loads on its way into the log. Nobody waits for it: if it is refused, it goes
/// back to where page loads gather, and comes again with the next batch.
final class ActivityEntry implements LogEntry {

  private final EngineState state;
  private final ActivityBuffer buffer;
  private final ActivityBatch batch;
  private final byte[] bytes;

  ActivityEntry(EngineState state, ActivityBuffer buffer, ActivityBatch batch) {
    this.state = state;
    this.buffer = buffer;
    this.batch = batch;
    this.bytes = batch.bytes();
  }

  @Override
  public int kind() {
    return RecordKind.ACTIVITY.number();
  }

  @Override
  public int bytesMax() {
    return bytes.length;
  }

  @Override
  public void write(RecordBuffer out, long position) {
    out.putBytes(bytes);
  }

  @Override
  public void committed(long position) {
    state.applyActivity(batch);
  }

  @Override
  public void refused(IOException why) {
    buffer.giveBack(batch);
  }
}
