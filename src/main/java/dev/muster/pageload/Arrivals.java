package dev.muster.pageload;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What arrives from pages, kept in memory for those who look whether they are connected. Of a
/// crowd only a few are shown, so that a busy environment costs no more than an idle one.
/// Thread-safe.
public final class Arrivals {

  /// How many are kept of an environment.
  public static final int KEPT_MAX = 50;

  /// How many of those whose client key no environment has: anybody can send them.
  private static final int KEPT_OF_UNKNOWN_MAX = 5;

  /// The shortest time between two that are shown with the same outcome.
  private static final long APART_MILLIS = 200;

  /// Of those whose client key no environment has.
  private static final int NOWHERE = 0;

  private static final int LISTENERS_MAX = 100;

  private final Instant since;
  private final Map<Integer, Place> places = new ConcurrentHashMap<>();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  /// @param since when it begins to count
  public Arrivals(Instant since) {
    this.since = since;
  }

  private record Listener(int environmentId, Consumer<Arrival> told) {}

  /// What went wrong, how often, and the last time.
  public record Problem(String outcome, long count, Arrival last) {}

  /// What was answered in the last hour.
  ///
  /// @param unproved of which the user was not proved by one of the environment's secrets
  /// @param byPreviousKey of which came with the client key before the present one
  public record Answered(long all, long unproved, long byPreviousKey) {}

  /// What has arrived in an environment.
  ///
  /// @param lastHour what of it was answered in the last hour
  /// @param lastAnswered empty if nothing was
  /// @param problems the most recent first, those of unknown client keys among them
  /// @param recent the newest first
  public record Summary(
      Instant since,
      long answered,
      Answered lastHour,
      Optional<Instant> lastAnswered,
      List<Problem> problems,
      List<Arrival> recent) {}

  /// Notes one that was not answered. Never waits for whoever looks.
  ///
  /// @param environmentId where
  /// @param outcome [Arrival#outcome]
  /// @param arrival made only if it is shown
  public void note(int environmentId, String outcome, long atMillis, Supplier<Arrival> arrival) {
    Place place =
        places.computeIfAbsent(
            environmentId, id -> new Place(id == NOWHERE ? KEPT_OF_UNKNOWN_MAX : KEPT_MAX));
    if (place.counts(outcome, atMillis)) {
      tell(environmentId, place, arrival.get());
    }
  }

  /// Notes one that was answered.
  ///
  /// @param arrival made only if it is shown
  public void noteAnswered(Admission.Granted granted, long atMillis, Supplier<Arrival> arrival) {
    Place place = places.computeIfAbsent(granted.environmentId(), _ -> new Place(KEPT_MAX));
    place.answeredThen(granted, atMillis);
    if (place.counts(Arrival.ANSWERED, atMillis)) {
      tell(granted.environmentId(), place, arrival.get());
    }
  }

  /// Notes one whose client key no environment has.
  public void noteUnknown(long atMillis, Supplier<Arrival> arrival) {
    note(NOWHERE, Refusal.UNKNOWN_KEY.code(), atMillis, arrival);
  }

  private void tell(int environmentId, Place place, Arrival arrival) {
    place.keep(arrival);
    for (Listener listener : listeners) {
      if (environmentId == NOWHERE || listener.environmentId == environmentId) {
        listener.told.accept(arrival);
      }
    }
  }

  /// What has arrived in an environment so far.
  public Summary of(int environmentId, Instant now) {
    Place here = places.getOrDefault(environmentId, new Place(0));
    Place nowhere = places.getOrDefault(NOWHERE, new Place(0));
    return new Summary(
        since,
        here.answered.sum(),
        here.lastHour(now.toEpochMilli()),
        here.lastAnswered(),
        Stream.concat(here.problems().stream(), nowhere.problems().stream())
            .sorted(Comparator.comparing((Problem one) -> one.last().at()).reversed())
            .toList(),
        Stream.concat(here.recent().stream(), nowhere.recent().stream())
            .sorted(Comparator.comparing(Arrival::at).reversed())
            .toList());
  }

