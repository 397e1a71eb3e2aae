package dev.muster.embedded;

import dev.muster.catalog.CatalogCommit;
import dev.muster.catalog.UnreadableCatalogException;
import dev.muster.intake.Delivery;
import dev.muster.intake.DeliveryCodec;
import dev.muster.outgoing.ProgressNote;
import dev.muster.outgoing.SegmentChanges;
import dev.muster.pageload.ActivityBatch;
import dev.muster.population.Population;
import dev.muster.population.UserRows;
import dev.muster.storage.RecordReader;
import dev.muster.storage.Replay;
import dev.muster.storage.UnsupportedFormatException;
import dev.muster.upload.UploadStep;
import dev.muster.upload.UploadStepCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Applies the records of the log to the state of a checkpoint: one thread reads them, another
/// applies them in order.
final class StateReplay implements Replay, AutoCloseable {

  /// Records that are handed over at once; large enough that handing over costs nothing.
  private static final int BATCH = 64;

  private static final Logger LOG = LoggerFactory.getLogger(StateReplay.class);

  private final EngineState state;
  private final StartProgress progress;
  private final Hand<List<Step>> hand;
  private List<Step> batch = new ArrayList<>(BATCH);
  private long records;
  private long foreseen;

  StateReplay(EngineState state, StartProgress progress) {
    this.state = state;
    this.progress = progress;
    this.hand = new Hand<>("muster-replay", this::apply);
  }

  /// A record that has been read.
  private record Step(long position, RecordKind kind, Content content) {}

  /// What a record says.
  private sealed interface Content {
    record Change(CatalogCommit commit) implements Content {}

    record Came(Delivery delivery) implements Content {}

    record Gone(ErasureEntry.Erased erased) implements Content {}

    record Active(ActivityBatch batch, BitSet begins) implements Content {}

    record ActiveOnce(ActivityBatch batch) implements Content {}

    record Sizes(SizeSample sample) implements Content {}

    record Uploaded(UploadStep step) implements Content {}

    record Changed(SegmentChanges changes) implements Content {}

    record Progressed(ProgressNote note) implements Content {}
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
      batch.add(new Step(position, kind, content(kind, bytes)));
    } catch (IllegalStateException
        | IllegalArgumentException
        | UnreadableCatalogException unreadable) {
      throw unreadable(position, kind, unreadable);
    }
    if (batch.size() == BATCH) {
      handOver();
    }
    records++;
  }

  private static Content content(RecordKind kind, RecordReader bytes) {
    return switch (kind) {
      case CATALOG -> new Content.Change(CatalogCommit.of(bytes.getBytes(bytes.remaining())));
      case DELIVERY -> {
        BackPointers.skip(bytes);
        yield new Content.Came(DeliveryCodec.read(bytes));
      }
      case ACTIVITY -> {
        ByteBuffer rest = bytes.rest();
        boolean old = ActivityBatch.isOld(rest);
        ActivityBatch batch = ActivityBatch.of(rest);
        yield old ? new Content.ActiveOnce(batch) : new Content.Active(batch, BitSet.valueOf(rest));
      }
      case ERASURE -> new Content.Gone(ErasureEntry.read(bytes));
      case SEGMENT_SIZES -> new Content.Sizes(SizeSample.of(bytes.rest()));
      case UPLOAD -> new Content.Uploaded(UploadStepCodec.read(bytes));
      case SEGMENT_CHANGES -> new Content.Changed(SegmentChanges.read(bytes));
      case WEBHOOK_PROGRESS -> new Content.Progressed(ProgressNote.read(bytes));
    };
  }

  private void apply(List<Step> steps) throws IOException {
    for (Step step : steps) {
      try {
        apply(step);
      } catch (IllegalStateException
          | IllegalArgumentException
          | UnreadableCatalogException unreadable) {
        throw unreadable(step.position, step.kind, unreadable);
      }
    }
  }

  private void apply(Step step) {
    switch (step.content) {
      case Content.Change(CatalogCommit commit) -> state.applyCatalog(commit);
      case Content.Came(Delivery delivery) ->
          state.applyDelivery(delivery, SenderIds.key(delivery), step.position);
      case Content.Gone(ErasureEntry.Erased(int environmentId, var users)) ->
          state.applyErasure(environmentId, users, step.position);
      case Content.Active(ActivityBatch seen, BitSet begins) ->
          state.applyActivity(seen, begins, step.position);
      case Content.ActiveOnce(ActivityBatch seen) -> state.applyOldActivity(seen, step.position);
      case Content.Sizes(SizeSample sample) -> state.applySizes(sample);
      case Content.Uploaded(UploadStep uploaded) -> state.applyUpload(uploaded);
      case Content.Changed(SegmentChanges changes) -> state.outgoing().apply(changes);
      case Content.Progressed(ProgressNote note) -> state.outgoing().apply(note);
    }
  }

  private static IOException unreadable(long position, RecordKind kind, RuntimeException why) {
    return new UnsupportedFormatException(
        "the "
            + RecordKind.nameOf(kind.number())
            + " record at position "
            + position
            + " cannot be read: "
            + why.getMessage());
  }

  private void handOver() throws IOException {
    // As long as the other thread has enough to do, this one takes work from it.
    for (Step step : hand.waiting() == 0 ? List.<Step>of() : batch) {
      foreseen += step.content instanceof Content.Came(Delivery delivery) ? foresee(delivery) : 0;
    }
    hand.give(batch);
    batch = new ArrayList<>(BATCH);
  }

  private int foresee(Delivery delivery) {
    Population population = state.populations().get(delivery.environmentId());
    return population == null || delivery.update().isEmpty()
        ? 0
        : new UserRows(population).foresee(delivery.update().get());
  }

  /// Waits until everything is applied.
  ///
  /// @throws IOException if something could not be
  void finish() throws IOException {
    handOver();
    hand.finish();
    LOG.debug("{} records; {} values were read ahead of their turn", records, foreseen);
  }

  @Override
  public void progress(long bytesDone, long bytesTotal) {
    progress.reached(StartProgress.Phase.REPLAYING, bytesDone, bytesTotal);
  }

  /// Lets the other thread end, also after a failure.
  @Override
  public void close() {
    hand.close();
  }
}
