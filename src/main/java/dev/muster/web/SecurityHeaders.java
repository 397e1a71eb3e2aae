package dev.muster.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/// Headers that every answer carries, so that a browser never makes more of it than it is.
final class SecurityHeaders {
  private static final CharSequence CONTENT_TYPE_OPTIONS =
      HttpHeaders.createOptimized("X-Content-Type-Options");
  private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
  private static final CharSequence CONTENT_SECURITY_POLICY =
      HttpHeaders.createOptimized("Content-Security-Policy");
  private static final CharSequence NOTHING =
      HttpHeaders.createOptimized("default-src 'none'; frame-ancestors 'none'");
  private static final CharSequence REFERRER_POLICY =
      HttpHeaders.createOptimized("Referrer-Policy");
  private static final CharSequence NO_REFERRER = HttpHeaders.createOptimized("no-referrer");

  private SecurityHeaders() {}

  /// For whatever is no page: nothing in it may run or be framed. Pages set their own policy
  /// afterwards, which replaces this one.
  static void addTo(HttpServerResponse response) {
    response
        .putHeader(CONTENT_TYPE_OPTIONS, NOSNIFF)
        .putHeader(CONTENT_SECURITY_POLICY, NOTHING)
        .putHeader(REFERRER_POLICY, NO_REFERRER);
  }
}
