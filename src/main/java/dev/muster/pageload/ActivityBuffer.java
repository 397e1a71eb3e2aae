package dev.muster.pageload;

import dev.muster.pageload.ActivityBatch.Load;
import dev.muster.pageload.ActivityBatch.Seen;
import dev.muster.population.UserId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// Gathers page loads until they are drained into the log, one entry a user. When it is full,
/// further page loads are forgotten and counted. Safe for use by many threads.
public final class ActivityBuffer implements ActivityJournal {

  /// How many page loads are held where nothing else is configured; more than a second's.
  public static final int LOADS_MAX = 200_000;

  private record Who(int environmentId, UserId user) {}

  private final int loadsMax;

  /// A list is changed and taken out only by who holds its key in the map.
  private final ConcurrentHashMap<Who, List<Load>> waiting = new ConcurrentHashMap<>();

  private final AtomicInteger loads = new AtomicInteger();
  private final LongAdder forgotten = new LongAdder();

  /// A buffer of the default size.
  public ActivityBuffer() {
    this(LOADS_MAX);
  }

  /// @param loadsMax how many page loads are held at most
  public ActivityBuffer(int loadsMax) {
    this.loadsMax = loadsMax;
  }

  @Override
  public void seen(int environmentId, UserId user, Load load) {
    if (loads.incrementAndGet() > loadsMax) {
      loads.decrementAndGet();
      forgotten.increment();
      return;
    }
    add(new Who(environmentId, user), List.of(load));
  }

  /// Takes back what could not be written.
  public void giveBack(ActivityBatch batch) {
    for (Seen one : batch.seen()) {
      loads.addAndGet(one.loads().size());
      add(new Who(one.environmentId(), one.user()), one.loads());
    }
  }

  private void add(Who who, List<Load> more) {
    waiting.compute(
        who,
        (_, before) -> {
          List<Load> all = before == null ? new ArrayList<>(more.size()) : before;
          all.addAll(more);
          return all;
        });
  }

  /// Takes out what is waiting.
  ///
  /// @param bytesMax how large a batch may become, about; a user whose page loads are more comes
  ///   alone
  /// @return empty if nothing is waiting
  public ActivityBatch drain(int bytesMax) {
    List<Seen> drained = new ArrayList<>();
    int bytes = 0;
    Iterator<Who> keys = waiting.keySet().iterator();
    while (bytes < bytesMax && keys.hasNext()) {
      Who who = keys.next();
      // Removing by key takes the entry as it is now, with what was added to it since.
      List<Load> own = waiting.remove(who);
      if (own != null) {
        loads.addAndGet(-own.size());
        own.sort(Comparator.comparingLong(Load::atMillis));
        Seen one = new Seen(who.environmentId(), who.user(), own);
        drained.add(one);
        bytes += one.bytesMax();
      }
    }
    return new ActivityBatch(drained);
  }

  /// How many page loads were forgotten since the start because the buffer was full.
  public long forgotten() {
    return forgotten.sum();
  }
}
