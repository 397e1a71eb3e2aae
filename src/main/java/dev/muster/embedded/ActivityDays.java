package dev.muster.embedded;

import dev.muster.activity.Activity;
import dev.muster.activity.ActivityScan;
import dev.muster.activity.Span;
import dev.muster.activity.Visit;
import dev.muster.population.ActiveDays;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The activity of all environments. What the log's writer, or the replay before it, tells is taken
/// up in its order by a thread of its own, as millions of users make that too much work for the one
/// that deliveries wait for.
final class ActivityDays implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ActivityDays.class);

  /// What waits at most; then the one who tells waits.
  private static final int WAITING_MAX = 64;

  private final BlockingQueue<Task> waiting = new LinkedBlockingQueue<>(WAITING_MAX);
  private final ConcurrentMap<Integer, Activity> byEnvironment = new ConcurrentHashMap<>();
  private final int keptDays;
  private final Thread thread;
  private @Nullable RuntimeException failure;

  /// @param keptDays how many days are kept, today among them
  ActivityDays(int keptDays) {
    this.keptDays = keptDays;
    this.thread = Thread.ofPlatform().name("muster-activity-days").daemon().unstarted(this::run);
  }

  private sealed interface Task {
    record Visits(int environmentId, List<Visit> visits) implements Task {}

    record Erase(int environmentId, BitSet ordinals) implements Task {}

    record Remove(int environmentId) implements Task {}

    record Copy(CompletableFuture<Map<Integer, Activity>> into) implements Task {}
  }

  void start() {
    thread.start();
  }

  /// What is known of an environment's activity by now.
  Activity of(int environmentId) {
    Activity known = byEnvironment.get(environmentId);
    return known == null ? Activity.none() : known;
  }

  /// On which days the users of an environment were active, by now and later.
  ActiveDays activeDays(int environmentId) {
    return new ActiveDays() {
      @Override
      public int of(int ordinal, long firstDay, long lastDay) {
        return scan().activeDays(new Span(firstDay, lastDay), ordinal);
      }

      @Override
      public void ofBlock(int block, long firstDay, long lastDay, byte[] into) {
        scan().activeDays(new Span(firstDay, lastDay), block, into);
      }

      private ActivityScan scan() {
        return new ActivityScan(ActivityDays.this.of(environmentId));
      }
    };
  }

  /// Takes over what a checkpoint had. Before the start.
  void restore(int environmentId, Activity activity) {
    byEnvironment.put(environmentId, activity);
  }

  /// Takes page loads.
  void add(int environmentId, List<Visit> visits) {
    put(new Task.Visits(environmentId, visits));
  }

  /// Forgets what some users did.
  ///
  /// @param ordinals must not be changed any more
  void erase(int environmentId, BitSet ordinals) {
    put(new Task.Erase(environmentId, ordinals));
  }

  /// Forgets an environment.
  void remove(int environmentId) {
    put(new Task.Remove(environmentId));
  }

  /// All of it, with everything that was told before and nothing that is told later.
  CompletableFuture<Map<Integer, Activity>> copy() {
    CompletableFuture<Map<Integer, Activity>> copied = new CompletableFuture<>();
    put(new Task.Copy(copied));
    return copied;
  }

  /// Waits until everything that was told is taken.
  void await() {
    Map<Integer, Activity> _ = copy().join();
  }

  private void put(Task task) {
    boolean interrupted = false;
    while (true) {
      try {
        waiting.put(task);
        break;
      } catch (InterruptedException _) {
        // The one who tells has made it durable: it must not be lost here.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      List<Task> tasks = new ArrayList<>();
      while (true) {
        tasks.add(waiting.take());
        waiting.drainTo(tasks);
        take(tasks);
        tasks.clear();
      }
    } catch (InterruptedException _) {
      // Closed: what waits is in the log.
    }
  }

  /// After a failure nothing is taken any more, and no checkpoint is written, so that the log keeps
  /// what was not taken.
  private void take(List<Task> tasks) {
    Map<Integer, List<Visit>> visits = new HashMap<>();
    for (Task task : tasks) {
      try {
        if (failure == null) {
          take(task, visits);
        }
      } catch (RuntimeException failed) {
        LOG.error("activity cannot be taken any more until the server is started again", failed);
        failure = failed;
      }
      if (task instanceof Task.Copy(var into) && failure != null) {
        into.completeExceptionally(failure);
      }
    }
    try {
      addAll(visits);
    } catch (RuntimeException failed) {
      LOG.error("activity cannot be taken any more until the server is started again", failed);
      failure = failed;
    }
  }

  /// @param visits page loads that are to be added, gathered over several tasks
  private void take(Task task, Map<Integer, List<Visit>> visits) {
    switch (task) {
      case Task.Visits(int environmentId, List<Visit> more) ->
          visits.computeIfAbsent(environmentId, _ -> new ArrayList<>()).addAll(more);
      case Task.Erase(int environmentId, BitSet ordinals) -> {
        addAll(visits);
        byEnvironment.computeIfPresent(environmentId, (_, activity) -> activity.without(ordinals));
      }
      case Task.Remove(int environmentId) -> {
        visits.remove(environmentId);
        byEnvironment.remove(environmentId);
      }
      case Task.Copy(var into) -> {
        addAll(visits);
        into.complete(Map.copyOf(byEnvironment));
      }
    }
  }

  private void addAll(Map<Integer, List<Visit>> visits) {
    visits.forEach((environmentId, more) -> {
      Activity before = of(environmentId);
      Activity after = before.plus(more);
      if (!after.days().isEmpty()) {
        after = after.since(after.days().lastKey() - keptDays + 1);
      }
      byEnvironment.put(environmentId, after);
    });
    visits.clear();
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
