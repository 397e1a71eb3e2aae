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
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// `/v1/page-load`: which live segments the end user on a page is in. Answered on the event loop,
/// since nothing of it waits.
final class PageLoadEndpoint {

  /// Room for a page's address, title and referrer, and for little else.
  static final int BODY_BYTES_MAX = 32 << 10;

  private static final String METHODS = "GET, POST, OPTIONS";
  private static final CharSequence ALLOW_ORIGIN =
      HttpHeaders.createOptimized("access-control-allow-origin");
  private static final CharSequence ANY = HttpHeaders.createOptimized("*");
  private static final CharSequence FETCH_SITE = HttpHeaders.createOptimized("sec-fetch-site");

  /// How browsers name the origin of a page that has none.
  private static final String NO_ORIGIN = "null";

  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

  private final PageLoads pageLoads;
  private final InstantSource clock;
  private final ArrivalNotes notes;

  PageLoadEndpoint(PageLoads pageLoads, InstantSource clock) {
    this.pageLoads = pageLoads;
    this.clock = clock;
    this.notes = new ArrivalNotes(pageLoads.arrivals(), Arrival.Via.PAGE);
  }

  void handle(Exchange exchange) {
    HttpMethod method = exchange.request.method();
    // Pages of any origin may ask, and read why they are refused. No cookie goes along.
    exchange.responseHeaders().set(ALLOW_ORIGIN, ANY);
    if (method.equals(HttpMethod.GET)) {
      answer(exchange, () -> PageLoadQuery.ofUri(exchange.request.uri()));
    } else if (method.equals(HttpMethod.POST)) {
      BodyReader.read(
          exchange,
          BODY_BYTES_MAX,
          body -> answer(exchange, () -> PageLoadQuery.ofJson(body.getBytes())));
    } else if (method.equals(HttpMethod.OPTIONS)) {
      exchange
          .responseHeaders()
          .set("Access-Control-Allow-Methods", METHODS)
          .set("Access-Control-Allow-Headers", "Content-Type")
          .set("Access-Control-Max-Age", "86400");
      exchange.answer(204, Exchange.JSON, Buffer.buffer());
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
            origin(exchange),
            exchange.address());
    Instant now = clock.instant();
    switch (pageLoads.admit(claim)) {
      case Admission.Refused refused -> {
        notes.refused(claim, query.url(), refused, now);
        Refusals.answer(exchange, refused);
      }
      case Admission.Granted granted -> {
        PageLoad answer = pageLoads.evaluate(granted, view(exchange, query), now);
        notes.answered(claim, query.url(), answer, now);
        answer(exchange, answer);
      }
    }
  }

  private static void answer(Exchange exchange, PageLoad answer) {
    exchange.responseHeaders().set(HttpHeaders.CACHE_CONTROL, NO_STORE);
    exchange.answer(200, Exchange.JSON, Buffer.buffer(answer.json()));
    exchange.loop().meters.pageLoads.record(System.nanoTime() - exchange.startNanos);
  }

  /// A page cannot ask for segments; whoever looks whether it is connected sees why.
  private void complain(Exchange exchange, PageLoadQuery query, String problem) {
    Instant now = clock.instant();
    OptionalInt environmentId = pageLoads.environmentOf(query.key());
    if (environmentId.isEmpty()) {
      exchange.problem(Refusals.problem(Refusal.UNKNOWN_KEY));
      return;
    }
    notes.complained(environmentId.getAsInt(), problem, query.url(), origin(exchange), now);
    exchange.answer(204, Exchange.JSON, Buffer.buffer());
  }

  /// Where the page comes from that asks; null where no page of another origin does. Browsers leave
  /// the origin out of what a page cannot read the answer of, such as an image; that would be noted
  /// as a page load all the same.
  private static @Nullable String origin(Exchange exchange) {
    String origin = header(exchange, HttpHeaders.ORIGIN);
    if (origin != null) {
      return origin;
    }
    String site = header(exchange, FETCH_SITE);
    return "cross-site".equals(site) || "same-site".equals(site) ? NO_ORIGIN : null;
  }

  private static PageView view(Exchange exchange, PageLoadQuery query) {
    return new PageView(
        query.url(),
        query.title(),
        query.referrer(),
        header(exchange, HttpHeaders.ACCEPT_LANGUAGE),
        header(exchange, HttpHeaders.USER_AGENT));
  }

  private static @Nullable String header(Exchange exchange, CharSequence name) {
    return exchange.request.headers().get(name);
  }
}
