package dev.muster.pageload;

import dev.muster.pageload.ActivityBatch.Seen;
import dev.muster.population.UserId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// Gathers page loads until they are drained into the log, one entry a user. When it is full, page
/// loads of further users are forgotten and counted. Safe for use by many threads.
public final class ActivityBuffer implements ActivityJournal {

  /// How many users are held where nothing else is configured; about a second's page loads.
  public static final int USERS_MAX = 100_000;

  private record Who(int environmentId, UserId user) {}

  private final int usersMax;
  private final ConcurrentHashMap<Who, Seen> waiting = new ConcurrentHashMap<>();
  private final AtomicInteger users = new AtomicInteger();
  private final LongAdder forgotten = new LongAdder();

  /// A buffer of the default size.
  public ActivityBuffer() {
    this(USERS_MAX);
  }

  /// @param usersMax how many users are held at most
  public ActivityBuffer(int usersMax) {
    this.usersMax = usersMax;
  }

  @Override
  public void seen(int environmentId, UserId user, long atMillis) {
    add(new Seen(environmentId, user, atMillis, atMillis));
  }

  /// Takes back what could not be written.
  public void giveBack(ActivityBatch batch) {
    batch.seen().forEach(this::add);
  }

  private void add(Seen one) {
    Who who = new Who(one.environmentId(), one.user());
    waiting.compute(
        who,
        (_, before) -> {
          if (before != null) {
            return new Seen(
                one.environmentId(),
                one.user(),
                Math.min(before.firstMillis(), one.firstMillis()),
                Math.max(before.lastMillis(), one.lastMillis()));
          }
          if (users.incrementAndGet() > usersMax) {
            users.decrementAndGet();
            forgotten.increment();
            return null;
          }
          return one;
        });
  }

  /// Takes out what is waiting.
  ///
  /// @param entriesMax how many users at most; a user takes at most 283 bytes of the batch, so
  ///   10,000 stay below 3 MiB
  /// @return empty if nothing is waiting
  public ActivityBatch drain(int entriesMax) {
    List<Seen> drained = new ArrayList<>();
    Iterator<Who> keys = waiting.keySet().iterator();
    while (drained.size() < entriesMax && keys.hasNext()) {
      // Removing by key takes the entry as it is now, with what was merged into it since.
      Seen one = waiting.remove(keys.next());
      if (one != null) {
        users.decrementAndGet();
        drained.add(one);
      }
    }
    return new ActivityBatch(drained);
  }

  /// How many page loads were forgotten since the start because the buffer was full.
  public long forgotten() {
    return forgotten.sum();
  }
}
