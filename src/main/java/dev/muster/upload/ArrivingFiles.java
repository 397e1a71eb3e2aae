package dev.muster.upload;

import dev.muster.catalog.CatalogStore;
import dev.muster.upload.UploadException.Code;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The files that arrive, in one part or several, until all of each is here. Safe for many threads.
final class ArrivingFiles {

  private static final Logger LOG = LoggerFactory.getLogger(ArrivingFiles.class);

  /// Uploads of an integration and an environment that arrive, wait or run.
  private static final int OPEN_MAX = 50;

  private final UploadFiles files;
  private final UploadJournal journal;
  private final CatalogStore catalog;
  private final UploadLimits limits;
  private final IdleSteps steps;
  private final Runnable wake;

  /// The parts that arrive at this moment, by the upload's number.
  private final Map<Long, Receiving> receiving = new HashMap<>();

  /// @param wake called when there is something to run
  ArrivingFiles(
      UploadFiles files,
      UploadJournal journal,
      CatalogStore catalog,
      UploadLimits limits,
      IdleSteps steps,
      Runnable wake) {
    this.files = files;
    this.journal = journal;
    this.catalog = catalog;
    this.limits = limits;
    this.steps = steps;
    this.wake = wake;
  }

  /// Begins an upload; nothing of its file has arrived.
  ///
  /// @param file its name, for people
  /// @param by who uploads it
  /// @param origin where it is taken from, if not from somebody
  /// @param wishes what is known of its format
  /// @param bytes its size, as far as it is known
  Upload begin(
      UploadPlace place,
      UploadMode mode,
      Optional<String> file,
      String by,
      Optional<String> origin,
      FormatWishes wishes,
      OptionalLong bytes)
      throws UploadException {
    if (bytes.isPresent() && bytes.getAsLong() > limits.bytesMax()) {
      throw tooLarge();
    }
    long open =
        journal.ledger().in(place.integration().id(), place.environment().id()).stream()
            .filter(one -> !one.status().isOver())
            .count();
    if (open >= OPEN_MAX) {
      throw new UploadException(
          Code.TOO_MANY,
          open + " uploads of this integration and environment are not over; wait, or cancel some");
    }
    Upload upload =
        new Upload(
            journal.ledger().next(),
            place.environment().id(),
            place.integration().id(),
            mode,
            UploadStatus.RECEIVING,
            file,
            by,
            origin,
            steps.now(),
            Optional.empty(),
            Optional.empty(),
            bytes,
            wishes,
            Optional.empty(),
            Optional.empty(),
            UploadProgress.NONE,
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());
    steps.put(upload);
    return upload;
  }

  private UploadException tooLarge() {
    return new UploadException(
        Code.TOO_LARGE,
        "a file may have at most "
            + limits.bytesMax()
            + " bytes; split it, or let whoever runs the server raise upload-max");
  }

  /// Takes a part of an upload's file.
  ///
  /// @param offset where in the file it goes on
  /// @param taken where a schedule has found it
  /// @throws UploadException unless that is what has arrived, and more is expected
  Receiving receive(Upload upload, long offset, Optional<Taken> taken)
      throws IOException, UploadException {
    Receiving part;
    synchronized (receiving) {
      Upload now = journal.ledger().find(upload.number()).orElse(upload);
      if (now.status() != UploadStatus.RECEIVING) {
        throw over();
      }
      if (receiving.containsKey(upload.number())) {
        throw new UploadException(
            Code.BUSY, "somebody else sends this file at this moment; wait until that has ended");
      }
      part = new Receiving(this, upload, files, limits.bytesMax(), taken);
      receiving.put(upload.number(), part);
    }
    if (part.size() != offset) {
      part.close();
      throw new UploadException(
          Code.OFFSET,
          "%d bytes have arrived; go on from there, not from %d".formatted(part.size(), offset));
    }
    return part;
  }

  static UploadException over() {
    return new UploadException(
        Code.OVER, "all of the file has arrived, or it was given up; begin another upload");
  }

  void free(long number) {
    synchronized (receiving) {
      receiving.remove(number);
    }
  }

  /// Looks at what has arrived of a file, so that nobody waits for the rest of one that will be
  /// refused.
  ///
  /// @throws UnreadableFileException if it is not one of the mapping; the upload has failed then
  void look(Upload upload, Optional<Taken> taken)
      throws IOException, UploadException, UnreadableFileException {
    UploadPlace place =
        UploadPlace.of(catalog.current(), upload)
            .orElseThrow(
                () -> new UploadException(Code.OVER, "the integration or the environment is gone"));
    try {
      files.open(upload, place, files.format(upload)).close();
    } catch (UnreadableFileException unreadable) {
      giveUp(upload, unreadable.detail(), taken);
      throw unreadable;
    }
  }

  /// All of a file has arrived.
  Upload received(Upload upload, long bytes, Optional<Taken> taken, Runnable noted)
      throws IOException, UploadException, UnreadableFileException {
    look(upload, taken);
    noted.run();
    Upload whole = upload.received(bytes);
    synchronized (receiving) {
      boolean isStill =
          journal
              .ledger()
              .find(upload.number())
              .filter(now -> now.status() == UploadStatus.RECEIVING)
              .isPresent();
      if (!isStill) {
        throw over();
      }
      steps.submit(step(whole, taken.map(Taken::mark), taken));
    }
    wake.run();
    return whole;
  }

  /// Ends an upload whose file does not come, or is none.
  ///
  /// @param why in words, for the history
  /// @param taken where a schedule has found it
  void giveUp(Upload upload, String why, Optional<Taken> taken) {
    try {
      Upload failed = upload.ended(UploadStatus.FAILED, steps.now(), Optional.of(why));
      steps.submit(step(failed, taken.map(Taken::refusedMark), taken));
      steps.afterEnd(failed);
    } catch (UploadException unavailable) {
      LOG.warn("upload {} could not be noted as failed: {}", upload.id(), unavailable.detail());
    }
  }

  /// That a file was taken is said in the same record of the log as that it is here.
  private static UploadStep step(Upload upload, Optional<String> mark, Optional<Taken> taken) {
    return taken.isEmpty()
        ? new UploadStep.Put(upload)
        : new UploadStep.Take(upload, taken.get().name(), mark.orElseThrow());
  }

  /// Stops an upload that does not run: it waits, or its file has not arrived.
  void cancelIdle(Upload upload) throws UploadException {
    synchronized (receiving) {
      Upload now = journal.ledger().find(upload.number()).orElse(upload);
      if (now.status().isOver()) {
        throw new UploadException(Code.OVER, "it is over: " + now.status().code());
      }
      Receiving part = receiving.get(upload.number());
      if (part != null) {
        part.stop();
      }
      steps.end(now, UploadStatus.CANCELLED, Optional.empty());
    }
  }

  /// Gives an upload up the rest of whose file has not come for long.
  void giveUpAbandoned(Upload upload) {
    synchronized (receiving) {
      if (!receiving.containsKey(upload.number())) {
        giveUp(
            upload,
            "The rest of the file has not come for a day; upload it again.",
            Optional.empty());
      }
    }
  }
}
