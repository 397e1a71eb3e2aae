package dev.muster.web;

import dev.muster.pageload.Subscriptions;
import dev.muster.pageload.Ticket;
import dev.muster.pageload.Tickets;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One client that is told when its user may be in other segments than before. Confined to the
/// connection's event loop, but for [#changed] and [#stop].
final class EventStream {

  private static final CharSequence EVENT_STREAM = HttpHeaders.createOptimized("text/event-stream");
  private static final Buffer BEAT = Buffer.buffer(": beat\n\n");

  /// The shortest time between two events: what comes meanwhile is one event at its end.
  private static final long APART_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final Exchange exchange;
  private final Ticket ticket;
  private final Tickets tickets;
  private final @Nullable String origin;
  private final Consumer<EventStream> closed;
  private final Beat beat = new Beat();
  private final AtomicBoolean told = new AtomicBoolean();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private Runnable unsubscribe = () -> {};
  private long lastEventNanos = System.nanoTime() - APART_NANOS;

  /// What the client knows, or is told.
  private String lastState = "";

  /// Whether what was written has not left yet.
  private boolean unsent;

  private boolean over;

  /// @param origin of the page that listens
  /// @param closed called once it is over
  EventStream(
      Exchange exchange,
      Ticket ticket,
      Tickets tickets,
      @Nullable String origin,
      Consumer<EventStream> closed) {
    this.exchange = exchange;
    this.ticket = ticket;
    this.tickets = tickets;
    this.origin = origin;
    this.closed = closed;
  }

  Ticket ticket() {
    return ticket;
  }

  Exchange exchange() {
    return exchange;
  }

  private final class Beat extends Deadlines.Timed {
    @Override
    void expired() {
      beat();
    }
  }

  /// What another thread has to say; there is one at a time.
  private final class Told extends Hop {
    @Override
    void land() {
      soon();
    }
  }

  /// Begins to tell.
  ///
  /// @param last what the client knows; where that is not so any more, it is told at once
  void begin(Subscriptions subscriptions, String last) {
    HttpServerResponse response = exchange.request.response();
    exchange
        .responseHeaders()
        .set(HttpHeaders.CACHE_CONTROL, "no-store")
        // Proxies that gather answers would keep events for themselves.
        .set("X-Accel-Buffering", "no");
    if (!exchange.begin(EVENT_STREAM)) {
      finish();
      return;
    }
    response.closeHandler(_ -> finish());
    response.exceptionHandler(_ -> finish());
    // First this: what changes from here on is told, and what has changed before is seen below.
    unsubscribe = subscriptions.subscribe(ticket.environmentId(), ticket.user(), this::changed);
    String state = tickets.state(ticket);
    lastState = state;
    // After a restart of the server, not all clients come back at the same moment.
    write("retry: " + random(2_000, 5_000) + "\nid: " + state + "\n\n");
    if (!state.equals(last)) {
      event();
    }
    rest();
  }

  /// The user has changed, or what is live. Any thread.
  private void changed() {
    if (!told.getAndSet(true)) {
      exchange.loop().hops.add(new Told());
    }
  }

  /// Ends it. Any thread.
  void stop() {
    if (!stopping.getAndSet(true)) {
      exchange
          .loop()
          .hops
          .add(
              new Hop() {
                @Override
                void land() {
                  end();
                }
              });
    }
  }

  private void soon() {
    long wait = APART_NANOS - (System.nanoTime() - lastEventNanos);
    if (wait <= 0) {
      tell();
    } else {
      exchange.loop().vertx.setTimer(1 + TimeUnit.NANOSECONDS.toMillis(wait), _ -> tell());
    }
  }

  private void tell() {
    // Before the state is read: what changes from here on is another event.
    told.set(false);
    // What is saved without changing anything for the user is nothing to tell.
    if (!over && isGood() && !tickets.state(ticket).equals(lastState)) {
      event();
    }
  }

  private void event() {
    lastEventNanos = System.nanoTime();
    String state = tickets.state(ticket);
    lastState = state;
    write(
        "id: " + state + "\ndata: {\"type\":\"refetchEvaluation\",\"etag\":\"" + state + "\"}\n\n");
    rest();
  }

  /// Nothing is told until there is something, or the time has come for a sign of life.
  private void rest() {
    if (!over) {
      exchange.loop().beats.start(beat);
    }
  }

  private void beat() {
    if (unsent) {
      // Nothing of it is kept for a client that does not read.
      cut();
    } else if (isGood()) {
      write(BEAT);
      rest();
    }
  }

  /// Whether the client may go on; ends it if not.
  private boolean isGood() {
    boolean good = tickets.isGood(ticket) && tickets.allows(ticket, origin);
    if (!good) {
      end();
    }
    return good;
  }

  private void write(String text) {
    write(Buffer.buffer(text));
  }

  private void write(Buffer bytes) {
    HttpServerResponse response = exchange.request.response();
    if (over || response.ended() || response.closed()) {
      finish();
      return;
    }
    if (response.writeQueueFull()) {
      cut();
      return;
    }
    unsent = true;
    Future<Void> written = response.write(bytes);
    written.onComplete(_ -> unsent = false);
  }

  private void end() {
    HttpServerResponse response = exchange.request.response();
    if (!over && !response.ended() && !response.closed()) {
      Future<Void> _ = response.end();
    }
    finish();
  }

  private void cut() {
    finish();
    if (exchange.request.version() == HttpVersion.HTTP_2) {
      Future<Void> _ = exchange.request.response().reset();
    } else {
      exchange.connection.cut();
    }
  }

  private void finish() {
    if (over) {
      return;
    }
    over = true;
    beat.stop();
    unsubscribe.run();
    closed.accept(this);
    exchange.over();
  }

  static int random(int from, int to) {
    return ThreadLocalRandom.current().nextInt(from, to);
  }
}
