package dev.muster.upload;

import java.util.concurrent.atomic.LongAdder;

/// What uploads have come to since the server began, dry runs left out. Safe for many threads.
public final class UploadTotals {

  private final LongAdder taken = new LongAdder();
  private final LongAdder refused = new LongAdder();

  UploadTotals() {}

  void add(RowBatches.Batch batch) {
    taken.add(batch.updates().size());
    refused.add(batch.read() - (long) batch.updates().size());
  }

  /// Rows that were taken, in whole or in part.
  public long taken() {
    return taken.sum();
  }

  /// Rows that were refused as a whole.
  public long refused() {
    return refused.sum();
  }
}
