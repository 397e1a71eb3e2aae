package dev.muster.web;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import java.util.function.Supplier;

/// Where every request of one event loop comes in. The few paths that have to be fast are told
/// apart here by their first bytes; everything else goes to the router.
final class Front implements Handler<HttpServerRequest> {
  private static final String DELIVERY = "/in/";
  private static final String ANALYTICS = "/v1/";
  private static final String PAGE_LOAD = "/v1/page-load";
  private static final String EVALUATIONS = "/ofrep/v1/evaluate/flags";
  private static final String EVALUATION = EVALUATIONS + "/";
  private static final String EVENTS = EventStreams.PATH;
  private static final String HEALTH = "/health/";
  private static final String METRICS = "/metrics";

  private final Loop loop;
  private final Connections connections;
  private final Supplier<Phase> phase;

  Front(Loop loop, Connections connections, Supplier<Phase> phase) {
    this.loop = loop;
    this.connections = connections;
    this.phase = phase;
  }

  @Override
  public void handle(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    if (response.writeQueueFull()) {
      untilRead(request, response);
    } else {
      dispatch(request);
    }
  }

  /// The client pipelines requests and does not read the answers: nothing more is done for it until
  /// it does, and if it never does, the connection is closed.
  private void untilRead(HttpServerRequest request, HttpServerResponse response) {
    Connection connection = connections.of(loop, request.connection());
    request.pause();
    loop.idle.start(connection);
    response.drainHandler(_ -> {
      response.drainHandler(null);
      request.resume();
      dispatch(request);
    });
  }

  private void dispatch(HttpServerRequest request) {
    Connection connection = connections.of(loop, request.connection());
    String uri = request.uri();
    if (uri.startsWith(DELIVERY)) {
      serve(new Exchange(request, connection, RouteClass.DELIVERY));
    } else if (is(uri, PAGE_LOAD)) {
      serve(new Exchange(request, connection, RouteClass.PAGE_LOAD));
    } else if (uri.startsWith(ANALYTICS) && AnalyticsEndpoint.call(uri) != null) {
      serve(new Exchange(request, connection, RouteClass.ANALYTICS));
    } else if (is(uri, EndUserUpdateEndpoint.PATH)) {
      serve(new Exchange(request, connection, RouteClass.END_USER_UPDATE));
    } else if (is(uri, EVALUATIONS)) {
      serve(new Exchange(request, connection, RouteClass.EVALUATIONS));
    } else if (uri.startsWith(EVALUATION)) {
      serve(new Exchange(request, connection, RouteClass.EVALUATION));
    } else if (is(uri, EVENTS)) {
      serve(new Exchange(request, connection, RouteClass.EVENTS));
    } else if (uri.startsWith(HEALTH)) {
      HealthEndpoint.answer(new Exchange(request, connection, RouteClass.HEALTH), phase.get());
    } else if (is(uri, METRICS)) {
      MetricsEndpoint.answer(new Exchange(request, connection, RouteClass.METRICS));
    } else {
      route(request, connection);
    }
  }

  private static boolean is(String uri, String path) {
    return uri.startsWith(path)
        && (uri.length() == path.length() || uri.charAt(path.length()) == '?');
  }

  private void serve(Exchange exchange) {
    Phase now = phase.get();
    if (now instanceof Phase.Open open) {
      open.dataPlane().serve(exchange);
    } else {
      unavailable(exchange, now);
    }
  }

  private void route(HttpServerRequest request, Connection connection) {
    switch (phase.get()) {
      case Phase.Open(_, Router router, _) -> router.handle(request);
      case Phase.Starting(Router router, _) -> router.handle(request);
      case Phase.Stopping now ->
          unavailable(new Exchange(request, connection, RouteClass.OTHER), now);
    }
  }

  private static void unavailable(Exchange exchange, Phase now) {
    // Pages are to read when to come again; nobody else minds.
    Pages.allowAll(exchange);
    exchange.responseHeaders().set("Retry-After", Problems.RETRY_SECONDS);
    exchange.problem(
        now instanceof Phase.Starting(_, String progress)
            ? Problems.starting(progress)
            : Problems.stopping());
  }

  /// What the decoder could not make sense of. The connection is closed with the answer, for what
  /// follows on it has no meaning.
  void invalid(HttpServerRequest request) {
    Connection connection = connections.of(loop, request.connection());
    Problem problem = InvalidRequests.problem(request.decoderResult().cause());
    new Exchange(request, connection, RouteClass.INVALID).problem(problem);
  }
}
