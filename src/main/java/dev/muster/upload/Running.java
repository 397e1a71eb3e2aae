package dev.muster.upload;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;

/// An upload that runs: takes its steps to the journal, and knows how fast it is. Its steps are
/// made by one thread; any may look or ask it to stop.
final class Running {

  /// How long the log is given before a step is tried again that it has not taken.
  private static final Duration AGAIN = Duration.ofMillis(500);

  private final UploadJournal journal;
  private final InstantSource clock;
  private final long startedNanos = System.nanoTime();
  private final long readBefore;
  private final long bytesBefore;
  private volatile Upload upload;
  private volatile boolean cancelled;
  private volatile boolean stopping;

  Running(UploadJournal journal, Upload upload, InstantSource clock) {
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
  void requireGoing() {
    if (cancelled || stopping) {
      throw new CancellationException();
    }
  }

  /// Takes rows. They are durable and visible when this returns.
  ///
  /// @param batch whose rows are taken
  /// @param ordinals of their users, -1 where they are not known; all are when this returns
  void apply(UploadProgress reached, RowBatches.Batch batch, int[] ordinals) throws IOException {
    submit(
        new UploadStep.Rows(
            upload.number(),
            upload.environmentId(),
            clock.millis(),
            reached,
            batch.updates(),
            batch.encoded(),
            ordinals));
    upload = upload.withProgress(reached);
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
            users));
    upload = upload.withProgress(reached);
  }

  /// Notes how far a dry run is, which nobody needs after a restart.
  void reached(UploadProgress reached) {
    upload = upload.withProgress(reached);
  }

  /// Makes it like this.
  void put(Upload now) throws IOException {
    submit(new UploadStep.Put(now));
    upload = now;
  }

  /// A full queue or disk is waited for: nothing is lost by that, and there is nobody who could
  /// send it again.
  private void submit(UploadStep step) throws IOException {
    while (true) {
      try {
        Void _ = journal.submit(step).join();
        return;
      } catch (CompletionException failed) {
        if (!(failed.getCause() instanceof IOException)) {
          throw failed;
        }
        requireGoing();
        pause();
      }
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(AGAIN);
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
