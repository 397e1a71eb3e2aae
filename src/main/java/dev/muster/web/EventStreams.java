package dev.muster.web;

import dev.muster.pageload.PageLoads;
import dev.muster.pageload.Refusal;
import dev.muster.pageload.Subscriptions;
import dev.muster.pageload.Ticket;
import dev.muster.pageload.Tickets;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// `/ofrep/v1/events`: tells clients that the segments of their user may have changed, as
/// Server-Sent Events (HTML Living Standard, section 9.2) of the OpenFeature Remote Evaluation
/// Protocol, ADR 8. What has changed is for the client to ask.
final class EventStreams {

  static final String PATH = "/ofrep/v1/events";

  /// How long nothing is sent before a comment is, so that nobody between cuts the line.
  static final Duration BEAT = Duration.ofSeconds(15);

  private static final String METHODS = "GET, OPTIONS";

  private final Tickets tickets;
  private final Subscriptions subscriptions;
  private final InstantSource clock;
  private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

  EventStreams(PageLoads pageLoads, InstantSource clock) {
    this.tickets = pageLoads.tickets();
    this.subscriptions = pageLoads.subscriptions();
    this.clock = clock;
  }

  void handle(Exchange exchange) {
    Pages.allowAll(exchange);
    HttpMethod method = exchange.request.method();
    if (method.equals(HttpMethod.OPTIONS)) {
      Pages.preflight(exchange, METHODS, "Cache-Control, Last-Event-ID");
    } else if (method.equals(HttpMethod.GET)) {
      open(exchange);
    } else {
      exchange.responseHeaders().set("Allow", METHODS);
      exchange.problem(Problems.methodNotAllowed("GET"));
    }
  }

  private void open(Exchange exchange) {
    String uri = exchange.request.uri();
    Optional<Ticket> ticket = tickets.open(parameter(uri, "token="), clock.instant());
    if (ticket.isEmpty()) {
      exchange.problem(
          Problem.of(
              401,
              "stream-not-known",
              "Ask for segments again",
              "This address of an event stream is not good any more; the next evaluation names"
                  + " another."));
      return;
    }
    if (!tickets.allows(ticket.get(), Pages.origin(exchange))) {
      exchange.problem(Refusals.problem(Refusal.ORIGIN_NOT_ALLOWED));
      return;
    }
    Loop loop = exchange.loop();
    if (loop.meters.eventStreams.incrementAndGet() > loop.options.limits().eventStreamsMax()) {
      loop.meters.eventStreams.decrementAndGet();
      // Not all at the same moment.
      exchange.responseHeaders().set("Retry-After", Integer.toString(EventStream.random(30, 90)));
      exchange.problem(
          Problem.of(
              503,
              "too-many-streams",
              "Too many streams",
              "As many clients listen for changes as are allowed (event-streams-max)."));
      return;
    }
    String last = exchange.header("Last-Event-ID");
    EventStream stream = new EventStream(exchange, ticket.get(), tickets, this::closed);
    open.add(stream);
    stream.begin(subscriptions, last == null ? parameter(uri, "at=") : last);
    if (stopped) {
      stream.stop();
    }
  }

  private void closed(EventStream stream) {
    if (open.remove(stream)) {
      stream.exchange().loop().meters.eventStreams.decrementAndGet();
    }
  }

  /// Ends all streams. Any thread.
  void stop() {
    stopped = true;
    open.forEach(EventStream::stop);
  }

  /// @param start the name of a parameter and its equals sign
  /// @return its value as it was sent; empty if it was not
  private static String parameter(String uri, String start) {
    for (int at = uri.indexOf('?'); at >= 0; at = uri.indexOf('&', at + 1)) {
      if (uri.startsWith(start, at + 1)) {
        int from = at + 1 + start.length();
        int end = uri.indexOf('&', from);
        return uri.substring(from, end < 0 ? uri.length() : end);
      }
    }
    return "";
  }
}
