package dev.muster.web;

import static java.util.Objects.requireNonNullElse;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.muster.catalog.PageSettings;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

/// `/muster.js`: the script that a page loads to know the segments of its end user. It is a
/// function of its settings, and what is served is the call of it with those of the system to which
/// the client key belongs that is asked for, `/muster.js?key=…`.
public final class Snippet implements Mount {
  private static final String FILE = "snippet/muster.js";

  /// Pages use changed settings after five minutes. Not longer, as one may be that identifiers
  /// leave the browser hashed only.
  private static final String CACHE = "public, max-age=300";

  /// Of so many settings the file is kept; anybody may ask for any key.
  private static final int FILES_MAX = 200;

  private final Optional<String> script;

  private final Function<String, Optional<PageSettings>> known;

  /// By the settings, so that another file is made when they change.
  private final Cache<String, StaticFile> files =
      Caffeine.newBuilder().maximumSize(FILES_MAX).build();

  private Snippet(Optional<String> script, Function<String, Optional<PageSettings>> known) {
    this.script = script;
    this.known = known;
  }

  /// The snippet that is on the classpath; where this build has none, its address says so.
  ///
  /// @param known what pages with a client key are to do; empty where no environment has it
  public static Snippet load(Function<String, Optional<PageSettings>> known) {
    try (InputStream in = Snippet.class.getResourceAsStream(FILE)) {
      return new Snippet(
          in == null
              ? Optional.empty()
              : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8)),
          known);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void mount(Vertx vertx, Router router) {
    for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.HEAD)) {
      router.route(method, "/muster.js").handler(this::answer);
    }
  }

  private void answer(RoutingContext context) {
    String key = requireNonNullElse(context.request().getParam("key"), "");
    context
        .response()
        // Pages of all sites load it, also those that isolate themselves, and with `crossorigin`.
        .putHeader("Cross-Origin-Resource-Policy", "cross-origin")
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    String settings = SnippetSettings.json(key, known.apply(key));
    files.get(settings, this::file).answer(context, CACHE);
  }

  private StaticFile file(String settings) {
    byte[] body = body(settings).getBytes(StandardCharsets.UTF_8);
    return new StaticFile(
        "text/javascript; charset=utf-8",
        digest(body),
        List.of(
            new StaticFile.Form("gzip", Buffer.buffer(zipped(body))),
            new StaticFile.Form("", Buffer.buffer(body))));
  }

  private String body(String settings) {
    return script.orElseThrow(Snippet::missing) + '(' + settings + ");\n";
  }

  private static byte[] zipped(byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length / 2);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static String digest(byte[] body) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ProblemException missing() {
    return new ProblemException(
        Problem.of(
            404,
            "snippet-missing",
            "No snippet in this build",
            "The snippet was not built; ./muster builds it, with Node. The API works without it."));
  }
}
