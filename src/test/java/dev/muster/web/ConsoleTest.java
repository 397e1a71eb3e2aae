package dev.muster.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private static final Pattern NONCE =
      Pattern.compile("<meta name=\"csp-nonce\" content=\"([^\"]*)\"");
  private static final Pattern SCRIPT = Pattern.compile("src=\"(/assets/[^\"]+\\.js)\"");

  private final HttpClient client = HttpClient.newHttpClient();
  private final WebServer server;

  ConsoleTest() throws IOException {
    server = WebServer.start(ServeOptions.local(0), new Meters());
  }

  @BeforeEach
  void open() {
    DataPlane plane =
        new DataPlane(
            exchange -> exchange.answer(200, Exchange.JSON, Buffer.buffer("{}")),
            exchange -> exchange.answer(200, Exchange.JSON, Buffer.buffer("{}")));
    server.open(plane, Optional::empty, List.of(Console.load()));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void theBuildHasAConsoleWithAPageScriptsStylesAndFontsOfItsOwn() {
    ConsoleFiles console =
        ConsoleFiles.load()
            .orElseThrow(() -> new AssertionError("no console was built; run ./muster once"));

    assertThat(console.page()).contains("<div id=\"root\">", "{{nonce}}");
    assertThat(console.files().keySet())
        .contains("/favicon.svg")
        .anyMatch(path -> path.matches("/assets/index-.*\\.js"))
        .anyMatch(path -> path.matches("/assets/index-.*\\.css"))
        .anyMatch(path -> path.endsWith(".woff2"))
        .doesNotContain("/index.html", "/files.json");
  }

  @Test
  void itIsServedWhileTheDataIsLoaded() throws Exception {
    try (WebServer loading =
        WebServer.start(ServeOptions.local(0), new Meters(), List.of(Console.load()))) {
      HttpRequest.Builder page =
          HttpRequest.newBuilder(URI.create(loading.url() + "/systems/shop"));
      HttpResponse<String> answer = client.send(page.build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("<div id=\"root\">");
      assertThat(header(answer, "Content-Security-Policy")).contains("default-src 'none'");
    }
  }

  @Test
  void everyAddressOfTheConsoleAnswersWithItsPage() throws Exception {
    for (String path :
        List.of(
            "/",
            "/sign-in?next=%2F",
            "/link",
            "/shared",
            "/systems",
            "/systems/shop/test/users/a@b.c")) {
      HttpResponse<String> answer = get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(header(answer, "Content-Type")).isEqualTo("text/html; charset=utf-8");
      assertThat(answer.body()).contains("<div id=\"root\">");
    }
  }

  @Test
  void everyOtherUnknownPathStaysAProblem() throws Exception {
    for (String path :
        List.of(
            "/api/v1/nothing",
            "/api",
            "/v1/nothing",
            "/nothing",
            "/systemsandmore",
            "/assets/none.js",
            "/assets/../index.html",
            "/index.html",
            "/files.json")) {
      HttpResponse<String> answer = get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(header(answer, "Content-Type")).as(path).isEqualTo("application/problem+json");
    }
    HttpResponse<String> posted = send(request("/").POST(HttpRequest.BodyPublishers.noBody()));
    assertThat(posted.statusCode()).isEqualTo(405);
  }

  @Test
  void thePagesPolicyAllowsNoInlineScriptAndItsNonceIsOfThatAnswerAlone() throws Exception {
    HttpResponse<String> first = get("/");
    HttpResponse<String> second = get("/");

    String nonce = nonce(first);
    assertThat(nonce).hasSize(24).isNotEqualTo(nonce(second));
    String policy = header(first, "Content-Security-Policy");
    assertThat(policy)
        .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
        .contains("style-src 'self' 'nonce-" + nonce + "'", "base-uri 'none'")
        .doesNotContain("unsafe");
    assertThat(first.headers().allValues("Content-Security-Policy")).hasSize(1);
    assertThat(first.body()).doesNotContainPattern("<script(?![^>]*src=)").doesNotContain("style=");
    assertThat(header(first, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(first, "X-Frame-Options")).isEqualTo("DENY");
    assertThat(header(first, "Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(header(first, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
  }

  @Test
  void thePageIsNeverKeptAndWhatCarriesItsContentInItsNameIsKeptForEver() throws Exception {
    HttpResponse<String> page = get("/");
    assertThat(header(page, "Cache-Control")).isEqualTo("no-cache, no-store");
    assertThat(page.headers().firstValue("ETag")).isEmpty();

    HttpResponse<String> script = get(script(page));
    assertThat(header(script, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
    assertThat(header(script, "Content-Type")).isEqualTo("text/javascript; charset=utf-8");
    assertThat(header(get("/favicon.svg"), "Cache-Control")).isEqualTo("no-cache");
  }

  @Test
  void filesComeInTheSmallestCodingThatTheClientTakes() throws Exception {
    String path = script(get("/"));
    byte[] plain = bytes(path, "identity").body();
    HttpResponse<byte[]> gzip = bytes(path, "gzip, deflate");
    HttpResponse<byte[]> brotli = bytes(path, "gzip, deflate, br, zstd");

    assertThat(header(gzip, "Content-Encoding")).isEqualTo("gzip");
    assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes())
        .isEqualTo(plain);
    assertThat(header(brotli, "Content-Encoding")).isEqualTo("br");
    assertThat(brotli.body().length).isLessThan(gzip.body().length);
    assertThat(gzip.body().length).isLessThan(plain.length / 2);
    assertThat(header(brotli, "Vary")).isEqualTo("Accept-Encoding");
    assertThat(bytes(path, "br;q=0, gzip;q=0.5").headers().firstValue("Content-Encoding"))
        .contains("gzip");
    assertThat(bytes(path, "br;q=0").headers().firstValue("Content-Encoding")).isEmpty();
  }

  @Test
  void aFileThatTheClientHasInThatCodingIsNotSentAgain() throws Exception {
    String path = script(get("/"));
    String tag = header(bytes(path, "br"), "ETag");
    String plainTag = header(bytes(path, "identity"), "ETag");
    assertThat(tag).isNotEqualTo(plainTag);

    HttpResponse<String> again =
        send(request(path).header("Accept-Encoding", "br").header("If-None-Match", tag));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(header(again, "ETag")).isEqualTo(tag);

    HttpResponse<String> other =
        send(request(path).header("Accept-Encoding", "br").header("If-None-Match", plainTag));
    assertThat(other.statusCode()).isEqualTo(200);
  }

  @Test
  void headAnswersAsGetWouldWithoutTheBody() throws Exception {
    for (String path : List.of("/", script(get("/")))) {
      HttpResponse<String> got = get(path);
      HttpResponse<String> head =
          send(request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()));
      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
      assertThat(header(head, "Content-Length"))
          .isEqualTo(Integer.toString(got.body().getBytes(StandardCharsets.UTF_8).length));
      assertThat(header(head, "Content-Type")).isEqualTo(header(got, "Content-Type"));
    }
  }

  private static String nonce(HttpResponse<String> page) {
    return find(NONCE, page.body());
  }

  private static String script(HttpResponse<String> page) {
    return find(SCRIPT, page.body());
  }

  private static String find(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as(pattern.pattern()).isTrue();
    return matcher.group(1);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.url() + path));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  private HttpResponse<byte[]> bytes(String path, String accepted) throws Exception {
    return client.send(
        request(path).header("Accept-Encoding", accepted).build(), BodyHandlers.ofByteArray());
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
