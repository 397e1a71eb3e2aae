package dev.muster.embedded;

import dev.muster.activity.Activity;
import dev.muster.catalog.Catalog;
import dev.muster.catalog.CatalogJson;
import dev.muster.outgoing.OutgoingState;
import dev.muster.population.Population;
import dev.muster.storage.CheckpointWriter;
import dev.muster.storage.Checkpoints;
import dev.muster.storage.Hold;
import dev.muster.storage.Log;
import dev.muster.storage.Pace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes checkpoints beside the load and retires the log behind them. One thread of its own, or
/// the caller of [#checkpoint].
final class Checkpointer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);
  private static final int KEPT = 2;
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final Duration PAUSE_LEAST = Duration.ofSeconds(30);
  private static final Duration PAUSE_MOST = Duration.ofMinutes(10);

  private final EngineOptions options;
  private final Log log;
  private final Checkpoints checkpoints;
  private final EngineState state;
  private final ActivityFiles activityFiles;
  private final TimeMarks marks;
  private final Clock clock;
  private final Thread thread;
  private volatile boolean stopping;
  private Instant lastAt;
  private long lastPosition;
  private Instant notBefore = Instant.MIN;
  private Duration pause = PAUSE_LEAST;

  Checkpointer(
      EngineOptions options,
      Log log,
      Checkpoints checkpoints,
      EngineState state,
      ActivityFiles activityFiles,
      TimeMarks marks,
      Clock clock)
      throws IOException {
    this.options = options;
    this.log = log;
    this.checkpoints = checkpoints;
    this.state = state;
    this.activityFiles = activityFiles;
    this.marks = marks;
    this.clock = clock;
    this.lastAt = clock.instant();
    this.lastPosition = checkpoints.positions().stream().findFirst().orElse(0L);
    this.thread = Thread.ofPlatform().name("muster-checkpoints").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    while (!stopping) {
      try {
        Thread.sleep(LOOK_EVERY);
        if (due()) {
          checkpoint();
        }
      } catch (InterruptedException _) {
        return;
      } catch (IOException | RuntimeException failed) {
        // The log still has everything. A try takes room of the disk that the log may need, so the
        // next one is not at once.
        LOG.error(
            "a checkpoint could not be written; the log is kept, and it is tried again in {}",
            postpone(),
            failed);
      }
    }
  }

  /// @return how long nothing is tried
  private synchronized Duration postpone() {
    Duration now = pause;
    lastAt = clock.instant();
    notBefore = lastAt.plus(now);
    pause = now.multipliedBy(2).compareTo(PAUSE_MOST) > 0 ? PAUSE_MOST : now.multipliedBy(2);
    return now;
  }

  private synchronized boolean due() {
    if (clock.instant().isBefore(notBefore)) {
      return false;
    }
    long written = log.durablePosition() - lastPosition;
    return written >= options.checkpoints().logBytes()
        || (written > 0
            && Duration.between(lastAt, clock.instant()).compareTo(options.checkpoints().every())
                >= 0);
  }

  /// Writes a checkpoint of the state as it is now or somewhat later.
  ///
  /// @return the position from which a start from it replays the log
  synchronized long checkpoint() throws IOException {
    long began = System.nanoTime();
    Start start = startingPoint();
    Instant lookedAt = clock.instant();
    long bytes = 0;
    Pace pace = Pace.bytesPerSecond(options.checkpoints().bytesPerSecond());
    ByteBuffer days = activityFiles.write(start.position, awaitWriter(start.activity), pace);
    try (CheckpointWriter writer = checkpoints.begin(start.position, pace)) {
      writer.put(Sections.CATALOG, ByteBuffer.wrap(CatalogJson.write(start.catalog)));
      writer.put(Sections.TALLIES, start.tallies);
      writer.put(Sections.ERASURES, state.erasures().bytes());
      writer.put(Sections.REPLAYS, state.replays().bytes());
      writer.put(Sections.SENDER_IDS, start.senderIds.bytes());
      writer.put(Sections.OUTGOING, start.outgoing.bytes());
      writer.put(Sections.UPLOADS, start.uploads);
      writer.put(Sections.ACTIVITY, days);
      writer.put(Sections.HEADS, Sections.heads(state.heads().all()));
      writer.put(Sections.TIMES, marks.bytesWith(start.position, lookedAt));
      writer.put(Sections.SIZES, state.sizes().section());
      for (Map.Entry<Integer, Population> one : start.populations.entrySet()) {
        String prefix = Sections.population(one.getKey());
        one.getValue()
            .writeImage(
                (name, image) -> writer.put(prefix + name, image),
                this::betweenGroups,
                log::durablePosition);
      }
      // What it lets go of in the log has to be in the audit log by then.
      state.audit().force();
      // What was erased before the position is not erased again by a replay.
      state.payloads().sync();
      writer.commit();
      bytes = writer.bytes();
    }
    marks.note(start.position, lookedAt);
    lastAt = clock.instant();
    lastPosition = start.position;
    pause = PAUSE_LEAST;
    checkpoints.keepNewest(KEPT);
    activityFiles.retire(checkpoints.positions());
    retire();
    if (options.keeping().audit().isPresent()) {
      // What it says of commits before the checkpoint is not told again by a replay.
      state.audit().retire(clock.instant(), options.keeping().audit().get());
    }
    // What a backup that was killed has held keeps room, and what it has of erased users.
    Hold.clearLeft(options.data());
    LOG.info(
        "checkpoint at {}: {} bytes in {} ms",
        start.position,
        bytes,
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
    return start.position;
  }

  /// Lets go of the log that no kept checkpoint needs and whose deliveries are old enough.
  private void retire() throws IOException {
    List<Long> kept = checkpoints.positions();
    if (kept.size() < KEPT) {
      return;
    }
    long old = marks.keepFrom(clock.instant(), options.deliveries().time());
    long tooMuch = log.durablePosition() - options.deliveries().logBytes();
    log.retireBefore(Math.min(Math.max(old, tooMuch), kept.getLast()));
    state.erasures().forgetBefore(log.firstPosition());
    state.replays().forgetBefore(log.firstPosition());
  }

  /// Runs something while nothing is changed, and waits for it.
  private void betweenGroups(Runnable task) throws IOException {
    CompletableFuture<Void> done = new CompletableFuture<>();
    boolean asked =
        log.onWriter(() -> {
          try {
            task.run();
            done.complete(null);
          } catch (RuntimeException e) {
            done.completeExceptionally(e);
          }
        });
    if (!asked) {
      throw new IOException("the log takes no more work");
    }
    awaitWriter(done);
  }

  private static <T> T awaitWriter(CompletableFuture<T> done) throws IOException {
    try {
      return done.get(1, TimeUnit.MINUTES);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the checkpoint was written", interrupted);
    } catch (TimeoutException | ExecutionException failed) {
      throw new IOException("the log's writer did not get to the checkpoint", failed);
    }
  }

  private record Start(
      long position,
      Catalog catalog,
      ByteBuffer tallies,
      SenderIds.Copy senderIds,
      OutgoingState.Copy outgoing,
      ByteBuffer uploads,
      CompletableFuture<Map<Integer, Activity>> activity,
      Map<Integer, Population> populations) {}

  /// The catalog, the counts and the position belong together, so they are taken between two
  /// groups. The blocks of the populations may be of later moments: replaying from the position
  /// makes them right.
  private Start startingPoint() throws IOException {
    CompletableFuture<Start> taken = new CompletableFuture<>();
    boolean asked =
        log.onWriter(() ->
            taken.complete(
                new Start(
                    log.durablePosition(),
                    state.catalog(),
                    state.tallies().bytes(),
                    state.senderIds().copy(),
                    state.outgoing().copy(),
                    state.uploads().bytes(),
                    state.activity().copy(),
                    Map.copyOf(state.populations()))));
    if (!asked) {
      throw new IOException("the log takes no more work");
    }
    return awaitWriter(taken);
  }

  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
