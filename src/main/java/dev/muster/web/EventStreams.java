package dev.muster.web;

import dev.muster.pageload.PageLoads;
import dev.muster.pageload.Refusal;
import dev.muster.pageload.Subscriptions;
import dev.muster.pageload.Ticket;
import dev.muster.pageload.Tickets;
import dev.muster.population.UserId;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
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

  /// How many clients may listen to one user: tabs and devices.
  private static final int OF_USER_MAX = 20;

  private final Map<Who, Integer> byUser = new ConcurrentHashMap<>();
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
    String origin = Pages.origin(exchange);
    if (!tickets.allows(ticket.get(), origin)) {
      exchange.problem(Refusals.problem(Refusal.ORIGIN_NOT_ALLOWED));
      return;
    }
    Loop loop = exchange.loop();
    if (!hasRoom(loop) || !taken(ticket.get(), loop)) {
      // Not all at the same moment.
      exchange.responseHeaders().set("Retry-After", Integer.toString(EventStream.random(30, 90)));
      exchange.problem(
          Problem.of(
              503,
              "too-many-streams",
              "Too many streams",
              "As many clients listen for changes as are allowed (event-streams-max), or to this"
                  + " user."));
      return;
    }
    String last = exchange.header("Last-Event-ID");
    EventStream stream = new EventStream(exchange, ticket.get(), tickets, origin, this::closed);
    open.add(stream);
    stream.begin(subscriptions, last == null ? parameter(uri, "at=") : last);
    if (stopped) {
      stream.stop();
    }
  }

  /// Whether one more may be opened, which is counted then. Half of the connections stay for
  /// everything else, whatever is configured.
  private static boolean hasRoom(Loop loop) {
    ServeOptions.Limits limits = loop.options.limits();
    int most = Math.min(limits.eventStreamsMax(), Math.max(1, limits.connectionsMax() / 2));
    if (loop.meters.eventStreams.incrementAndGet() <= most) {
      return true;
    }
    loop.meters.eventStreams.decrementAndGet();
    return false;
  }

  /// Whether the user may have one more, which is counted then.
  private boolean taken(Ticket ticket, Loop loop) {
    int now = byUser.merge(who(ticket), 1, Integer::sum);
    if (now <= OF_USER_MAX) {
      return true;
    }
    released(ticket);
    loop.meters.eventStreams.decrementAndGet();
    return false;
  }

  private void released(Ticket ticket) {
    byUser.computeIfPresent(who(ticket), (_, count) -> count == 1 ? null : count - 1);
  }

  private record Who(int environmentId, UserId user) {}

  private static Who who(Ticket ticket) {
    return new Who(ticket.environmentId(), ticket.user());
  }

  private void closed(EventStream stream) {
    if (open.remove(stream)) {
      stream.exchange().loop().meters.eventStreams.decrementAndGet();
      released(stream.ticket());
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
