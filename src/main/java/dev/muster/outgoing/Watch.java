package dev.muster.outgoing;

import dev.muster.catalog.Catalog;
import dev.muster.catalog.Environment;
import dev.muster.catalog.SystemDefinition;
import dev.muster.condition.AsOf;
import dev.muster.outgoing.SegmentChanges.Kind;
import dev.muster.outgoing.SegmentChanges.Part;
import dev.muster.population.Population;
import dev.muster.population.Selection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds who enters and leaves the segments that receivers are told of, by comparing who is in them
/// with who is told to be. Users who change are looked at one by one a moment later; where many
/// have, or it is not known who, all are. So nothing is lost by a crash or a full queue: what is
/// not found now is found later. One thread; the log's writer only says who has changed.
final class Watch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  /// How long a user who has changed waits at least, so that looking is done for several at once.
  private static final Duration LOOK_EVERY = Duration.ofMillis(5);

  private static final Duration REST_MAX = Duration.ofSeconds(2);

  /// It rests so many times as long as it has worked, so that intake has the processor.
  private static final int REST = 12;

  /// So many are looked at between two records.
  private static final int AT_ONCE = 512;

  /// Where more have changed than one user in so many, all are looked at, which is less work.
  private static final int ONE_IN = 256;

  private static final int FEW = 2_048;

  private final OutgoingState state;
  private final OutgoingJournal journal;
  private final Function<Integer, Optional<Population>> populations;
  private final InstantSource clock;
  private final OutgoingOptions options;
  private final ReentrantLock working = new ReentrantLock();
  private final Set<Integer> toSweep = ConcurrentHashMap.newKeySet();
  private final Thread thread =
      Thread.ofPlatform().name("muster-segment-watch").daemon().unstarted(this::run);
  private volatile Map<Integer, WatchedEnvironment> watched = Map.of();
  private volatile boolean stopping;
  private Instant sweptAt = Instant.MIN;

  Watch(
      OutgoingState state,
      OutgoingJournal journal,
      Function<Integer, Optional<Population>> populations,
      InstantSource clock,
      OutgoingOptions options) {
    this.state = state;
    this.journal = journal;
    this.populations = populations;
    this.clock = clock;
    this.options = options;
  }

  void start() {
    thread.start();
  }

  /// The catalog has changed. Returns when it is noted who is in the segments that are told of from
  /// now on, unless the log takes nothing.
  void rebuild(Catalog catalog) {
    working.lock();
    try {
      Map<Integer, WatchedEnvironment> now = new HashMap<>();
      for (SystemDefinition system : catalog.systems().values()) {
        for (Environment environment : system.environments()) {
          watched(catalog, system, environment).ifPresent(one -> now.put(environment.id(), one));
        }
      }
      watched = Map.copyOf(now);
      toSweep.retainAll(now.keySet());
      now.forEach(this::begin);
    } finally {
      working.unlock();
    }
    LockSupport.unpark(thread);
  }

  private Optional<WatchedEnvironment> watched(
      Catalog catalog, SystemDefinition system, Environment environment) {
    Optional<Population> population = populations.apply(environment.id());
    Set<SegmentPlace> places = new HashSet<>(state.toldIn(environment.id()));
    if (!environment.webhooks().isEmpty()) {
      OutgoingState.places(catalog).stream()
          .filter(place -> place.environmentId() == environment.id())
          .forEach(places::add);
    }
    if (population.isEmpty() || places.isEmpty()) {
      return Optional.empty();
    }
    WatchedEnvironment before = watched.get(environment.id());
    if (before != null && before.isBuiltFrom(system, environment, population.get(), places)) {
      return Optional.of(before);
    }
    toSweep.add(environment.id());
    return Optional.of(
        new WatchedEnvironment(
            system,
            environment,
            population.get(),
            places,
            before == null || !before.population().equals(population.get())
                ? new DirtyUsers()
                : before.dirty()));
  }

  // ---- for the log's writer

  /// A user is about to change. One who has changed just before is looked at first, so that it is
  /// told of both.
  void changing(int environmentId, int ordinal) {
    WatchedEnvironment one = watched.get(environmentId);
    if (one != null && one.dirty().waitsAmongFew(ordinal, AT_ONCE)) {
      List<Part> parts = differences(one, new int[] {ordinal});
      if (!parts.isEmpty() && room() > parts.size()) {
        // Looked at once more when that is told: the watch may have compared the user with what was
        // told before. The writer completes it, so this is the writer, too.
        CompletableFuture<Void> _ =
            journal
                .submit(new SegmentChanges(clock.millis(), parts))
                .thenAccept(_ -> one.dirty().changed(ordinal));
      }
    }
  }

  /// A user has changed.
  void changed(int environmentId, int ordinal) {
    WatchedEnvironment one = watched.get(environmentId);
    if (one != null) {
      one.dirty().changed(ordinal);
    }
  }

  /// Many users have changed.
  void changed(int environmentId) {
    WatchedEnvironment one = watched.get(environmentId);
    if (one != null) {
      one.dirty().all();
    }
  }

  boolean watches(int environmentId) {
    return watched.containsKey(environmentId);
  }

  // ---- the thread

  private void run() {
    while (!stopping) {
      long began = System.nanoTime();
      boolean idle = false;
      try {
        idle = watched.isEmpty();
        look();
      } catch (RuntimeException failed) {
        LOG.error("segments could not be compared; it is tried again", failed);
        watched.keySet().forEach(toSweep::add);
      }
      long rest = Math.min(REST * (System.nanoTime() - began), REST_MAX.toNanos());
      LockSupport.parkNanos(
          idle ? TimeUnit.SECONDS.toNanos(1) : Math.max(rest, LOOK_EVERY.toNanos()));
    }
  }

  /// Looks at whoever has changed, and once in a while at all who change by time alone.
  void look() {
    working.lock();
    try {
      Instant now = clock.instant();
      boolean timed = !now.isBefore(sweptAt.plus(options.sweepEvery())) || now.isBefore(sweptAt);
      if (timed) {
        sweptAt = now;
      }
      watched.forEach((id, one) -> {
        if (room() > 0) {
          begin(id, one);
          look(id, one, timed);
        } else if (timed) {
          toSweep.add(id);
        }
      });
    } finally {
      working.unlock();
    }
  }

  private void look(int environmentId, WatchedEnvironment one, boolean timed) {
    DirtyUsers dirty = one.dirty();
    boolean many = dirty.size() > FEW && dirty.size() > one.population().rows() / ONE_IN;
    boolean all = dirty.takeAll();
    boolean due = toSweep.remove(environmentId);
    if (all || due || many) {
      int[] ordinals = dirty.take(DirtyUsers.MAX);
      sweep(environmentId, one, one.places());
      dirty.done(ordinals);
      return;
    }
    if (timed) {
      sweep(environmentId, one, one.changingWithTime());
    }
    int[] ordinals = dirty.take(AT_ONCE);
    while (ordinals.length > 0) {
      List<Part> parts = differences(one, ordinals);
      dirty.done(ordinals);
      if (!parts.isEmpty() && !submit(parts)) {
        toSweep.add(environmentId);
        return;
      }
      ordinals = ordinals.length < AT_ONCE ? new int[0] : dirty.take(AT_ONCE);
    }
  }

  /// Where some users are not told to be what they are.
  private List<Part> differences(WatchedEnvironment one, int[] ordinals) {
    AsOf asOf = one.asOf(clock.instant());
    List<SegmentPlace> places = one.places();
    boolean[] in = new boolean[places.size()];
    IntStream.Builder[] users = new IntStream.Builder[in.length];
    int rows = one.population().rows();
    Told[] told = new Told[in.length];
    for (int i = 0; i < in.length; i++) {
      told[i] =
          state.told(places.get(i)).filter(Told::isComplete).orElseGet(() -> Told.nobody(false));
    }
    for (int ordinal : ordinals) {
      if (ordinal < rows && one.look(ordinal, asOf, in)) {
        for (int i = 0; i < in.length; i++) {
          if (told[i].isComplete() && told[i].has(ordinal) != in[i]) {
            users[i] = users[i] == null ? IntStream.builder() : users[i];
            users[i].add(Part.user(ordinal, in[i]));
          }
        }
      }
    }
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < in.length; i++) {
      if (users[i] != null) {
        parts.add(new Part(places.get(i), Kind.TOLD, users[i].build().toArray()));
      }
    }
    return parts;
  }

  private void sweep(int environmentId, WatchedEnvironment one, List<SegmentPlace> places) {
    for (SegmentPlace place : places) {
      Optional<Told> told = state.told(place).filter(Told::isComplete);
      if (told.isPresent() && !sweep(one, place, told.get())) {
        toSweep.add(environmentId);
        return;
      }
    }
  }

  /// @return whether all of it is told of
  private boolean sweep(WatchedEnvironment one, SegmentPlace place, Told told) {
    Population population = one.population();
    Selection members =
        one.members(place, one.asOf(clock.instant())).orElseGet(() -> Selection.of(new long[0], 0));
    long[] words = new long[Told.BLOCK / Long.SIZE];
    int blocks = Math.max(told.blocks(), (members.size() + Told.BLOCK - 1) / Told.BLOCK);
    for (int block = 0; block < blocks; block++) {
      int first = block * Told.BLOCK;
      boolean _ = members.copy(first, words);
      long[] known = told.block(block);
      IntStream.Builder users = IntStream.builder();
      int count = 0;
      for (int word = 0; word < words.length; word++) {
        for (long left = words[word] ^ known[word]; left != 0; left &= left - 1) {
          int ordinal = first + word * Long.SIZE + Long.numberOfTrailingZeros(left);
          boolean in = members.has(ordinal);
          if (!population.isErased(ordinal)) {
            users.add(Part.user(ordinal, in));
            count++;
          }
        }
      }
      if (count > 0 && !submit(place, users.build().toArray())) {
        return false;
      }
    }
    return true;
  }

  private boolean submit(SegmentPlace place, int[] users) {
    int from = 0;
    while (from < users.length) {
      int count = Math.min(users.length - from, room());
      if (count <= 0) {
        return false;
      }
      int[] some = Arrays.copyOfRange(users, from, from + count);
      if (!submit(List.of(new Part(place, Kind.TOLD, some)))) {
        return false;
      }
      from += count;
    }
    return true;
  }

  private boolean submit(List<Part> parts) {
    return journal.submit(new SegmentChanges(clock.millis(), parts)).join();
  }

  private int room() {
    return options.waitingMax() - state.waiting();
  }

  /// Notes who is in segments that were live before they were watched: nobody is told of that.
  private void begin(int environmentId, WatchedEnvironment one) {
    for (SegmentPlace place : one.places()) {
      if (state.told(place).filter(Told::isComplete).isEmpty() && !begin(one, place)) {
        toSweep.add(environmentId);
      }
    }
  }

  private boolean begin(WatchedEnvironment one, SegmentPlace place) {
    int[] members =
        one.members(place, one.asOf(clock.instant()))
            .map(selection -> selection.ordinals().toArray())
            .orElseGet(() -> new int[0]);
    if (!submit(List.of(new Part(place, Kind.FIRST, new int[0])))) {
      return false;
    }
    for (int from = 0; from < members.length; from += SegmentChanges.USERS_MAX) {
      int to = Math.min(members.length, from + SegmentChanges.USERS_MAX);
      int[] some = IntStream.range(from, to).map(i -> Part.user(members[i], true)).toArray();
      if (!submit(List.of(new Part(place, Kind.MORE, some)))) {
        return false;
      }
    }
    return submit(List.of(new Part(place, Kind.LAST, new int[0])));
  }

  @Override
  public void close() {
    stopping = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
