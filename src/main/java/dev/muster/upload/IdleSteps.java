package dev.muster.upload;

import dev.muster.upload.UploadException.Code;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Steps of uploads that do not run, asked for by somebody who waits for the answer.
final class IdleSteps {

  private static final Logger LOG = LoggerFactory.getLogger(IdleSteps.class);

  private final UploadJournal journal;
  private final UploadFiles files;
  private final UploadKeeping keeping;
  private final InstantSource clock;

  IdleSteps(UploadJournal journal, UploadFiles files, UploadKeeping keeping, InstantSource clock) {
    this.journal = journal;
    this.files = files;
    this.keeping = keeping;
    this.clock = clock;
  }

  /// What time it is, to the millisecond.
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /// Makes an upload be like this.
  void put(Upload upload) throws UploadException {
    submit(new UploadStep.Put(upload));
  }

  /// Makes a step durable.
  ///
  /// @throws UploadException if that is not possible at this moment
  void submit(UploadStep step) throws UploadException {
    try {
      Void _ = journal.submit(step).join();
    } catch (CompletionException failed) {
      String why = failed.getCause() == null ? failed.getMessage() : failed.getCause().getMessage();
      throw new UploadException(Code.UNAVAILABLE, why + "; try again later");
    }
  }

  /// Ends an upload.
  Upload end(Upload upload, UploadStatus how, Optional<String> why) throws UploadException {
    Upload ended = upload.ended(how, now(), why);
    put(ended);
    afterEnd(ended);
    return ended;
  }

  /// Leaves only what is kept of an upload that has ended.
  void afterEnd(Upload upload) {
    try {
      files.deleteUseless(upload.number());
    } catch (IOException left) {
      LOG.warn("the file of upload {} is left: {}", upload.id(), left.getMessage());
    }
    keeping.over(upload);
  }
}
