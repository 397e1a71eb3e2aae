package dev.muster.web;

import dev.muster.pageload.PageView;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/// What is the same for everything that pages ask for.
final class Pages {

  private static final CharSequence ALLOW_ORIGIN =
      HttpHeaders.createOptimized("access-control-allow-origin");
  private static final CharSequence ANY = HttpHeaders.createOptimized("*");
  private static final CharSequence FETCH_SITE = HttpHeaders.createOptimized("sec-fetch-site");

  /// How browsers name the origin of a page that has none.
  private static final String NO_ORIGIN = "null";

  private Pages() {}

  /// Lets pages of any origin ask, and read why they are refused. No cookie goes along.
  static void allowAll(Exchange exchange) {
    exchange.responseHeaders().set(ALLOW_ORIGIN, ANY);
  }

  /// Answers a browser that asks whether a page may ask (Fetch Standard, CORS-preflight).
  static void preflight(Exchange exchange, String methods, String headers) {
    exchange
        .responseHeaders()
        .set("Access-Control-Allow-Methods", methods)
        .set("Access-Control-Allow-Headers", headers)
        .set("Access-Control-Max-Age", "86400");
    exchange.answer(204, Exchange.JSON, Buffer.buffer());
  }

  /// Where the page comes from that asks; null where no page of another origin does. Browsers leave
  /// the origin out of what a page cannot read the answer of, such as an image; that would be noted
  /// as a page load all the same.
  static @Nullable String origin(Exchange exchange) {
    String origin = exchange.header(HttpHeaders.ORIGIN);
    if (origin != null) {
      return origin;
    }
    String site = exchange.header(FETCH_SITE);
    return "cross-site".equals(site) || "same-site".equals(site) ? NO_ORIGIN : null;
  }

  static PageView view(
      Exchange exchange, @Nullable String url, @Nullable String title, @Nullable String referrer) {
    return new PageView(
        url,
        title,
        referrer,
        exchange.header(HttpHeaders.ACCEPT_LANGUAGE),
        exchange.header(HttpHeaders.USER_AGENT));
  }
}
