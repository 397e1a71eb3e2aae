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
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SnippetTest {

  private final HttpClient client = HttpClient.newHttpClient();
  private final WebServer server;

  SnippetTest() throws IOException {
    server = WebServer.start(ServeOptions.local(0), new Meters());
    DataPlane plane =
        new DataPlane(
            exchange -> exchange.answer(200, Exchange.JSON, Buffer.buffer("{}")),
            exchange -> exchange.answer(200, Exchange.JSON, Buffer.buffer("{}")));
    server.open(plane, Optional::empty, List.of(Snippet.load(_ -> Optional.empty())));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private HttpRequest.Builder at(String path) {
    return HttpRequest.newBuilder(URI.create(server.url() + path));
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  @Test
  void itIsServedForTheEnvironmentThatIsAskedForAndToPagesOfAllOrigins() throws Exception {
    HttpResponse<byte[]> answer = send(at("/muster.js?key=abc"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(text(answer))
        .matches("(?s)/\\*! Muster [0-9.]+ \\*/\\(function\\(SETTINGS\\)\\{.*")
        .endsWith("})({\"key\":\"abc\",\"unknown\":true});\n");
    assertThat(header(answer, "Content-Type")).isEqualTo("text/javascript; charset=utf-8");
    assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(header(answer, "Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
    assertThat(header(answer, "Cache-Control")).contains("public", "max-age=300");
    assertThat(text(send(at("/muster.js")))).endsWith("})({\"key\":\"\",\"unknown\":true});\n");
  }

  @Test
  void aKeyIsAlwaysTextWhateverItHolds() throws Exception {
    HttpResponse<byte[]> answer =
        send(at("/muster.js?key=%22%7D)%3B%3C/script%3E%3Cimg%3E%E2%80%A8"));
    assertThat(text(answer))
        .endsWith("})({\"key\":\"\\\"});\\u003c/script>\\u003cimg>\\u2028\",\"unknown\":true});\n");
  }

  @Test
  void itIsCompressedForThoseWhoTakeItAndWeighsLessThanThreeKilobytes() throws Exception {
    HttpResponse<byte[]> plain = send(at("/muster.js?key=abc"));
    HttpResponse<byte[]> zipped =
        send(at("/muster.js?key=abc").header("Accept-Encoding", "br, gzip"));
    assertThat(header(zipped, "Content-Encoding")).isEqualTo("gzip");
    assertThat(header(zipped, "Vary")).isEqualTo("Accept-Encoding");
    assertThat(zipped.body().length).isLessThan(3 * 1024);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped.body()))) {
      assertThat(in.readAllBytes()).isEqualTo(plain.body());
    }
    assertThat(header(zipped, "ETag")).isNotEqualTo(header(plain, "ETag"));
  }

  @Test
  void whoHasItAlreadyIsToldSo() throws Exception {
    String tag = header(send(at("/muster.js?key=abc")), "ETag");
    HttpResponse<byte[]> again = send(at("/muster.js?key=abc").header("If-None-Match", tag));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(header(again, "ETag")).isEqualTo(tag);
    assertThat(send(at("/muster.js?key=other").header("If-None-Match", tag)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void askedForItsHeadItHasNoBody() throws Exception {
    HttpResponse<byte[]> head =
        send(at("/muster.js?key=abc").method("HEAD", HttpRequest.BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(header(head, "Content-Length"))
        .isEqualTo("" + send(at("/muster.js?key=abc")).body().length);
  }
}
