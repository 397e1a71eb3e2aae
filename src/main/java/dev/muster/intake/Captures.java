package dev.muster.intake;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// Those who wait to see what the next call of a sender looks like. What they are shown is held in
/// memory for them only. Safe for use by many threads; costs a call one volatile read as long as
/// nobody waits.
public final class Captures {

  /// How many may wait at once.
  public static final int OPEN_MAX = 20;

  /// The most that is shown of a body, in bytes.
  public static final int BYTES_MAX = 1 << 20;

  private volatile List<Capture> open = List.of();

  /// A call that was captured.
  ///
  /// @param source the address that it came from
  /// @param bytes the size of the body
  /// @param body as it was sent (inflated, if it was compressed); must not be changed
  /// @param truncated whether it is only the beginning
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Call(Instant at, String source, int bytes, byte[] body, boolean truncated) {}

  /// One who waits, until it is closed.
  public final class Capture implements AutoCloseable {
    private final int environmentId;
    private final int integrationId;
    private final CompletableFuture<Call> call = new CompletableFuture<>();

    private Capture(int environmentId, int integrationId) {
      this.environmentId = environmentId;
      this.integrationId = integrationId;
    }

    /// The next call; never fails.
    public CompletableFuture<Call> call() {
      return call;
    }

    @Override
    public void close() {
      synchronized (Captures.this) {
        open = open.stream().filter(one -> !one.equals(this)).toList();
      }
    }
  }

  /// Waits for the next call of an integration's endpoint in an environment.
  ///
  /// @return empty if too many wait already
  public synchronized Optional<Capture> open(int environmentId, int integrationId) {
    if (open.size() >= OPEN_MAX) {
      return Optional.empty();
    }
    Capture capture = new Capture(environmentId, integrationId);
    open = Stream.concat(open.stream(), Stream.of(capture)).toList();
    return Optional.of(capture);
  }

  boolean isAnyOpen() {
    return !open.isEmpty();
  }

  /// Shows a call to those who wait for it.
  void show(Endpoint endpoint, Instant at, String source, byte[] body) {
    for (Capture capture : open) {
      if (capture.environmentId == endpoint.environmentId()
          && capture.integrationId == endpoint.integrationId()) {
        boolean truncated = body.length > BYTES_MAX;
        byte[] shown = truncated ? Arrays.copyOf(body, BYTES_MAX) : body;
        capture.call.complete(new Call(at, source, body.length, shown, truncated));
      }
    }
  }
}
