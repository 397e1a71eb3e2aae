package dev.muster.web.api;

import dev.muster.embedded.DeliveryFeed.Subscription;
import dev.muster.embedded.DeliveryPage;
import dev.muster.embedded.DeliveryQuery;
import dev.muster.embedded.Engine;
import dev.muster.embedded.RecordedDelivery;
import io.vertx.core.Future;
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

  /// @param query which deliveries; names one integration
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
      int integrationId = query.integrationIds().iterator().next();
      try (Subscription _ =
          engine.feed().subscribe(query.environmentId(), integrationId, this::came)) {
        send(new EventWriter(response, streams.patience()), last, stillGranted);
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

  private void send(EventWriter events, Optional<String> last, BooleanSupplier stillGranted)
      throws InterruptedException, ExecutionException, TimeoutException {
    events.begin("deliveries");
    String newest = resume(events, last);
    long askAgainNanos = System.nanoTime() + streams.beat().toNanos();
    while (!overrun.get() && !events.response().closed()) {
      RecordedDelivery next = waiting.poll(streams.beat().toMillis(), TimeUnit.MILLISECONDS);
      if (System.nanoTime() - askAgainNanos >= 0) {
        if (!stillGranted.getAsBoolean()) {
          return;
        }
        askAgainNanos = System.nanoTime() + streams.beat().toNanos();
      }
      if (next == null) {
        events.comment("beat");
      } else if (isAfter(next.id(), newest)) {
        event(events, next);
      }
    }
  }

  /// Sends what came after the event that the client got last, the oldest first; nothing if it had
  /// none.
  ///
  /// @return the id of the newest that was sent; empty if none was
  private String resume(EventWriter events, Optional<String> last)
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
      events.event("gap", Optional.empty(), "{}".getBytes(StandardCharsets.UTF_8));
    }
    for (RecordedDelivery one : missed) {
      event(events, one);
    }
    return missed.isEmpty() ? "" : missed.getLast().id();
  }

  /// Ids are positions in hexadecimal: the longer one is the later one.
  private static boolean isAfter(String id, String other) {
    return id.length() == other.length() ? id.compareTo(other) > 0 : id.length() > other.length();
  }

  private void event(EventWriter events, RecordedDelivery delivery)
      throws InterruptedException, ExecutionException, TimeoutException {
    events.event("delivery", Optional.of(delivery.id()), json.apply(delivery));
  }
}
