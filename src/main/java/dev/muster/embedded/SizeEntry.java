package dev.muster.embedded;

import dev.muster.storage.LogEntry;
import dev.muster.storage.RecordBuffer;
import java.io.IOException;

/// A sample of segment sizes on its way into the log. Nobody waits for it: if it is refused, the
/// sampler takes another one a little later.
final class SizeEntry implements LogEntry {

  private final EngineState state;
  private final SizeSample sample;
  private final byte[] bytes;

  SizeEntry(EngineState state, SizeSample sample) {
    this.state = state;
    this.sample = sample;
    this.bytes = sample.bytes();
  }

  @Override
  public int kind() {
    return RecordKind.SEGMENT_SIZES.number();
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
    state.applySizes(sample);
  }

  @Override
  public void refused(IOException why) {
    // The hour still has no sample, which is how the sampler knows.
  }
}
