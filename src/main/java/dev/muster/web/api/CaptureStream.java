package dev.muster.web.api;

import dev.muster.intake.Captures.Call;
import dev.muster.intake.Captures.Capture;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Waits for the next call of a sender and shows it to one client. Runs on the thread of its
/// request until the call has come, the time is over, the client goes or loses its rights, or the
/// server stops.
final class CaptureStream {

  private static final Logger LOG = LoggerFactory.getLogger(CaptureStream.class);

  private final Streams streams;
  private final Capture capture;
  private final Duration openMax;

  /// @param openMax how long it waits
  CaptureStream(Streams streams, Capture capture, Duration openMax) {
    this.streams = streams;
    this.capture = capture;
    this.openMax = openMax;
  }

  private record Captured(
      Instant at, String source, int bytes, String payload, boolean truncated) {}

  /// @param stillGranted asked once a beat
  void run(HttpServerResponse response, BooleanSupplier stillGranted) {
    try (capture) {
      streams.run(() -> {
        try {
          send(response, new EventWriter(response, streams.patience()), stillGranted);
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
          LOG.debug("a capture ended: {}", e.getMessage());
          Future<Void> _ = response.reset();
          return;
        }
        if (!response.ended() && !response.closed()) {
          Future<Void> _ = response.end();
        }
      });
    }
  }

  private void send(HttpServerResponse response, EventWriter events, BooleanSupplier stillGranted)
      throws InterruptedException, ExecutionException, TimeoutException {
    events.begin("waiting for the next call");
    long endNanos = System.nanoTime() + openMax.toNanos();
    while (!response.closed()) {
      long leftNanos = endNanos - System.nanoTime();
      if (leftNanos <= 0 || !stillGranted.getAsBoolean()) {
        return;
      }
      Call call = next(Math.min(leftNanos, streams.beat().toNanos()));
      if (call != null) {
        events.event(
            "payload",
            Optional.empty(),
            Wire.write(
                new Captured(
                    call.at(),
                    call.source(),
                    call.bytes(),
                    new String(call.body(), StandardCharsets.UTF_8),
                    call.truncated())));
        return;
      }
      events.comment("beat");
    }
  }

  private @Nullable Call next(long nanos) throws InterruptedException, ExecutionException {
    try {
      return capture.call().get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      return null;
    }
  }
}
