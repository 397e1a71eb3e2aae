package dev.muster.embedded;

import dev.muster.catalog.CatalogCommit;
import dev.muster.catalog.UnreadableCatalogException;
import dev.muster.intake.DeliveryCodec;
import dev.muster.pageload.ActivityBatch;
import dev.muster.storage.RecordReader;
import dev.muster.storage.Replay;
import dev.muster.storage.UnsupportedFormatException;
import java.io.IOException;

/// Applies the records of the log to the state of a checkpoint.
final class StateReplay implements Replay {

  private final EngineState state;
  private final StartProgress progress;
  private long records;

  StateReplay(EngineState state, StartProgress progress) {
    this.state = state;
    this.progress = progress;
  }

  /// How many records there were.
  long records() {
    return records;
  }

  @Override
  public void record(long position, int number, RecordReader bytes) throws IOException {
    RecordKind kind =
        RecordKind.ofNumber(number)
            .orElseThrow(() ->
                new UnsupportedFormatException(
                    "the record at position "
                        + position
                        + " is of the unknown kind "
                        + number
                        + ", written by a newer version"));
    try {
      apply(kind, position, bytes);
    } catch (IllegalStateException
        | IllegalArgumentException
        | UnreadableCatalogException unreadable) {
      throw new UnsupportedFormatException(
          "the "
              + RecordKind.nameOf(number)
              + " record at position "
              + position
              + " cannot be read: "
              + unreadable.getMessage());
    }
    records++;
  }

  private void apply(RecordKind kind, long position, RecordReader bytes) {
    switch (kind) {
      case CATALOG -> state.applyCatalog(CatalogCommit.of(bytes.getBytes(bytes.remaining())));
      case DELIVERY -> {
        BackPointers.skip(bytes);
        state.applyDelivery(DeliveryCodec.read(bytes), position);
      }
      case ERASURE -> ErasureEntry.apply(bytes, state, position);
      case ACTIVITY -> state.applyActivity(ActivityBatch.of(bytes.rest()));
    }
  }

  @Override
  public void progress(long bytesDone, long bytesTotal) {
    progress.reached(StartProgress.Phase.REPLAYING, bytesDone, bytesTotal);
  }
}
