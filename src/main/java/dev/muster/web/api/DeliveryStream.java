package dev.muster.web.api;

import dev.muster.embedded.DeliveryFeed.Subscription;
import dev.muster.embedded.DeliveryPage;
import dev.muster.embedded.DeliveryQuery;
import dev.muster.embedded.Engine;
import dev.muster.embedded.RecordedDelivery;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deliveries as they come, as Server-Sent Events (HTML Living Standard, section 9.2). Runs on the
/// thread of its request until the client goes, reads too slowly, loses its rights, or the server
/// stops.
final class DeliveryStream {

  private static final Logger LOG = LoggerFactory.getLogger(DeliveryStream.class);

  private static final Pattern EVENT_ID = Pattern.compile("[0-9a-f]{1,15}");

  private final Engine engine;
  private final Streams streams;
  private final DeliveryQuery query;
  private final Function<RecordedDelivery, byte[]> json;
  private final BlockingQueue<RecordedDelivery> waiting;
  private final AtomicBoolean overrun = new AtomicBoolean();

  /// @param query which deliveries; names an integration
  DeliveryStream(
      Engine engine,
      Streams streams,
      DeliveryQuery query,
      Function<RecordedDelivery, byte[]> json) {
    this.engine = engine;
    this.streams = streams;
    this.query = query;
    this.json = json;
    this.waiting = new ArrayBlockingQueue<>(streams.queueMax());
  }

  /// @param last the event that the client got last; what came since is sent first
  /// @param stillGranted asked once a beat, however busy the stream is
  void run(HttpServerResponse response, Optional<String> last, BooleanSupplier stillGranted) {
    streams.run(() -> {
      int integrationId = Math.toIntExact(query.integrationId().orElseThrow());
      try (Subscription _ =
          engine.feed().subscribe(query.environmentId(), integrationId, this::came)) {
        send(response, last, stillGranted);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException e) {
        LOG.debug("a stream of deliveries ended: {}", e.getMessage());
      } catch (TimeoutException _) {
        overrun.set(true);
      }
      if (overrun.get()) {
        // What waits to be sent would otherwise be kept for a client that does not read.
        Future<Void> _ = response.reset();
      } else if (!response.ended() && !response.closed()) {
        Future<Void> _ = response.end();
      }
    });
  }

  /// On the log's writer thread.
  private void came(RecordedDelivery delivery) {
    if (query.wants(delivery) && !waiting.offer(delivery)) {
      overrun.set(true);
    }
  }

  private void send(
      HttpServerResponse response, Optional<String> last, BooleanSupplier stillGranted)
      throws InterruptedException, ExecutionException, TimeoutException {
    response
        .setStatusCode(200)
        .setChunked(true)
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("X-Accel-Buffering", "no");
    write(response, Buffer.buffer(": deliveries\n\n"));
    String newest = resume(response, last);
    long askAgainNanos = System.nanoTime() + streams.beat().toNanos();
    while (!overrun.get() && !response.closed()) {
      RecordedDelivery next = waiting.poll(streams.beat().toMillis(), TimeUnit.MILLISECONDS);
      if (System.nanoTime() - askAgainNanos >= 0) {
        if (!stillGranted.getAsBoolean()) {
          return;
        }
        askAgainNanos = System.nanoTime() + streams.beat().toNanos();
      }
      if (next == null) {
        write(response, Buffer.buffer(": beat\n\n"));
      } else if (isAfter(next.id(), newest)) {
        write(response, event(next));
      }
    }
  }

  /// Sends what came after the event that the client got last, the oldest first; nothing if it had
  /// none.
  ///
  /// @return the id of the newest that was sent; empty if none was
  private String resume(HttpServerResponse response, Optional<String> last)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (last.isEmpty() || !EVENT_ID.matcher(last.get()).matches()) {
      return "";
    }
    List<RecordedDelivery> missed = new ArrayList<>();
    boolean gap;
    try {
      DeliveryPage page =
          engine.deliveries().find(query, Optional.empty(), streams.resumedMax() + 1);
      for (RecordedDelivery one : page.items()) {
        if (isAfter(one.id(), last.get())) {
          missed.addFirst(one);
        }
      }
      boolean reached = missed.size() < page.items().size();
      boolean whole =
          page.nextCursor().isEmpty() && engine.deliveries().find(last.get()).isPresent();
      gap = !reached && !whole;
    } catch (IOException e) {
      LOG.warn("what a stream missed cannot be read: {}", e.getMessage());
      gap = true;
    }
    if (missed.size() > streams.resumedMax()) {
      missed.removeFirst();
      gap = true;
    }
    if (gap) {
      write(response, Buffer.buffer("event: gap\ndata: {}\n\n"));
    }
    for (RecordedDelivery one : missed) {
      write(response, event(one));
    }
    return missed.isEmpty() ? "" : missed.getLast().id();
  }

  /// Ids are positions in hexadecimal: the longer one is the later one.
  private static boolean isAfter(String id, String other) {
    return id.length() == other.length() ? id.compareTo(other) > 0 : id.length() > other.length();
  }

  private Buffer event(RecordedDelivery delivery) {
    return Buffer.buffer()
        .appendString("event: delivery\nid: " + delivery.id() + "\ndata: ")
        .appendString(new String(json.apply(delivery), StandardCharsets.UTF_8))
        .appendString("\n\n");
  }

  /// Waits until the client has room, so that one that does not read is found out.
  private void write(HttpServerResponse response, Buffer bytes)
      throws InterruptedException, ExecutionException, TimeoutException {
    response
        .write(bytes)
        .toCompletionStage()
        .toCompletableFuture()
        .get(streams.patience().toMillis(), TimeUnit.MILLISECONDS);
  }
}
