package dev.muster.mailing;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks again and again, on a thread of its own, whether something is to be sent, and knows what
/// is being sent, so that nothing is sent by two at once. Thread-safe.
///
/// @param <P> for whom something is sent
public final class Rounds<P> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  /// How long at most it is waited at the end for what is being handed over.
  private static final Duration STOP_MAX = Duration.ofSeconds(5);

  private final String what;
  private final Duration every;
  private final Runnable look;
  private final Set<P> busy = ConcurrentHashMap.newKeySet();
  private final Thread ticker;
  private volatile boolean closing;

  /// @param what is sent, in the plural; names the thread
  /// @param every how long it rests between two looks
  /// @param look at all that may have to be sent
  public Rounds(String what, Duration every, Runnable look) {
    this.what = what;
    this.every = every;
    this.look = look;
    this.ticker = Thread.ofPlatform().name("muster-" + what).daemon().unstarted(this::tick);
  }

  /// Begins to look.
  public void start() {
    ticker.start();
  }

  private void tick() {
    while (!closing) {
      try {
        look.run();
      } catch (RuntimeException e) {
        LOG.error("{} could not be looked at; it is tried again", what, e);
      }
      try {
        Thread.sleep(every);
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  /// Somebody wants to send something for a place.
  ///
  /// @return false if somebody else does
  public boolean begin(P place) {
    return busy.add(place);
  }

  /// It is sent, or not.
  public void end(P place) {
    busy.remove(place);
  }

  /// Whether nothing more is to be begun.
  public boolean isClosing() {
    return closing;
  }

  /// Waits a little for what is being handed over.
  @Override
  public void close() {
    closing = true;
    ticker.interrupt();
    long until = System.nanoTime() + STOP_MAX.toNanos();
    try {
      while (!busy.isEmpty() && System.nanoTime() < until) {
        Thread.sleep(20);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
