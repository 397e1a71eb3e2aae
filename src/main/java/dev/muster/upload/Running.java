package dev.muster.upload;

import dev.muster.catalog.Catalog;
import dev.muster.storage.UnwritableRecordException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An upload that runs: takes its steps to the journal, and knows how fast it is. Its steps are
/// made by one thread; any may look or ask it to stop.
final class Running {

  private static final Logger LOG = LoggerFactory.getLogger(Running.class);

  /// How long the log is given before a step is tried again that it has not taken.
  private static final Duration AGAIN = Duration.ofMillis(500);

  /// How long at most others are given way to between two batches.
  private static final Duration GIVE_WAY_MAX = Duration.ofMillis(10);

  private final UploadJournal journal;
  private final InstantSource clock;
  private long lastRecords;
  private long lastNanos = System.nanoTime();
  private final long startedNanos = System.nanoTime();
  private final long readBefore;
  private final long bytesBefore;
  private volatile Upload upload;
  private final Supplier<Catalog> catalog;
  private final UploadTotals totals;

  /// Of the catalog, when it was looked last.
  private long lookedVersion = -1;

  private Thread thread = Thread.currentThread();
  private Optional<String> remark = Optional.empty();
  private final Refusals refusals = new Refusals();
  private long passedOver;
  private volatile boolean cancelled;
  private volatile boolean stopping;

  /// @param catalog as it is
  /// @param totals where rows are counted
  Running(
      UploadJournal journal,
      Upload upload,
      InstantSource clock,
      Supplier<Catalog> catalog,
      UploadTotals totals) {
    this.catalog = catalog;
    this.totals = totals;
    this.journal = journal;
    this.upload = upload;
    this.clock = clock;
    this.readBefore = upload.progress().counts().read();
    this.bytesBefore = upload.progress().readBytes();
  }

  /// The upload as of its last step.
  Upload upload() {
    return upload;
  }

  /// Begins to run.
  void start(Runnable run) {
    thread = Thread.ofPlatform().name("muster-upload-" + upload.id()).unstarted(run);
    thread.start();
  }

