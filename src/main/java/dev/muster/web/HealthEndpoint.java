package dev.muster.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;

/// `/health/live` and `/health/ready`, for whatever restarts the process and routes to it.
final class HealthEndpoint {
  private static final Buffer LIVE = Buffer.buffer("{\"status\":\"live\"}");
  private static final Buffer READY = Buffer.buffer("{\"status\":\"ready\"}");

  private HealthEndpoint() {}

  static void answer(Exchange exchange, Phase phase) {
    HttpMethod method = exchange.request.method();
    String path = exchange.request.path();
    exchange.responseHeaders().set("Cache-Control", "no-store");
    if (!"/health/live".equals(path) && !"/health/ready".equals(path)) {
      exchange.problem(Problems.notFound());
    } else if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
      exchange.responseHeaders().set("Allow", "GET, HEAD");
      exchange.problem(Problems.methodNotAllowed("GET"));
    } else if ("/health/live".equals(path)) {
      exchange.answer(200, Exchange.JSON, LIVE);
    } else {
      ready(exchange, phase);
    }
  }

  private static void ready(Exchange exchange, Phase phase) {
    switch (phase) {
      case Phase.Starting(_, var progress) -> exchange.problem(Problems.starting(progress));
      case Phase.Stopping() -> exchange.problem(Problems.stopping());
      case Phase.Open open ->
          open.readiness()
              .obstacle()
              .ifPresentOrElse(
                  why -> exchange.problem(Problem.of(503, "not-ready", "Not ready", why)),
                  () -> exchange.answer(200, Exchange.JSON, READY));
    }
  }
}
