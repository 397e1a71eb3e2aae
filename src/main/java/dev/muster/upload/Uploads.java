package dev.muster.upload;

import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.Integration;
import dev.muster.condition.AsOf;
import dev.muster.population.Population;
import dev.muster.population.UserId;
import dev.muster.upload.UploadException.Code;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The CSV files that are uploaded: takes them in, runs them one after the other for each
/// integration and environment, and takes them back. Safe for use by many threads.
public final class Uploads implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
  private static final Duration TIDY_EVERY = Duration.ofMinutes(10);

  /// How long a file may lie there in part before it is given up.
  private static final Duration PATIENCE = Duration.ofDays(1);

  private final UploadFiles files;
  private final UploadJournal journal;
  private final CatalogStore catalog;
  private final IntFunction<Optional<Population>> populations;
  private final UploadLimits limits;
  private final InstantSource clock;
  private final Map<Long, Running> running = new ConcurrentHashMap<>();
  private final Map<Long, Thread> threads = new ConcurrentHashMap<>();
  private final Set<Long> receiving = new HashSet<>();
  private final Object wake = new Object();
  private final Thread starter =
      Thread.ofPlatform().name("muster-uploads").daemon().unstarted(this::look);
  private volatile boolean closing;
  private Instant tidiedAt = Instant.MIN;

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
    this.catalog = catalog;
    this.populations = populations;
    this.limits = limits;
    this.clock = clock;
  }

  /// Begins to run what waits, and goes on with what ran before.
  public void start() {
    starter.start();
  }

  /// How much uploads may take.
  public UploadLimits limits() {
    return limits;
  }

  // ---- what there is

  /// The uploads of an integration to an environment, the latest first.
  public List<Upload> list(UploadPlace place) {
    return journal.ledger().find(place::isOf).stream().map(this::now).toList();
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

  /// A dry run says how far it is only here.
  private Upload now(Upload upload) {
    Running run = running.get(upload.number());
    return run != null && upload.mode().isDry() && !upload.status().isOver()
        ? run.upload()
        : upload;
  }

  /// How many bytes of an upload's file have arrived.
  public long received(Upload upload) throws IOException {
    return upload.bytes().isPresent() && upload.status() != UploadStatus.RECEIVING
        ? upload.bytes().getAsLong()
        : files.received(upload.number());
  }

  /// Rows a second, of one that runs or has run.
  public double rowsPerSecond(Upload upload) {
    Running run = running.get(upload.number());
    if (run != null) {
      return run.rowsPerSecond();
    }
    if (upload.startedAt().isEmpty() || upload.endedAt().isEmpty()) {
      return 0;
    }
    long millis = Duration.between(upload.startedAt().get(), upload.endedAt().get()).toMillis();
    return upload.progress().counts().read() * 1_000.0 / Math.max(1, millis);
  }

  /// About how many seconds one that runs still takes.
  public OptionalDouble secondsLeft(Upload upload) {
    Running run = running.get(upload.number());
    if (run == null || upload.bytes().isEmpty() || run.bytesPerSecond() <= 0) {
      return OptionalDouble.empty();
    }
    long left = upload.bytes().getAsLong() - run.upload().progress().readBytes();
    return OptionalDouble.of(Math.max(0, left) / run.bytesPerSecond());
  }

  /// Whether refused rows can be had.
  public boolean hasRefusedRows(Upload upload) {
    return upload.progress().refusedBytes() > 0 && Files.exists(files.refused(upload.number()));
  }

  /// The rows that were refused in whole or in part, as of the last durable step.
  ///
  /// @throws UploadException if they are not kept any more
  public InputStream refusedRows(Upload upload) throws IOException, UploadException {
    try {
      return Files.newInputStream(files.refused(upload.number()));
    } catch (NoSuchFileException _) {
      throw new UploadException(
          Code.GONE,
          upload.progress().refusedBytes() > 0
              ? "refused rows are kept for 7 days; upload the file again to see them"
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
    if (bytes.isPresent() && bytes.getAsLong() > limits.bytesMax()) {
      throw tooLarge();
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
            now(),
            Optional.empty(),
            Optional.empty(),
            bytes,
            wishes,
            Optional.empty(),
            UploadProgress.NONE,
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());
    put(upload);
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
  /// @throws UploadException unless that is what has arrived, and more is expected
  public Receiving receive(Upload upload, long offset) throws IOException, UploadException {
    return receive(upload, offset, Optional.empty());
  }

  /// Takes a file that a schedule has found, from its beginning to its end.
  public Receiving receive(Upload upload, Taken taken) throws IOException, UploadException {
    return receive(upload, 0, Optional.of(taken));
  }

  private Receiving receive(Upload upload, long offset, Optional<Taken> taken)
      throws IOException, UploadException {
    synchronized (receiving) {
      Upload now = journal.ledger().find(upload.number()).orElse(upload);
      if (now.status() != UploadStatus.RECEIVING) {
        throw new UploadException(
            Code.OVER, "all of the file has arrived, or it was given up; begin another upload");
      }
      if (!receiving.add(upload.number())) {
        throw new UploadException(
            Code.BUSY, "somebody else sends this file at this moment; wait until that has ended");
      }
    }
    Receiving part;
    try {
      part = new Receiving(this, upload, files, limits.bytesMax(), taken);
    } catch (IOException failed) {
      free(upload.number());
      throw failed;
    }
    if (part.size() != offset) {
      part.close();
      throw new UploadException(
          Code.OFFSET,
          "%d bytes have arrived; go on from there, not from %d".formatted(part.size(), offset));
    }
    return part;
  }

  void free(long number) {
    synchronized (receiving) {
      receiving.remove(number);
    }
  }

  /// All of a file has arrived.
  Upload received(Upload upload, long bytes, Optional<Taken> taken)
      throws IOException, UploadException, UnreadableFileException {
    UploadPlace place =
        UploadPlace.of(catalog.current(), upload)
            .orElseThrow(
                () -> new UploadException(Code.OVER, "the integration or the environment is gone"));
    try {
      open(upload, place, format(upload)).close();
    } catch (UnreadableFileException unreadable) {
      giveUp(upload, unreadable.detail(), taken);
      throw unreadable;
    }
    Upload whole = upload.received(bytes);
    submit(step(whole, taken.map(Taken::mark), taken));
    synchronized (wake) {
      wake.notifyAll();
    }
    return whole;
  }

  /// Ends an upload whose file does not come, or is none.
  ///
  /// @param why in words, for the history
  public void giveUp(Upload upload, String why) {
    giveUp(upload, why, Optional.empty());
  }

  void giveUp(Upload upload, String why, Optional<Taken> taken) {
    try {
      Upload failed = upload.ended(UploadStatus.FAILED, now(), Optional.of(why));
      submit(step(failed, taken.map(Taken::refusedMark), taken));
      afterEnd(failed);
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

  // ---- files that schedules find

  /// The files that a schedule has taken and that were there at its last look, with their marks.
  public Map<String, String> taken(UploadPlace place) {
    return journal.ledger().taken(place.integration().id(), place.environment().id());
  }

  /// Forgets that files were taken, since they are no longer there.
  public void forgetTaken(UploadPlace place, List<String> names) throws UploadException {
    submit(new UploadStep.Unlisted(place.integration().id(), place.environment().id(), names));
  }

  /// How many files of a place are here and not over.
  public long waiting(UploadPlace place) {
    return journal
        .ledger()
        .find(upload -> place.isOf(upload) && upload.status() == UploadStatus.WAITING)
        .size();
  }

  /// Forgets an upload whose file could not be read to its end.
  public void forget(Upload upload) {
    try {
      files.deleteAll(upload.number());
      submit(new UploadStep.Forget(upload.number()));
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

  private CsvFormat format(Upload upload) throws IOException, UnreadableFileException {
    return Recognition.recognise(files.file(upload.number()), upload.wishes());
  }

  private RowBatches open(Upload upload, UploadPlace place, CsvFormat format)
      throws IOException, UnreadableFileException {
    Integration integration = place.integration();
    return RowBatches.open(
        files.file(upload.number()),
        format,
        columns ->
            RowMapping.of(
                integration, place.system().timeZone(), place.system().pages().salt(), columns));
  }

  // ---- what is asked of them

  /// Stops an upload; what it has taken stays.
  ///
  /// @throws UploadException if it is over
  public Upload cancel(Upload upload) throws UploadException {
    Running run = running.get(upload.number());
    if (run != null) {
      run.cancel();
      join(upload.number());
    }
    Upload now = journal.ledger().find(upload.number()).orElse(upload);
    if (now.status() == UploadStatus.CANCELLED && run != null) {
      return now;
    }
    if (now.status().isOver()) {
      throw new UploadException(Code.OVER, "it is over: " + now.status().code());
    }
    return end(now, UploadStatus.CANCELLED, Optional.empty());
  }

  private void join(long number) {
    Thread thread = threads.get(number);
    if (thread == null) {
      return;
    }
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
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
      return Optional.of("It changed nothing.");
    }
    if (!clock.instant().isBefore(upload.keptUntil().orElse(Instant.MIN))
        || !Files.exists(files.undo(upload.number()))) {
      return Optional.of("It is over for more than 7 days.");
    }
    Instant started = upload.startedAt().orElse(Instant.MIN);
    boolean isLast =
        journal
            .ledger()
            .find(other ->
                other.number() != upload.number()
                    && other.integrationId() == upload.integrationId()
                    && other.environmentId() == upload.environmentId()
                    && !other.mode().isDry()
                    && !isUndone(other)
                    && (!other.status().isOver() || other.hasChanged())
                    && other.startedAt().orElse(Instant.MAX).isAfter(started))
            .isEmpty();
    return isLast ? Optional.empty() : Optional.of("A later upload has changed users since.");
  }

  /// Whether it was taken back, or is at this moment; what was begun and not finished can be begun
  /// again.
  private boolean isUndone(Upload upload) {
    return upload.undoneBy().isPresent()
        && journal
            .ledger()
            .find(upload.undoneBy().getAsLong())
            .filter(undo ->
                undo.status() != UploadStatus.FAILED && undo.status() != UploadStatus.CANCELLED)
            .isPresent();
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
            now(),
            Optional.empty(),
            Optional.empty(),
            OptionalLong.of(upload.progress().undoBytes()),
            FormatWishes.NONE,
            Optional.empty(),
            UploadProgress.NONE,
            Optional.empty(),
            Optional.empty(),
            OptionalLong.of(upload.number()),
            OptionalLong.empty());
    put(undo);
    put(upload.undone(undo.number()));
    synchronized (wake) {
      wake.notifyAll();
    }
    return undo;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private void put(Upload upload) throws UploadException {
    submit(new UploadStep.Put(upload));
  }

  private void submit(UploadStep step) throws UploadException {
    try {
      Void _ = journal.submit(step).join();
    } catch (CompletionException failed) {
      String why = failed.getCause() == null ? failed.getMessage() : failed.getCause().getMessage();
      throw new UploadException(Code.UNAVAILABLE, why + "; try again later");
    }
  }

  private Upload end(Upload upload, UploadStatus how, Optional<String> why) throws UploadException {
    Upload ended = upload.ended(how, now(), why);
    put(ended);
    afterEnd(ended);
    return ended;
  }

  private void afterEnd(Upload upload) {
    try {
      files.deleteUseless(upload.number());
    } catch (IOException left) {
      LOG.warn("the file of upload {} is left: {}", upload.id(), left.getMessage());
    }
  }

  /// Leaves nothing of a user who was erased in what is kept of uploads: neither what there was
  /// before them nor refused rows. A file that still runs brings a user back whom it has a row of.
  public void erase(int environmentId, UserId user) throws IOException {
    for (Upload upload : journal.ledger().find(one -> one.environmentId() == environmentId)) {
      if (Files.exists(files.undo(upload.number()))) {
        UndoFile.erase(files.undo(upload.number()), upload.progress().undoBytes(), user);
      }
      Optional<UploadPlace> place = UploadPlace.of(catalog.current(), upload);
      if (upload.status().isOver() && place.isPresent()) {
        files.eraseRefused(
            upload.number(), place.get().integration(), place.get().system().pages().salt(), user);
      }
    }
  }

  // ---- running

  private void look() {
    while (!closing) {
      try {
        startWaiting();
        tidy();
        synchronized (wake) {
          if (!closing) {
            wake.wait(LOOK_EVERY.toMillis());
          }
        }
      } catch (InterruptedException _) {
        return;
      } catch (IOException | RuntimeException failed) {
        LOG.error("uploads could not be looked after; it is tried again", failed);
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_EVERY);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void startWaiting() {
    for (Upload upload : journal.ledger().all()) {
      boolean due =
          upload.status() == UploadStatus.WAITING || upload.status() == UploadStatus.RUNNING;
      if (!due || running.containsKey(upload.number()) || running.size() >= limits.runningMax()) {
        continue;
      }
      boolean other =
          running.values().stream()
              .map(Running::upload)
              .anyMatch(one ->
                  one.integrationId() == upload.integrationId()
                      && one.environmentId() == upload.environmentId());
      if (!other) {
        Running run = new Running(journal, upload, clock);
        running.put(upload.number(), run);
        Thread thread =
            Thread.ofPlatform().name("muster-upload-" + upload.id()).unstarted(() -> run(run));
        threads.put(upload.number(), thread);
        thread.start();
      }
    }
  }

  private void run(Running run) {
    long number = run.upload().number();
    try {
      end(run, () -> toTheEnd(run));
    } catch (IOException | RuntimeException failed) {
      LOG.error("upload {} could not be ended; it goes on with the next start", number, failed);
    } finally {
      running.remove(number);
      threads.remove(number);
      synchronized (wake) {
        wake.notifyAll();
      }
    }
  }

  /// A whole run.
  private interface Work {
    void run() throws IOException, UnreadableFileException;
  }

  private void end(Running run, Work work) throws IOException {
    UploadStatus how = UploadStatus.FAILED;
    Optional<String> why = Optional.empty();
    try {
      work.run();
      how = UploadStatus.DONE;
    } catch (CancellationException _) {
      if (run.isStopping()) {
        return;
      }
      how = UploadStatus.CANCELLED;
    } catch (UnreadableFileException unreadable) {
      why = Optional.of(unreadable.detail());
    } catch (IOException failed) {
      if (run.isStopping() || closing) {
        return;
      }
      LOG.error("upload {} has failed", run.upload().id(), failed);
      why = Optional.of("The server could not read or write a file: " + failed.getMessage());
    } catch (RuntimeException failed) {
      LOG.error("upload {} has failed", run.upload().id(), failed);
      why = Optional.of("Something went wrong in the server; its log says more.");
    }
    run.put(run.upload().ended(how, now(), why));
    afterEnd(run.upload());
  }

  private void toTheEnd(Running run) throws IOException, UnreadableFileException {
    Optional<UploadPlace> place = UploadPlace.of(catalog.current(), run.upload());
    Optional<Population> population = populations.apply(run.upload().environmentId());
    if (place.isEmpty() || population.isEmpty()) {
      run.cancel();
      run.requireGoing();
      return;
    }
    if (run.upload().mode() == UploadMode.UNDO) {
      run.put(run.upload().running(now(), Optional.empty()));
      undo(run, place.get(), population.get());
      return;
    }
    CsvFormat format =
        run.upload().format().isPresent() ? run.upload().format().get() : format(run.upload());
    run.put(run.upload().running(now(), Optional.of(format)));
    if (run.upload().mode().isDry()) {
      dryRun(run, place.get(), population.get(), format);
      return;
    }
    try (RowBatches batches = open(run.upload(), place.get(), format)) {
      new UploadRun(run, place.get().integration(), population.get()).run(batches, files);
    }
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
        .run(() -> open(run.upload(), place, format), shifts, files);
    run.reached(run.upload().progress());
    run.put(run.upload().withSegments(shifts.shifts()));
  }

  // ---- tidying

  private void tidy() throws IOException {
    Instant now = clock.instant();
    if (now.isBefore(tidiedAt.plus(TIDY_EVERY))) {
      return;
    }
    tidiedAt = now;
    files.deleteUnless(number -> journal.ledger().find(number).isPresent());
    for (Upload upload : journal.ledger().all()) {
      if (upload.keptUntil().filter(until -> !now.isBefore(until)).isPresent()) {
        files.deleteAll(upload.number());
      }
      if (upload.status() == UploadStatus.RECEIVING && isGivenUp(upload, now)) {
        giveUp(upload, "The rest of the file has not come for a day; upload it again.");
      }
    }
    forgetOld();
  }

  private boolean isGivenUp(Upload upload, Instant now) throws IOException {
    synchronized (receiving) {
      if (receiving.contains(upload.number())) {
        return false;
      }
    }
    Path file = files.file(upload.number());
    Instant last =
        Files.exists(file) ? Files.getLastModifiedTime(file).toInstant() : upload.createdAt();
    return now.isAfter(last.plus(PATIENCE));
  }

  private void forgetOld() throws IOException {
    record Kind(int integrationId, int environmentId) {}
    Map<Kind, List<Upload>> over =
        journal.ledger().find(upload -> upload.status().isOver()).stream()
            .sorted(Comparator.comparingLong(Upload::number).reversed())
            .collect(
                Collectors.groupingBy(
                    upload -> new Kind(upload.integrationId(), upload.environmentId())));
    for (List<Upload> each : over.values()) {
      for (Upload old : each.subList(Math.min(each.size(), limits.historyMax()), each.size())) {
        files.deleteAll(old.number());
        CompletableFuture<Void> _ = journal.submit(new UploadStep.Forget(old.number()));
      }
    }
  }

  /// Stops what runs between two batches; it goes on with the next start.
  @Override
  public void close() {
    closing = true;
    running.values().forEach(Running::stop);
    synchronized (wake) {
      wake.notifyAll();
    }
    starter.interrupt();
    for (Thread thread : List.copyOf(threads.values())) {
      try {
        thread.join(Duration.ofSeconds(30));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
