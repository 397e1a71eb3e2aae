package dev.muster.web;

import static java.util.Objects.requireNonNull;

import dev.muster.pageload.Admission;
import dev.muster.pageload.Arrival;
import dev.muster.pageload.Claim;
import dev.muster.pageload.PageLoad;
import dev.muster.pageload.PageLoads;
import dev.muster.pageload.PageView;
import dev.muster.pageload.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;

/// `/v1/page-load`: which live segments the end user on a page is in. Answered on the event loop,
/// since nothing of it waits.
final class PageLoadEndpoint {

  /// Room for a page's address, title and referrer, and for little else.
  static final int BODY_BYTES_MAX = 32 << 10;

  private static final String METHODS = "GET, POST, OPTIONS";
  private static final byte[] EVENTS = ",\"events\":".getBytes(StandardCharsets.US_ASCII);
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

  private final PageLoads pageLoads;
  private final InstantSource clock;
  private final EventLink link;
  private final ArrivalNotes notes;

  PageLoadEndpoint(PageLoads pageLoads, InstantSource clock) {
    this.pageLoads = pageLoads;
    this.clock = clock;
    this.link = new EventLink(pageLoads.tickets());
    this.notes = new ArrivalNotes(pageLoads.arrivals(), Arrival.Via.PAGE);
  }

  void handle(Exchange exchange) {
    HttpMethod method = exchange.request.method();
    Pages.allowAll(exchange);
    if (method.equals(HttpMethod.GET)) {
      answer(exchange, () -> PageLoadQuery.ofUri(exchange.request.uri()));
    } else if (method.equals(HttpMethod.POST)) {
      BodyReader.read(
          exchange,
          BODY_BYTES_MAX,
          body -> answer(exchange, () -> PageLoadQuery.ofJson(body.getBytes())));
    } else if (method.equals(HttpMethod.OPTIONS)) {
      Pages.preflight(exchange, METHODS, "Content-Type");
    } else {
      exchange.responseHeaders().set(HttpHeaders.ALLOW, METHODS);
      exchange.problem(Problems.methodNotAllowed("GET and POST"));
    }
  }

  /// Gives what a page load says.
  private interface Reading {
    PageLoadQuery read() throws PageLoadQuery.Invalid;
  }

  private void answer(Exchange exchange, Reading reading) {
    PageLoadQuery query;
    try {
      query = reading.read();
    } catch (PageLoadQuery.Invalid invalid) {
      exchange.problem(invalid.problem());
      return;
    }
    if (query.problem() != null) {
      complain(exchange, query, query.problem());
      return;
    }
    Claim claim =
        new Claim(
            query.key(),
            requireNonNull(query.user()),
            query.hash(),
            Pages.origin(exchange),
            exchange.address());
    Instant now = clock.instant();
    switch (pageLoads.admit(claim)) {
      case Admission.Refused refused -> {
        notes.refused(claim, query.url(), refused, now);
        Refusals.answer(exchange, refused);
      }
      case Admission.Granted granted -> {
        // Before it is evaluated, so that nothing happens unnoticed in between.
        String events = query.subscribe() ? link.of(exchange, granted, now) : "";
        PageView view = Pages.view(exchange, query.url(), query.title(), query.referrer());
        if (query.again()) {
          answer(exchange, pageLoads.evaluateAgain(granted, view, now), events);
        } else {
          PageLoad answer = pageLoads.evaluate(granted, view, now);
          notes.answered(claim, query.url(), granted, answer, now);
          answer(exchange, answer, events);
        }
      }
    }
  }

  private static void answer(Exchange exchange, PageLoad answer, String events) {
    exchange.responseHeaders().set(HttpHeaders.CACHE_CONTROL, NO_STORE);
    byte[] json = answer.json();
    exchange.answer(
        200,
        Exchange.JSON,
        events.isEmpty() ? Buffers.of(json, json.length) : withEvents(json, events));
    exchange.loop().meters.pageLoads.record(System.nanoTime() - exchange.startNanos);
  }

  /// The answer with one more member at its end.
  private static Buffer withEvents(byte[] json, String events) {
    return new JsonBytes(json.length + EVENTS.length + events.length() + 3)
        .raw(Arrays.copyOf(json, json.length - 1))
        .raw(EVENTS)
        .string(events)
        .raw('}')
        .buffer();
  }

  /// A page cannot ask for segments; whoever looks whether it is connected sees why.
  private void complain(Exchange exchange, PageLoadQuery query, String problem) {
    Instant now = clock.instant();
    String origin = Pages.origin(exchange);
    Optional<Admission.Refused> refused =
        pageLoads.refusalOfComplaint(query.key(), origin, exchange.address());
    if (refused.isPresent()) {
      notes.refused(query.key(), query.url(), origin, refused.get(), now);
      Refusals.answer(exchange, refused.get());
      return;
    }
    // A key may be one again by now; that is no problem any more.
    if (!problem.equals(Refusal.UNKNOWN_KEY.code())) {
      // The environment may be gone since, and with it whoever would look.
      pageLoads
          .environmentOf(query.key())
          .ifPresent(id -> notes.complained(id, problem, query.url(), origin, now));
    }
    exchange.answer(204, Exchange.JSON, Buffer.buffer());
  }
}