  /// Waits until it has ended.
  void awaitEnd(Duration most) {
    try {
      boolean _ = thread.join(most);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Whether the integration or the environment is gone, so that nothing is to be said of it.
  boolean isGone() {
    return UploadPlace.of(catalog.get(), upload).isEmpty();
  }

  /// Counts what is refused.
  void refused(Refusals more) {
    if (!more.isEmpty()) {
      refusals.add(more);
      upload = upload.withRefusals(refusals.top());
    }
  }

  /// Notes what was found in the columns so far.
  void found(List<ColumnCounts> columns) {
    upload = upload.withColumns(columns);
  }

  /// Notes what people should know of it although nothing went wrong.
  void remark(String words) {
    remark = Optional.of(words);
  }

  Optional<String> remark() {
    return remark;
  }

  /// What people should know of it in the end although nothing went wrong.
  Optional<String> remarks() {
    if (passedOver == 0) {
      return remark;
    }
    String erased =
        "Rows of users who were erased since the upload was begun were passed over, and count as"
            + " refused: %,d.".formatted(passedOver);
    return Optional.of(remark.map(other -> other + " " + erased).orElse(erased));
  }

  /// Takes the users out of a batch who were erased since the upload was begun.
  RowBatches.Batch withoutErased(RowBatches.Batch batch) {
    ErasedUsers erased = journal.ledger().erased(upload.number());
    if (erased.isEmpty()) {
      return batch;
    }
    RowBatches.Batch others = batch.without(erased);
    passedOver += batch.updates().size() - others.updates().size();
    return others;
  }

  /// Ends it at the next batch, for good.
  void cancel() {
    cancelled = true;
  }

  /// Ends it at the next batch; it goes on with the next start.
  void stop() {
    stopping = true;
  }

  boolean isStopping() {
    return stopping;
  }

  /// @throws CancellationException if it is to end
  /// @throws MappingChangedException if what it is read by has changed
  void requireGoing() {
    if (cancelled || stopping) {
      throw new CancellationException();
    }
    Catalog now = catalog.get();
    if (now.version() != lookedVersion) {
      requireTheSame(
          UploadPlace.of(now, upload).map(MappingMark::of).orElseThrow(CancellationException::new));
      lookedVersion = now.version();
    }
  }

  private void requireTheSame(MappingMark now) {
    if (upload.readBy().isPresent() && !upload.readBy().get().equals(now)) {
      throw new MappingChangedException(upload.readBy().get().whyNot(now, upload));
    }
  }

  /// Takes rows. They are durable and visible when this returns.
  ///
  /// @param batch whose rows are taken
  /// @param ordinals of their users, -1 where they are not known; all are when this returns
  void apply(UploadProgress reached, RowBatches.Batch batch, int[] ordinals) throws IOException {
    giveWay();
    submit(
        new UploadStep.Rows(
            upload.number(),
            upload.environmentId(),
            clock.millis(),
            reached,
            batch.updates(),
            batch.encoded(),
            ordinals),
        false);
    upload = upload.withProgress(reached);
    totals.add(batch);
  }

  /// Where others have come to the log since the last batch, waits as long as that took: a file may
  /// take twice as long beside webhooks, and they hardly longer beside a file.
  private void giveWay() throws IOException {
    long records = journal.records();
    long took = System.nanoTime() - lastNanos;
    if (records - lastRecords > 1 && lastRecords > 0) {
      pause(Duration.ofNanos(Math.min(took, GIVE_WAY_MAX.toNanos())));
    }
    lastRecords = journal.records();
    lastNanos = System.nanoTime();
  }

  /// Gives users back what they had.
  void putBack(UploadProgress reached, int[] attributeIds, List<UploadStep.Before> users)
      throws IOException {
    submit(
        new UploadStep.Back(
            upload.number(),
            upload.environmentId(),
            reached,
            Arrays.stream(attributeIds).boxed().toList(),
            users),
        false);
    upload = upload.withProgress(reached);
  }

  /// Notes how far a dry run is, which nobody needs after a restart.
  void reached(UploadProgress reached) {
    upload = upload.withProgress(reached);
  }

  /// Makes it like this.
  void put(Upload now) throws IOException {
    submit(new UploadStep.Put(now), now.status().isOver());
    upload = now;
  }

  /// Lets the schedule that has found the file take it once more. To be said before the upload
  /// ends: a stop in between would lose the rest of the file.
  void takeAnew() throws IOException {
    if (upload.origin().isPresent()) {
      submit(
          new UploadStep.Unlisted(
              upload.integrationId(), upload.environmentId(), List.of(upload.origin().get())),
          true);
    }
  }

  /// A full queue or disk is waited for: nothing is lost by that, and there is nobody who could
  /// send it again.
  ///
  /// @param last whether it is how the upload ends, which being cancelled is no reason to leave out
  private void submit(UploadStep step, boolean last) throws IOException {
    int tries = 0;
    while (true) {
      try {
        Void _ = journal.submit(step).join();
        return;
      } catch (CompletionException failed) {
        switch (failed.getCause()) {
          case UnwritableRecordException unwritable -> throw unwritable;
          case IOException waits -> {
            if (tries++ == 0) {
              LOG.warn("upload {} waits: {}", upload.id(), waits.getMessage());
            }
          }
          case null, default -> throw failed;
        }
        if (!last || stopping) {
          requireGoing();
        }
        pause(AGAIN);
      }
    }
  }

  private static void pause(Duration time) throws IOException {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  /// Rows a second since this run began.
  double rowsPerSecond() {
    double seconds = (System.nanoTime() - startedNanos) / 1e9;
    return seconds <= 0 ? 0 : (upload.progress().counts().read() - readBefore) / seconds;
  }

  /// Bytes of the file a second since this run began.
  double bytesPerSecond() {
    double seconds = (System.nanoTime() - startedNanos) / 1e9;
    return seconds <= 0 ? 0 : (upload.progress().readBytes() - bytesBefore) / seconds;
  }
}
