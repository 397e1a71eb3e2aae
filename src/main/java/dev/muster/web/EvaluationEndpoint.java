package dev.muster.web;

import dev.muster.pageload.Admission;
import dev.muster.pageload.Arrival;
import dev.muster.pageload.Claim;
import dev.muster.pageload.Flag;
import dev.muster.pageload.PageLoad;
import dev.muster.pageload.PageLoads;
import dev.muster.pageload.PageView;
import dev.muster.pageload.Refusal;
import dev.muster.pageload.Ticket;
import dev.muster.pageload.Tickets;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The OpenFeature Remote Evaluation Protocol 0.3: the live segments as boolean flags, for every
/// OpenFeature SDK that has a provider for it. Answered on the event loop, since nothing of it
/// waits.
final class EvaluationEndpoint {

  private static final String METHODS = "POST, OPTIONS";
  private static final String HEADERS =
      "Authorization, X-API-Key, Content-Type, If-None-Match, Prefer";
  private static final String FLAGS = "/flags/";
  private static final String SCHEME = "Bearer ";

  /// With which clients say that they ask again because an event said so.
  private static final String AGAIN = "flagConfig";

  /// After how many seconds a page that nobody looks at should give up its event stream.
  private static final int INACTIVITY_SECONDS = 120;

  private static final String MINIMAL = "return=minimal";
  private static final CharSequence PREFER = HttpHeaders.createOptimized("prefer");
  private static final CharSequence API_KEY = HttpHeaders.createOptimized("x-api-key");
  private static final CharSequence EXPOSE =
      HttpHeaders.createOptimized("access-control-expose-headers");
  private static final CharSequence EXPOSED = HttpHeaders.createOptimized("ETag, Retry-After");
  private static final CharSequence NO_CACHE = HttpHeaders.createOptimized("private, no-cache");
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
  private static final byte[] STREAMS = ascii(",\"eventStreams\":[{\"type\":\"sse\",\"url\":\"");
  private static final byte[] STREAMS_END =
      ascii("\",\"inactivityDelaySec\":" + INACTIVITY_SECONDS + "}]");

  private final PageLoads pageLoads;
  private final InstantSource clock;
  private final ArrivalNotes notes;
  private final EventLink link;

  EvaluationEndpoint(PageLoads pageLoads, InstantSource clock) {
    this.pageLoads = pageLoads;
    this.clock = clock;
    this.notes = new ArrivalNotes(pageLoads.arrivals(), Arrival.Via.OPENFEATURE);
    this.link = new EventLink(pageLoads.tickets());
  }

  /// `/ofrep/v1/evaluate/flags`: all segments.
  void handleAll(Exchange exchange) {
    handle(exchange, null);
  }

  /// `/ofrep/v1/evaluate/flags/{key}`: one.
  void handleOne(Exchange exchange) {
    handle(exchange, key(exchange.request.uri()));
  }

  /// What the path names, decoded as far as it can be.
  private static String key(String uri) {
    int from = uri.indexOf(FLAGS) + FLAGS.length();
    int end = uri.indexOf('?', from);
    String raw = uri.substring(from, end < 0 ? uri.length() : end);
    try {
      return raw.indexOf('%') < 0
          ? raw
          : URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return raw;
    }
  }

  /// @param key null for all
  private void handle(Exchange exchange, @Nullable String key) {
    Pages.allowAll(exchange);
    HttpMethod method = exchange.request.method();
    if (method.equals(HttpMethod.POST)) {
      exchange.responseHeaders().set(EXPOSE, EXPOSED);
      Consumer<Buffer> answer = body -> answer(exchange, key, body);
      BodyReader.read(exchange, PageLoadEndpoint.BODY_BYTES_MAX, answer);
    } else if (method.equals(HttpMethod.OPTIONS)) {
      Pages.preflight(exchange, METHODS, HEADERS);
    } else {
      exchange.responseHeaders().set(HttpHeaders.ALLOW, METHODS);
      exchange.problem(Problems.methodNotAllowed("POST"));
    }
  }

  private void answer(Exchange exchange, @Nullable String key, Buffer body) {
    String clientKey = clientKey(exchange);
    EvaluationQuery query;
    try {
      query = EvaluationQuery.ofJson(Buffers.bytes(body));
    } catch (EvaluationQuery.Invalid invalid) {
      if (pageLoads.environmentOf(clientKey).isEmpty()) {
        // Of both this is the first to mend: many clients begin before they know their user.
        Refusals.answer(exchange, Refusal.UNKNOWN_KEY);
      } else {
        failure(exchange, 400, key, invalid.code(), invalid.detail());
      }
      return;
    }
    Claim claim =
        new Claim(
            clientKey, query.user(), query.hash(), Pages.origin(exchange), exchange.address());
    Instant now = clock.instant();
    switch (pageLoads.admit(claim)) {
      case Admission.Refused refused -> {
        notes.refused(claim, query.url(), refused, now);
        Refusals.answer(exchange, refused);
      }
      case Admission.Granted granted -> {
        if (key == null) {
          all(exchange, claim, granted, query, now);
        } else {
          one(exchange, claim, granted, query, key, now);
        }
        exchange.loop().meters.evaluations.record(System.nanoTime() - exchange.startNanos);
      }
    }
  }

