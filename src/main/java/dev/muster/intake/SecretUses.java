package dev.muster.intake;

import dev.muster.catalog.EndpointSecret;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// When calls were last proved with each secret of endpoints, since the start: so it is seen when
/// nothing needs an old one any more. Safe for use by many threads; never waits.
public final class SecretUses {

  private static final long NEVER = Long.MIN_VALUE;

  /// A use so soon after the one before is not noted: threads that check calls at the same time
  /// would wait for each other's caches.
  private static final long NOTED_EVERY_MILLIS = Duration.ofSeconds(1).toMillis();

  private final Map<Integer, AtomicLong> last = new ConcurrentHashMap<>();

  SecretUses() {}

  /// One secret's.
  static final class Use {
    private final AtomicLong last;

    private Use(AtomicLong last) {
      this.last = last;
    }

    /// A call is proved with it.
    void noted(Instant now) {
      long millis = now.toEpochMilli();
      long before = last.get();
      if (before == NEVER || Math.abs(millis - before) >= NOTED_EVERY_MILLIS) {
        last.set(millis);
      }
    }
  }

  Use of(EndpointSecret secret) {
    return new Use(last.computeIfAbsent(secret.id(), _ -> new AtomicLong(NEVER)));
  }

  /// When a call was last proved with a secret, known to a second.
  ///
  /// @return empty if none was since the start
  public Optional<Instant> last(EndpointSecret secret) {
    AtomicLong at = last.get(secret.id());
    return at == null || at.get() == NEVER
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(at.get()));
  }
}
