package dev.muster.pageload;

import dev.muster.population.UserId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Who wants to know when the segments of a user may have changed. How many there may be is for
/// those to say who subscribe. Thread-safe.
public final class Subscriptions {

  /// By environment id and user. What is in it is never empty.
  private final Map<Integer, Map<UserId, List<Runnable>>> told = new ConcurrentHashMap<>();

  Subscriptions() {}

  /// Subscribes to a user.
  ///
  /// @param change called after each change, on any thread: must neither block nor throw
  /// @return ends it; to be called once
  public Runnable subscribe(int environmentId, UserId user, Runnable change) {
    told.compute(
        environmentId,
        (_, known) -> {
          Map<UserId, List<Runnable>> users = known == null ? new ConcurrentHashMap<>() : known;
          users.computeIfAbsent(user, _ -> new CopyOnWriteArrayList<>()).add(change);
          return users;
        });
    return () -> end(environmentId, user, change);
  }

  private void end(int environmentId, UserId user, Runnable change) {
    told.computeIfPresent(
        environmentId,
        (_, users) -> {
          users.computeIfPresent(
              user,
              (_, changes) -> {
                changes.remove(change);
                return changes.isEmpty() ? null : changes;
              });
          return users.isEmpty() ? null : users;
        });
  }

  /// A user has changed, and page loads see it.
  public void changed(int environmentId, UserId user) {
    if (told.isEmpty()) {
      return;
    }
    Map<UserId, List<Runnable>> users = told.get(environmentId);
    List<Runnable> changes = users == null ? null : users.get(user);
    if (changes != null) {
      changes.forEach(Runnable::run);
    }
  }

  /// What is live in an environment has changed, and page loads see it.
  void changed(int environmentId) {
    Map<UserId, List<Runnable>> users = told.get(environmentId);
    if (users != null) {
      users.values().forEach(changes -> changes.forEach(Runnable::run));
    }
  }

  /// The environments that somebody wants to know of.
  List<Integer> environments() {
    return List.copyOf(told.keySet());
  }
}
