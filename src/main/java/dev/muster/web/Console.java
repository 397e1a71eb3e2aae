package dev.muster.web;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Serves the web console: its files, and its page at each of its addresses. Everything is in
/// memory and compressed by the build, so nothing here blocks.
public final class Console implements Mount {
  /// The addresses that are the console's; every other unknown path stays a problem.
  private static final List<String> PAGES =
      List.of("/", "/sign-in", "/link", "/shared", "/systems", "/systems/*");

  /// Files whose names change with their content.
  private static final String HASHED = "/assets/";

  private static final String NONCE = "{{nonce}}";
  private static final int NONCE_BYTES = 18;

  private static final Map<String, String> PAGE_HEADERS =
      Map.of(
          "X-Frame-Options", "DENY",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
          "Referrer-Policy", "no-referrer");

  private final Optional<ConsoleFiles> console;
  private final SecureRandom random = new SecureRandom();

  private Console(Optional<ConsoleFiles> console) {
    this.console = console;
  }

  /// The console that is on the classpath; where this build has none, its addresses say so.
  public static Console load() {
    return new Console(ConsoleFiles.load());
  }

  @Override
  public void mount(Vertx vertx, Router router) {
    for (String path : PAGES) {
      read(router, path, context -> page(context, console.orElseThrow(Console::missing)));
    }
    console.ifPresent(files ->
        files
            .files()
            .forEach((path, file) -> read(router, path, context -> file(context, path, file))));
  }

  private static void read(Router router, String path, Handler<RoutingContext> handler) {
    router.route(HttpMethod.GET, path).handler(handler);
    router.route(HttpMethod.HEAD, path).handler(handler);
  }

  /// No entity tag here: a page that is kept would carry the nonce of another answer.
  private void page(RoutingContext context, ConsoleFiles files) {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    String nonce = Base64.getUrlEncoder().encodeToString(bytes);
    HttpServerResponse response = context.response();
    PAGE_HEADERS.forEach(response::putHeader);
    response
        .putHeader("Content-Security-Policy", policy(nonce))
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache, no-store")
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8");
    StaticFile.end(context, Buffer.buffer(files.page().replace(NONCE, nonce)));
  }

  /// Nothing comes from anywhere else; no script or style stands in the page itself but the styles
  /// that carry the nonce of this one answer. Images may be `data:`, for small drawings in styles.
  private static String policy(String nonce) {
    return "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-"
        + nonce
        + "'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
  }

  private static void file(RoutingContext context, String path, StaticFile file) {
    context.response().putHeader("Cross-Origin-Resource-Policy", "same-origin");
    file.answer(
        context, path.startsWith(HASHED) ? "public, max-age=31536000, immutable" : "no-cache");
  }

  private static ProblemException missing() {
    return new ProblemException(
        Problem.of(
            404,
            "console-missing",
            "No console in this build",
            "The console was not built; ./muster builds it, with Node. The API works without it."));
  }
}