  private static PageView view(Exchange exchange, EvaluationQuery query) {
    return Pages.view(exchange, query.url(), query.title(), query.referrer());
  }

  private void all(
      Exchange exchange,
      Claim claim,
      Admission.Granted granted,
      EvaluationQuery query,
      Instant now) {
    Tickets tickets = pageLoads.tickets();
    Ticket ticket = tickets.give(granted, now);
    // Before it is evaluated, so that nothing happens unnoticed in between.
    String state = tickets.state(ticket);
    PageLoad answer;
    if (isAgain(exchange)) {
      answer = pageLoads.evaluateAgain(granted, view(exchange, query), now);
    } else {
      answer = pageLoads.evaluate(granted, view(exchange, query), now);
      notes.answered(claim, query.url(), granted, answer, now);
    }
    // The state is not in it: it changes more often than the answer does.
    boolean minimal = isMinimal(exchange);
    String tag = answer.flagsTag(minimal ? "" : exchange.base() + ticket.text());
    if (isKnown(exchange, '"' + tag + '"')) {
      exchange.answer(304, Exchange.JSON, Buffer.buffer());
    } else if (minimal) {
      exchange.responseHeaders().set("Preference-Applied", MINIMAL);
      answer(exchange, answer.flags());
    } else {
      answer(exchange, answer.flags(streams(link.of(exchange, ticket, state))));
    }
  }

  /// Whether the client wants the flags alone (RFC 7240): some cannot read an answer that has
  /// members which came to the protocol after them.
  private static boolean isMinimal(Exchange exchange) {
    String preference = exchange.header(PREFER);
    return preference != null && preference.contains(MINIMAL);
  }

  /// Whether the client has what it is about to be sent.
  private static boolean isKnown(Exchange exchange, String tag) {
    exchange.responseHeaders().set(HttpHeaders.ETAG, tag).set(HttpHeaders.CACHE_CONTROL, NO_CACHE);
    return StaticFile.isKnown(exchange.header(HttpHeaders.IF_NONE_MATCH), tag);
  }

  private static byte[] streams(String url) {
    byte[] streams = new byte[STREAMS.length + url.length() + STREAMS_END.length];
    System.arraycopy(STREAMS, 0, streams, 0, STREAMS.length);
    System.arraycopy(ascii(url), 0, streams, STREAMS.length, url.length());
    System.arraycopy(STREAMS_END, 0, streams, STREAMS.length + url.length(), STREAMS_END.length);
    return streams;
  }

  private static void answer(Exchange exchange, byte[] json) {
    exchange.answer(200, Exchange.JSON, Buffers.of(json, json.length));
  }

  /// Whether a client asks because an event told it to: then it is no page load of its own.
  private static boolean isAgain(Exchange exchange) {
    String query = exchange.request.query();
    return query != null && query.contains(AGAIN);
  }

  private void one(
      Exchange exchange,
      Claim claim,
      Admission.Granted granted,
      EvaluationQuery query,
      String key,
      Instant now) {
    switch (pageLoads.evaluate(granted, key, view(exchange, query), now)) {
      case Flag.Evaluated flag -> {
        notes.answered(claim, query.url(), granted, flag, now);
        exchange.responseHeaders().set(HttpHeaders.CACHE_CONTROL, NO_STORE);
        answer(exchange, flag.json());
      }
      case Flag.Unknown() ->
          failure(exchange, 404, key, "FLAG_NOT_FOUND", "There is no live segment of this key.");
      case Flag.Failed(String why) -> failure(exchange, 400, key, "GENERAL", why);
    }
  }

  /// @param key null where no single segment was asked for
  private static void failure(
      Exchange exchange, int status, @Nullable String key, String code, String detail) {
    JsonBytes json = new JsonBytes(256).raw('{');
    if (key != null) {
      json.raw(ascii("\"key\":")).string(key).raw(',');
    }
    json.raw(ascii("\"errorCode\":")).string(code);
    json.raw(ascii(",\"errorDetails\":")).string(detail).raw('}');
    exchange.responseHeaders().set(HttpHeaders.CACHE_CONTROL, NO_STORE);
    exchange.answer(status, Exchange.JSON, json.buffer());
  }

  /// The environment's client key, in either of the two places that the protocol has for it.
  private static String clientKey(Exchange exchange) {
    String authorization = exchange.header(HttpHeaders.AUTHORIZATION);
    if (authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return authorization.substring(SCHEME.length()).strip();
    }
    String key = exchange.header(API_KEY);
    return key == null ? "" : key.strip();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