  /// Listens to one environment, and to unknown client keys.
  ///
  /// @param told called on the thread of a page load: must neither block nor throw
  /// @return ends the listening; empty if too many listen already
  public Optional<Runnable> listen(int environmentId, Consumer<Arrival> told) {
    if (listeners.size() >= LISTENERS_MAX) {
      return Optional.empty();
    }
    Listener listener = new Listener(environmentId, told);
    listeners.add(listener);
    return Optional.of(() -> listeners.remove(listener));
  }

  /// Forgets users who were erased.
  ///
  /// @param erased whether an identifier, as a page sent it, is one of theirs
  public void forget(int environmentId, Predicate<String> erased) {
    Place place = places.get(environmentId);
    if (place != null) {
      place.forget(erased);
    }
  }

  /// Forgets the environments that are gone.
  ///
  /// @param environmentIds those that there are
  public void retain(Set<Integer> environmentIds) {
    places.keySet().removeIf(id -> id != NOWHERE && !environmentIds.contains(id));
  }

  private static final class Place {
    private final int keptMax;
    private final LongAdder answered = new LongAdder();
    private final LastHour all = new LastHour();
    private final LastHour unproved = new LastHour();
    private final LastHour byPreviousKey = new LastHour();
    private volatile long lastAnsweredMillis = Long.MIN_VALUE;
    private final Deque<Arrival> recent = new ArrayDeque<>();
    private final Map<String, Tally> problems = new HashMap<>();

    Place(int keptMax) {
      this.keptMax = keptMax;
    }

    /// A problem that has happened.
    private static final class Tally {
      private long count;
      private long shownMillis = Long.MIN_VALUE;
      private @Nullable Arrival last;
    }

    void answeredThen(Admission.Granted granted, long atMillis) {
      all.add(atMillis);
      if (!granted.isProved()) {
        unproved.add(atMillis);
      }
      if (granted.usesPreviousKey()) {
        byPreviousKey.add(atMillis);
      }
    }

    Answered lastHour(long nowMillis) {
      return new Answered(
          all.count(nowMillis), unproved.count(nowMillis), byPreviousKey.count(nowMillis));
    }

    /// @return whether it is to be shown
    boolean counts(String outcome, long atMillis) {
      if (outcome.equals(Arrival.ANSWERED)) {
        answered.increment();
        if (atMillis - APART_MILLIS < lastAnsweredMillis) {
          return false;
        }
        lastAnsweredMillis = atMillis;
        return true;
      }
      synchronized (this) {
        Tally tally = problems.computeIfAbsent(outcome, _ -> new Tally());
        tally.count++;
        if (atMillis - APART_MILLIS < tally.shownMillis) {
          return false;
        }
        tally.shownMillis = atMillis;
        return true;
      }
    }

    synchronized void keep(Arrival arrival) {
      recent.addFirst(arrival);
      if (recent.size() > keptMax) {
        recent.removeLast();
      }
      Tally tally = problems.get(arrival.outcome());
      if (tally != null) {
        tally.last = arrival;
      }
    }

    synchronized void forget(Predicate<String> erased) {
      recent.removeIf(arrival -> isOf(arrival, erased));
      for (Tally tally : problems.values()) {
        Arrival last = tally.last;
        if (last != null && isOf(last, erased)) {
          tally.last = last.withoutUser();
        }
      }
    }

    private static boolean isOf(Arrival arrival, Predicate<String> erased) {
      String user = arrival.user();
      return user != null && erased.test(user);
    }

    Optional<Instant> lastAnswered() {
      long millis = lastAnsweredMillis;
      return millis == Long.MIN_VALUE
          ? Optional.empty()
          : Optional.of(Instant.ofEpochMilli(millis));
    }

    synchronized List<Problem> problems() {
      List<Problem> all = new ArrayList<>();
      problems.forEach((outcome, tally) -> {
        if (tally.last != null) {
          all.add(new Problem(outcome, tally.count, tally.last));
        }
      });
      return all;
    }

    synchronized List<Arrival> recent() {
      return List.copyOf(recent);
    }
  }
}
