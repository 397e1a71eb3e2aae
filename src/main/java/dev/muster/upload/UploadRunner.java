package dev.muster.upload;

import dev.muster.catalog.CatalogStore;
import dev.muster.condition.AsOf;
import dev.muster.population.Population;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs uploads whose files are here: a few at once, and one at a time for each integration and
/// environment. What ran when the server stopped goes on with the next start. Safe for many
/// threads.
final class UploadRunner implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(UploadRunner.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
  private static final Duration END_MAX = Duration.ofSeconds(30);

  private final UploadFiles files;
  private final UploadJournal journal;
  private final CatalogStore catalog;
  private final IntFunction<Optional<Population>> populations;
  private final int runningMax;
  private final InstantSource clock;
  private final Runnable tidying;
  private final Consumer<Upload> over;

  /// By the upload's number; entered and left with the lock held.
  private final Map<Long, Running> running = new ConcurrentHashMap<>();

  private final UploadTotals totals = new UploadTotals();
  private final Object lock = new Object();
  private final Thread starter =
      Thread.ofPlatform().name("muster-uploads").daemon().unstarted(this::look);
  private volatile boolean closing;

  /// @param over called with each that has run to its end
  /// @param tidying called now and then between two looks
  UploadRunner(
      UploadFiles files,
      UploadJournal journal,
      CatalogStore catalog,
      IntFunction<Optional<Population>> populations,
      int runningMax,
      InstantSource clock,
      Consumer<Upload> over,
      Runnable tidying) {
    this.files = files;
    this.journal = journal;
    this.catalog = catalog;
    this.populations = populations;
    this.runningMax = runningMax;
    this.clock = clock;
    this.over = over;
    this.tidying = tidying;
  }

  void start() {
    starter.start();
  }

  /// Looks at once for what waits.
  void wake() {
    synchronized (lock) {
      lock.notifyAll();
    }
  }

  UploadTotals totals() {
    return totals;
  }

  /// The run of an upload, while there is one.
  Optional<Running> find(Upload upload) {
    return Optional.ofNullable(running.get(upload.number()));
  }

  /// What is done to an upload that does not run.
  interface Instead {
    void run() throws UploadException;
  }

  /// Ends the run of an upload and waits for that; where there is none, none begins before
  /// something else was done.
  ///
  /// @return whether it ran
  boolean cancel(Upload upload, Instead instead) throws UploadException {
    Running run;
    synchronized (lock) {
      run = running.get(upload.number());
      if (run == null) {
        instead.run();
        return false;
      }
      run.cancel();
    }
    run.awaitEnd(END_MAX);
    return true;
  }

  private void look() {
    while (!closing) {
      try {
        startWaiting();
        tidying.run();
      } catch (RuntimeException failed) {
        LOG.error("uploads could not be looked after; it is tried again", failed);
      }
      try {
        synchronized (lock) {
          if (!closing) {
            lock.wait(LOOK_EVERY.toMillis());
          }
        }
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  private void startWaiting() {
    for (Upload upload : journal.ledger().all()) {
      if (isDue(upload)) {
        synchronized (lock) {
          // As it is now: it may have ended since, or been stopped.
          journal.ledger().find(upload.number()).filter(this::isDue).ifPresent(this::begin);
        }
      }
    }
  }

  private boolean isDue(Upload upload) {
    boolean waits =
        upload.status() == UploadStatus.WAITING || upload.status() == UploadStatus.RUNNING;
    return waits
        && !closing
        && running.size() < runningMax
        && running.values().stream().map(Running::upload).noneMatch(upload::isOfTheSamePlace);
  }

  private void begin(Upload upload) {
    Running run = new Running(journal, upload, clock, catalog::current, totals);
    running.put(upload.number(), run);
    run.start(() -> run(run));
  }

  private void run(Running run) {
    try {
      end(run);
    } catch (IOException | RuntimeException failed) {
      LOG.error(
          "upload {} could not be ended; it goes on with the next start",
          run.upload().id(),
          failed);
    } finally {
      synchronized (lock) {
        running.remove(run.upload().number());
        lock.notifyAll();
      }
    }
  }

  // An error of the machine, too, ends the upload and nothing else: it would come again at once.
  @SuppressWarnings("CatchingUnchecked")
  private void end(Running run) throws IOException {
    UploadStatus how = UploadStatus.FAILED;
    Optional<String> why = Optional.empty();
    try {
      toTheEnd(run);
      how = UploadStatus.DONE;
      why = run.remarks();
    } catch (CancellationException _) {
      if (run.isStopping()) {
        return;
      }
      how = UploadStatus.CANCELLED;
    } catch (MappingChangedException changed) {
      why = Optional.of(changed.words());
      run.takeAnew();
    } catch (UnreadableFileException unreadable) {
      why = Optional.of(unreadable.detail());
    } catch (IOException failed) {
      if (run.isStopping()) {
        return;
      }
      LOG.error("upload {} has failed", run.upload().id(), failed);
      why = Optional.of("The server could not go on: " + failed.getMessage());
    } catch (OutOfMemoryError failed) {
      LOG.error("upload {} has failed", run.upload().id(), failed);
      why = Optional.of("The server has not enough memory for it; ask whoever runs it.");
    } catch (RuntimeException | Error failed) {
      LOG.error("upload {} has failed", run.upload().id(), failed);
      why = Optional.of("Something went wrong in the server; its log says more.");
    }
    if (run.isGone()) {
      files.deleteAll(run.upload().number());
      return;
    }
    run.put(run.upload().ended(how, now(), why));
    files.deleteUseless(run.upload().number());
    over.accept(run.upload());
  }

  private void toTheEnd(Running run) throws IOException, UnreadableFileException {
    Upload upload = run.upload();
    UploadPlace place =
        UploadPlace.of(catalog.current(), upload).orElseThrow(CancellationException::new);
    Population population =
        populations.apply(upload.environmentId()).orElseThrow(CancellationException::new);
    if (upload.mode() == UploadMode.UNDO) {
      run.put(upload.running(now(), Optional.empty(), Optional.empty()));
      undo(run, place, population);
      return;
    }
    CsvFormat format = upload.format().isPresent() ? upload.format().get() : files.format(upload);
    // What has no row in the log yet is read by what there is now.
    Optional<MappingMark> readBy =
        upload.progress().counts().read() == 0
            ? Optional.of(MappingMark.of(place))
            : upload.readBy().or(() -> Optional.of(MappingMark.of(place)));
    run.put(upload.running(now(), Optional.of(format), readBy));
    run.requireGoing();
    if (upload.mode().isDry()) {
      dryRun(run, place, population, format);
      return;
    }
    try (RowBatches batches = files.open(upload, place, format)) {
      new UploadRun(run, place.integration(), population).run(batches, files);
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private void undo(Running run, UploadPlace place, Population population) throws IOException {
    Upload undone =
        journal
            .ledger()
            .find(run.upload().undoOf().orElseThrow())
            .orElseThrow(() -> new IOException("the upload to take back is forgotten"));
    new UndoRun(run, undone, place.integration(), population).run(files);
  }

  private void dryRun(Running run, UploadPlace place, Population population, CsvFormat format)
      throws IOException, UnreadableFileException {
    ShiftCount shifts =
        new ShiftCount(
            place.system(),
            place.environment().live(),
            population,
            new AsOf(clock.instant(), place.system().timeZone()));
    new DryRun(run, place.integration(), population)
        .run(() -> files.open(run.upload(), place, format), shifts, files);
    run.put(run.upload().withSegments(shifts.shifts()));
  }

  /// Stops what runs between two batches.
  @Override
  public void close() {
    closing = true;
    // Not interrupted: what it writes would be cut off.
    wake();
    running.values().forEach(Running::stop);
    running.values().forEach(run -> run.awaitEnd(END_MAX));
  }
}
