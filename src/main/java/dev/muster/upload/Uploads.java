package dev.muster.upload;

import dev.muster.catalog.CatalogStore;
import dev.muster.population.Population;
import dev.muster.upload.UploadException.Code;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The CSV files that are uploaded: takes them in, runs them one after the other for each
/// integration and environment, and takes them back. Safe for use by many threads.
public final class Uploads implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);

  private final UploadFiles files;
  private final UploadJournal journal;
  private final UploadLimits limits;
  private final InstantSource clock;
  private final UploadRunner runner;
  private final IdleSteps steps;
  private final ArrivingFiles arriving;
  private final UploadKeeping keeping;

  /// @param directory where the files are kept; made if it is not there
  /// @param journal where steps are made durable
  /// @param catalog whose integrations have uploads
  /// @param populations of the environments, by id
  /// @param limits how much they may take
  /// @param clock what time it is
  public Uploads(
      Path directory,
      UploadJournal journal,
      CatalogStore catalog,
      IntFunction<Optional<Population>> populations,
      UploadLimits limits,
      InstantSource clock)
      throws IOException {
    this.files = new UploadFiles(directory);
    this.journal = journal;
    this.limits = limits;
    this.clock = clock;
    this.keeping = new UploadKeeping(files, journal, catalog, limits, clock);
    this.runner =
        new UploadRunner(
            files,
            journal,
            catalog,
            populations,
            limits.runningMax(),
            clock,
            keeping::over,
            this::tidy);
    this.steps = new IdleSteps(journal, files, keeping, clock);
    this.arriving = new ArrivingFiles(files, journal, catalog, limits, steps, runner::wake);
  }

  private void tidy() {
    keeping.tidy(arriving::giveUpAbandoned);
  }

  /// Begins to run what waits, and goes on with what ran before.
  public void start() {
    runner.start();
  }

  /// How much uploads may take.
  public UploadLimits limits() {
    return limits;
  }

  /// What has come of rows since the start.
  public UploadTotals totals() {
    return runner.totals();
  }

  // ---- what there is

  /// How many uploads there are of a status.
  public long count(UploadStatus status) {
    return journal.ledger().find(upload -> upload.status() == status).size();
  }

  /// The uploads of an integration to an environment, the latest first.
  public List<Upload> list(UploadPlace place) {
    return of(place).stream().map(this::now).toList();
  }

  private List<Upload> of(UploadPlace place) {
    return journal.ledger().in(place.integration().id(), place.environment().id());
  }

  /// One upload of an integration.
  public Optional<Upload> find(int integrationId, String id) {
    if (!id.matches("[0-9]{1,18}")) {
      return Optional.empty();
    }
    return journal
        .ledger()
        .find(Long.parseLong(id))
        .filter(upload -> upload.integrationId() == integrationId)
        .map(this::now);
  }

  /// What one that runs has refused, and how far a dry run is, is said only here.
  private Upload now(Upload upload) {
    Optional<Upload> runs =
        upload.status().isOver() ? Optional.empty() : runner.find(upload).map(Running::upload);
    if (runs.isEmpty()) {
      return upload;
    }
    return upload.mode().isDry() ? runs.get() : upload.withRefusals(runs.get().refusals());
  }

  /// How many bytes of an upload's file have arrived.
  public long received(Upload upload) throws IOException {
    boolean whole = upload.status() != UploadStatus.RECEIVING && upload.hasArrived();
    return whole ? upload.bytes().orElse(0) : files.received(upload.number());
  }

  /// Rows a second, of one that runs or has run.
  public double rowsPerSecond(Upload upload) {
    Optional<Running> run = runner.find(upload);
    if (run.isPresent()) {
      return run.get().rowsPerSecond();
    }
    if (upload.startedAt().isEmpty() || upload.endedAt().isEmpty()) {
      return 0;
    }
    long millis = Duration.between(upload.startedAt().get(), upload.endedAt().get()).toMillis();
    return upload.progress().counts().read() * 1_000.0 / Math.max(1, millis);
  }

  /// About how many seconds one that runs still takes.
  public OptionalDouble secondsLeft(Upload upload) {
    Optional<Running> run = runner.find(upload);
    if (run.isEmpty() || upload.bytes().isEmpty() || run.get().bytesPerSecond() <= 0) {
      return OptionalDouble.empty();
    }
    long left = upload.bytes().getAsLong() - run.get().upload().progress().readBytes();
    return OptionalDouble.of(Math.max(0, left) / run.get().bytesPerSecond());
  }

  /// Until when refused rows and what undoing needs are kept; empty while an upload is not over.
  public Optional<Instant> keptUntil(Upload upload) {
    return upload.keptUntil(limits.kept());
  }

  /// Whether refused rows can be had.
  public boolean hasRefusedRows(Upload upload) {
    return upload.progress().refusedBytes() > 0 && Files.exists(files.refused(upload.number()));
  }

  /// The rows that were refused in whole or in part, as of the last durable step.
  ///
  /// @throws UploadException if they are not kept any more
  public InputStream refusedRows(Upload upload) throws IOException, UploadException {
    // It may have ended a moment ago.
    keeping.over(upload);
    try {
      return Files.newInputStream(files.refused(upload.number()));
    } catch (NoSuchFileException _) {
      throw new UploadException(
          Code.GONE,
          upload.progress().refusedBytes() > 0
              ? "refused rows are kept for %s; upload the file again to see them"
                  .formatted(limits.keptInWords())
              : "no row was refused");
    }
  }

  // ---- files that arrive

  /// Begins an upload; nothing of its file has arrived.
  ///
  /// @param file its name, for people
  /// @param by who uploads it
  /// @param origin where it is taken from, if not from somebody
  /// @param wishes what is known of its format
  /// @param bytes its size, as far as it is known
  public Upload begin(
      UploadPlace place,
      UploadMode mode,
      Optional<String> file,
      String by,
      Optional<String> origin,
      FormatWishes wishes,
      OptionalLong bytes)
      throws UploadException {
    return arriving.begin(place, mode, file, by, origin, wishes, bytes);
  }

  /// Takes a part of an upload's file.
  ///
  /// @param offset where in the file it goes on
  /// @throws UploadException unless that is what has arrived, and more is expected
  public Receiving receive(Upload upload, long offset) throws IOException, UploadException {
    return arriving.receive(upload, offset, Optional.empty());
  }

  /// Takes a file that a schedule has found, from its beginning to its end.
  public Receiving receive(Upload upload, Taken taken) throws IOException, UploadException {
    return arriving.receive(upload, 0, Optional.of(taken));
  }

  /// Ends an upload whose file does not come, or is none.
  ///
  /// @param why in words, for the history
  public void giveUp(Upload upload, String why) {
    arriving.giveUp(upload, why, Optional.empty());
  }

  // ---- files that schedules find

  /// The files that a schedule has taken and that were there at its last look, with their marks.
  public Map<String, String> taken(UploadPlace place) {
    return journal.ledger().taken(place.integration().id(), place.environment().id());
  }

  /// Forgets that files were taken, since they are no longer there.
  public void forgetTaken(UploadPlace place, List<String> names) throws UploadException {
    steps.submit(
        new UploadStep.Unlisted(place.integration().id(), place.environment().id(), names));
  }

  /// How many files of a place are here and not over.
  public long waiting(UploadPlace place) {
    return of(place).stream().filter(one -> one.status() == UploadStatus.WAITING).count();
  }

  /// Forgets an upload whose file could not be read to its end.
  public void forget(Upload upload) {
    try {
      files.deleteAll(upload.number());
      steps.submit(new UploadStep.Forget(upload.number()));
    } catch (IOException | UploadException left) {
      LOG.warn("upload {} is left: {}", upload.id(), left.getMessage());
    }
  }

  /// Forgets what schedules had begun to read when the server stopped; before they look.
  public void forgetHalfTaken() {
    journal
        .ledger()
        .find(upload -> upload.status() == UploadStatus.RECEIVING && upload.origin().isPresent())
        .forEach(this::forget);
  }

  // ---- what is asked of them

  /// Stops an upload; what it has taken stays.
  ///
  /// @throws UploadException if it is over
  public Upload cancel(Upload upload) throws UploadException {
    boolean ran = runner.cancel(upload, () -> arriving.cancelIdle(upload));
    Upload now = journal.ledger().find(upload.number()).orElse(upload);
    if (ran && now.status().isOver() && now.status() != UploadStatus.CANCELLED) {
      throw new UploadException(Code.OVER, "it is over: " + now.status().code());
    }
    return now;
  }

  /// Why an upload cannot be taken back; empty where it can.
  public Optional<String> whyNotUndoable(Upload upload) {
    if (upload.mode() == UploadMode.UNDO) {
      return Optional.of("It took another upload back; upload that file again instead.");
    }
    if (upload.mode().isDry()) {
      return Optional.of("A dry run changes nothing.");
    }
    if (!upload.status().isOver()) {
      return Optional.of("It is not over.");
    }
    if (isUndone(upload)) {
      return Optional.of("It was taken back already.");
    }
    if (!upload.hasChanged()) {
      return Optional.of("It changed nobody.");
    }
    if (!clock.instant().isBefore(keptUntil(upload).orElse(Instant.MIN))
        || !Files.exists(files.undo(upload.number()))) {
      return Optional.of("It is over for more than %s.".formatted(limits.keptInWords()));
    }
    List<Upload> later = later(upload);
    return later.isEmpty() ? Optional.empty() : Optional.of(UndoWords.first(later));
  }

  /// The upload that has to be taken back before this one can be; empty where there is none, or
  /// where that would not help.
  public Optional<Upload> undoFirst(Upload upload) {
    boolean mayBe =
        upload.mode() != UploadMode.UNDO
            && !upload.mode().isDry()
            && upload.status().isOver()
            && upload.hasChanged()
            && !isUndone(upload);
    return mayBe
        ? later(upload).stream().findFirst().filter(one -> one.status().isOver())
        : Optional.empty();
  }

  /// The uploads of the same place that have changed users since, or may do so yet; the latest
  /// first.
  private List<Upload> later(Upload upload) {
    Instant started = upload.startedAt().orElse(Instant.MIN);
    return journal
        .ledger()
        .find(other ->
            other.number() != upload.number()
                && other.integrationId() == upload.integrationId()
                && other.environmentId() == upload.environmentId()
                && !other.mode().isDry()
                && !isUndone(other)
                && other.status() != UploadStatus.RECEIVING
                && (!other.status().isOver() || other.hasChanged())
                && other.startedAt().orElse(Instant.MAX).isAfter(started))
        .stream()
        .sorted(
            Comparator.comparing((Upload one) -> one.startedAt().orElse(Instant.MAX)).reversed())
        .toList();
  }

  /// Whether it was taken back, or is at this moment; what was begun and not finished can be begun
  /// again.
  private boolean isUndone(Upload upload) {
    return !journal
        .ledger()
        .find(undo ->
            undo.undoOf().equals(OptionalLong.of(upload.number()))
                && undo.status() != UploadStatus.FAILED
                && undo.status() != UploadStatus.CANCELLED)
        .isEmpty();
  }

  /// Takes back what an upload did.
  ///
  /// @param by who asks for it
  /// @return the upload that does so
  /// @throws UploadException if that is not possible
  public synchronized Upload undo(Upload asked, String by) throws UploadException {
    // As it is now: somebody else may have been faster.
    Upload upload = journal.ledger().find(asked.number()).orElse(asked);
    Optional<String> whyNot = whyNotUndoable(upload);
    if (whyNot.isPresent()) {
      throw new UploadException(Code.NOT_UNDOABLE, whyNot.get());
    }
    Upload undo =
        new Upload(
            journal.ledger().next(),
            upload.environmentId(),
            upload.integrationId(),
            UploadMode.UNDO,
            UploadStatus.WAITING,
            upload.file(),
            by,
            Optional.empty(),
            steps.now(),
            Optional.empty(),
            Optional.empty(),
            OptionalLong.of(upload.progress().undoBytes()),
            FormatWishes.NONE,
            Optional.empty(),
            Optional.empty(),
            UploadProgress.NONE,
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            OptionalLong.of(upload.number()),
            OptionalLong.empty());
    steps.put(undo);
    steps.put(upload.undone(undo.number()));
    runner.wake();
    return undo;
  }

  /// Leaves nothing of users who were erased in what is kept of uploads: neither what there was
  /// before them nor refused rows. Uploads that were begun before pass their rows over.
  public void erase(int environmentId) {
    keeping.erase(environmentId);
  }

  /// Stops what runs between two batches; it goes on with the next start.
  @Override
  public void close() {
    runner.close();
  }
}
