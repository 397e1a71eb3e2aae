package dev.muster.web;

import dev.muster.signature.AddressRange;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/// `/metrics`: open to this machine (unless a proxy on it is calling for somebody else), to
/// everybody if that is configured, and else with the admin token.
final class MetricsEndpoint {
  private static final CharSequence TEXT =
      HttpHeaders.createOptimized("text/plain; version=0.0.4; charset=utf-8");

  private MetricsEndpoint() {}

  static void answer(Exchange exchange) {
    HttpMethod method = exchange.request.method();
    if (!method.equals(HttpMethod.GET)) {
      exchange.responseHeaders().set(HttpHeaders.ALLOW, "GET");
      exchange.problem(Problems.methodNotAllowed("GET"));
    } else if (!allowed(exchange)) {
      exchange.responseHeaders().set("WWW-Authenticate", "Bearer");
      exchange.problem(
          Problem.of(
              401,
              "unauthorized",
              "Not signed in",
              "Metrics need the admin token as a bearer token from here."));
    } else {
      Thread.ofVirtual().name("metrics").start(() -> collect(exchange));
    }
  }

  private static void collect(Exchange exchange) {
    Buffer text = Buffer.buffer(exchange.loop().meters.text());
    exchange
        .loop()
        .hops
        .add(
            new Hop() {
              @Override
              void land() {
                exchange.answer(200, TEXT, text);
              }
            });
  }

  private static boolean allowed(Exchange exchange) {
    ServeOptions options = exchange.loop().options;
    return options.metricsOpen()
        || local(exchange)
        || options
            .adminToken()
            .filter(token -> bears(exchange.request.getHeader(HttpHeaders.AUTHORIZATION), token))
            .isPresent();
  }

  private static boolean local(Exchange exchange) {
    boolean forwarded =
        !exchange.connection.proxied && exchange.request.headers().contains("X-Forwarded-For");
    return !forwarded
        && AddressRange.literal(exchange.address())
            .filter(InetAddress::isLoopbackAddress)
            .isPresent();
  }

  private static boolean bears(@Nullable String authorization, String token) {
    String scheme = "Bearer ";
    return authorization != null
        && authorization.regionMatches(true, 0, scheme, 0, scheme.length())
        && MessageDigest.isEqual(
            authorization.substring(scheme.length()).strip().getBytes(StandardCharsets.UTF_8),
            token.getBytes(StandardCharsets.UTF_8));
  }
}
