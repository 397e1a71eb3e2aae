package dev.muster.embedded;

import dev.muster.population.UserId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells listeners of each user whom a delivery or an erasure has changed, once it is durable and
/// seen by every page load.
public final class UserFeed {

  private static final Logger LOG = LoggerFactory.getLogger(UserFeed.class);

  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  UserFeed() {}

  /// Wants to know of changed users.
  @FunctionalInterface
  public interface Listener {

    /// Called on the log's writer thread: must neither block nor throw, and take next to no time
    /// where nobody cares about the user.
    void changed(int environmentId, UserId user);
  }

  /// Listens from now on, for as long as the engine is open.
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  void tell(int environmentId, UserId user) {
    for (Listener listener : listeners) {
      try {
        listener.changed(environmentId, user);
      } catch (RuntimeException e) {
        // Whoever listens must not harm the log.
        LOG.error("a listener to users has failed", e);
      }
    }
  }
}
