package dev.muster.upload.schedule;

import dev.muster.catalog.Actor;
import dev.muster.catalog.Catalog;
import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.Environment;
import dev.muster.catalog.Integration;
import dev.muster.catalog.Role;
import dev.muster.catalog.Schedule;
import dev.muster.catalog.SecretBox;
import dev.muster.catalog.SystemDefinition;
import dev.muster.upload.UploadException;
import dev.muster.upload.UploadPlace;
import dev.muster.upload.Uploads;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks for new files where schedules say, each by a thread of its own, so that one that hangs
/// holds up no other. Safe for use by many threads.
public final class ScheduledImports implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ScheduledImports.class);
  private static final Duration TICK = Duration.ofMillis(500);

  /// After which it is looked again whether a file is whole.
  private static final Duration SETTLE = Duration.ofSeconds(10);

  /// How long looks are waited for when the server stops.
  private static final Duration STOP_MAX = Duration.ofSeconds(5);

  /// So many look at the same time.
  private static final int LOOKS_MAX = 64;

  /// Who uploads what is found.
  private static final Actor ITSELF = new Actor(Look.BY, Role.EDITOR, "");

  private final CatalogStore catalog;
  private final Uploads uploads;
  private final SecretBox secrets;
  private final SourceRules rules;
  private final InstantSource clock;
  private final Map<Place, Watch> watches = new ConcurrentHashMap<>();
  private final Semaphore looks = new Semaphore(LOOKS_MAX);
  private final Thread ticker =
      Thread.ofPlatform().name("muster-schedules").daemon().unstarted(this::tick);
  private volatile boolean closing;

  /// An integration's schedule for an environment.
  private record Place(int integrationId, int environmentId) {
    static Place of(UploadPlace place) {
      return new Place(place.integration().id(), place.environment().id());
    }
  }

  /// What is remembered of one between looks.
  private static final class Watch {
    private final Schedule schedule;
    private final Map<String, String> seenBefore = new HashMap<>();
    private LookState state;
    private boolean isWantedSoon;
    private volatile @Nullable Thread thread;

    Watch(Schedule schedule, Instant now) {
      this.schedule = schedule;
      this.state = LookState.at(now);
    }

    synchronized LookState state() {
      return state;
    }

    /// Whether it is to be looked now; then it counts as begun.
    synchronized boolean begins(Instant now) {
      if (state.isLooking() || now.isBefore(state.nextAt())) {
        return false;
      }
      isWantedSoon = false;
      state = state.begun();
      return true;
    }

    synchronized void wantsSoon(Instant now) {
      isWantedSoon = true;
      state = state.wantedAt(now);
    }

    /// @return how it was before
    synchronized LookState ended(
        Instant now, int taken, Optional<String> failure, List<NotTaken> notTaken, Duration pause) {
      LookState before = state;
      Instant next = isWantedSoon ? now : now.plus(pause);
      state = new LookState(false, Optional.of(now), next, taken, failure, notTaken);
      return before;
    }
  }

  /// @param catalog with the schedules
  /// @param uploads what is found goes to
  /// @param secrets opens those of buckets
  /// @param rules from where files may be taken
  public ScheduledImports(
      CatalogStore catalog,
      Uploads uploads,
      SecretBox secrets,
      SourceRules rules,
      InstantSource clock) {
    this.catalog = catalog;
    this.uploads = uploads;
    this.secrets = secrets;
    this.rules = rules;
    this.clock = clock;
  }

  /// Begins to look; what a stop has left half read is read again.
  public void start() {
    uploads.forgetHalfTaken();
    ticker.start();
  }

  /// From where files may be taken.
  public SourceRules rules() {
    return rules;
  }

  /// How it is with the looks of a schedule.
  ///
  /// @param place whose integration has one for the environment
  public LookState state(UploadPlace place) {
    return watch(place, schedule(place).orElseThrow()).state();
  }

  /// Looks as soon as it can.
  ///
  /// @param place whose integration has a schedule for the environment
  public void lookSoon(UploadPlace place) {
    watch(place, schedule(place).orElseThrow()).wantsSoon(clock.instant());
    synchronized (this) {
      notifyAll();
    }
  }

  private static Optional<Schedule> schedule(UploadPlace place) {
    return Optional.ofNullable(place.integration().schedules().get(place.environment().key()));
  }

  /// A schedule that was changed is begun with anew.
  private Watch watch(UploadPlace place, Schedule schedule) {
    Watch watch =
        watches.compute(
            Place.of(place),
            (_, before) ->
                before != null && before.schedule.equals(schedule)
                    ? before
                    : new Watch(schedule, clock.instant()));
    return Objects.requireNonNull(watch);
  }

  private void tick() {
    while (!closing) {
      try {
        begin(catalog.current());
        synchronized (this) {
          wait(TICK.toMillis());
        }
      } catch (InterruptedException _) {
        return;
      } catch (RuntimeException failed) {
        LOG.error("schedules could not be looked after; it is tried again", failed);
      }
    }
  }

  private void begin(Catalog now) {
    Map<Place, UploadPlace> places = new HashMap<>();
    for (SystemDefinition system : now.systems().values()) {
      for (Integration integration : system.integrations().values()) {
        for (String key : integration.schedules().keySet()) {
          Optional<Environment> environment = system.environment(key);
          if (environment.isPresent()) {
            UploadPlace place = new UploadPlace(system, integration, environment.get());
            places.put(Place.of(place), place);
          }
        }
      }
    }
    watches.keySet().removeIf(place -> !places.containsKey(place));
    for (UploadPlace place : places.values()) {
      Watch watch = watch(place, schedule(place).orElseThrow());
      if (looks.tryAcquire()) {
        if (watch.begins(clock.instant())) {
          Thread thread =
              Thread.ofPlatform()
                  .name("muster-look-" + place.integration().key())
                  .daemon()
                  .unstarted(() -> run(place, watch));
          watch.thread = thread;
          thread.start();
        } else {
          looks.release();
        }
      }
    }
  }

  private void run(UploadPlace place, Watch watch) {
    int taken = 0;
    Optional<String> failure = Optional.empty();
    // What is not found to be over goes on.
    List<NotTaken> notTaken = watch.state().notTaken();
    Duration pause = Duration.ofMinutes(watch.schedule.everyMinutes());
    try (FileSource source = source(watch)) {
      Look look =
          new Look(
              uploads,
              place,
              watch.schedule,
              upload -> catalog.uploadNotes().create(ITSELF, upload.note(place)),
              () -> !closing && watches.get(Place.of(place)) == watch);
      Look.Result result = look.look(source);
      taken = result.taken();
      notTaken = result.notTaken();
      if (result.unsettled() && pause.compareTo(SETTLE) > 0) {
        pause = SETTLE;
      }
    } catch (SourceException failed) {
      failure = Optional.of(failed.words());
      LOG.debug("a look has failed", failed);
    } catch (UploadException failed) {
      failure = Optional.of(failed.detail());
    } catch (InterruptedException _) {
      failure = watch.state().failure();
      Thread.currentThread().interrupt();
    } catch (RuntimeException failed) {
      LOG.error("looking for files of integration {} failed", place.integration().key(), failed);
      failure = Optional.of("something went wrong in the server; its log says more");
    } finally {
      looks.release();
      LookState before =
          watch.ended(
              clock.instant(), taken, failure.map(ScheduledImports::sentence), notTaken, pause);
      tell(place, before, watch.state());
    }
  }

  /// Says in the log that trouble has begun, is another, or is over. What is wrong with a file is
  /// not said there: it may quote what is in it.
  private static void tell(UploadPlace place, LookState before, LookState now) {
    if (now.trouble().equals(before.trouble())) {
      return;
    }
    String which =
        "integration %s of system %s into %s"
            .formatted(place.integration().key(), place.system().key(), place.environment().key());
    if (now.failure().isPresent()) {
      LOG.warn("the schedule of {} is in trouble: {}", which, now.failure().get());
    } else if (now.notTaken().isEmpty()) {
      LOG.warn("the schedule of {} is in trouble no more", which);
    } else {
      LOG.warn(
          "the schedule of {} is in trouble: {} of its files are not taken, the first is {}; the"
              + " schedule says why",
          which,
          now.notTaken().size(),
          now.notTaken().getFirst().file());
    }
  }

  /// How many schedules are in trouble.
  public int inTrouble() {
    return (int) watches.values().stream().filter(one -> one.state().trouble().isPresent()).count();
  }

  private FileSource source(Watch watch) throws SourceException {
    rules.check(watch.schedule.source());
    return switch (watch.schedule.source()) {
      case Schedule.Folder folder ->
          new FolderSource(rules.importFolder().orElseThrow(), folder, watch.seenBefore);
      case Schedule.Bucket bucket -> BucketSource.open(bucket, secrets);
    };
  }

  static String sentence(String words) {
    return Character.toUpperCase(words.charAt(0))
        + words.substring(1)
        + (words.endsWith(".") ? "" : ".");
  }

  /// Looks no more; what is half read is read again after the next start.
  @Override
  public void close() {
    closing = true;
    ticker.interrupt();
    List<Thread> threads =
        watches.values().stream().map(watch -> watch.thread).filter(Objects::nonNull).toList();
    threads.forEach(Thread::interrupt);
    long end = System.nanoTime() + STOP_MAX.toNanos();
    for (Thread thread : threads) {
      try {
        // One that waits for an answer from elsewhere ends with the process.
        thread.join(Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime())));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
