package dev.muster.web.api;

import dev.muster.pageload.Arrival;
import dev.muster.pageload.Arrivals;
import dev.muster.web.Problem;
import dev.muster.web.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Page loads as they arrive, as Server-Sent Events. Runs on the thread of its request until the
/// client goes, reads too slowly, loses its rights, or the server stops.
final class ArrivalStream {

  private static final Logger LOG = LoggerFactory.getLogger(ArrivalStream.class);

  /// For looking only: what a slow client misses is not kept for it.
  private static final int WAITING_MAX = 100;

  private final Arrivals arrivals;
  private final Streams streams;
  private final int environmentId;
  private final BlockingQueue<Arrival> waiting = new ArrayBlockingQueue<>(WAITING_MAX);

  ArrivalStream(Arrivals arrivals, Streams streams, int environmentId) {
    this.arrivals = arrivals;
    this.streams = streams;
    this.environmentId = environmentId;
  }

  /// @param stillGranted asked once a beat
  void run(HttpServerResponse response, BooleanSupplier stillGranted) {
    streams.run(() -> {
      Runnable end =
          arrivals
              .listen(environmentId, arrival -> waiting.offer(arrival))
              .orElseThrow(() ->
                  new ProblemException(
                      Problem.of(
                          503,
                          "too-many-streams",
                          "Too many streams",
                          "Close one, or try again later.")));
      try {
        send(new EventWriter(response, streams.patience()), stillGranted);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException | TimeoutException e) {
        LOG.debug("a stream of page loads ended: {}", e.getMessage());
        Future<Void> _ = response.reset();
        return;
      } finally {
        end.run();
      }
      if (!response.ended() && !response.closed()) {
        Future<Void> _ = response.end();
      }
    });
  }

  private void send(EventWriter events, BooleanSupplier stillGranted)
      throws InterruptedException, ExecutionException, TimeoutException {
    events.begin("page loads");
    long askAgainNanos = System.nanoTime() + streams.beat().toNanos();
    while (!events.response().closed()) {
      Arrival next = waiting.poll(streams.beat().toMillis(), TimeUnit.MILLISECONDS);
      if (System.nanoTime() - askAgainNanos >= 0) {
        if (!stillGranted.getAsBoolean()) {
          return;
        }
        askAgainNanos = System.nanoTime() + streams.beat().toNanos();
      }
      if (next == null) {
        events.comment("beat");
      } else {
        events.event("page-load", Optional.empty(), Wire.write(PageLoadsResource.Attempt.of(next)));
      }
    }
  }
}
