package dev.muster.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.signature.AddressRange;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebServerTest {
  private static final String TOKEN = "0123456789abcdef";

  @TempDir Path directory;

  private final Meters meters = new Meters();
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicReference<Optional<String>> obstacle =
      new AtomicReference<>(Optional.empty());
  private WebServer server = WebServer.start(ServeOptions.local(0), meters);

  WebServerTest() throws IOException {}

  @AfterEach
  void close() {
    server.close();
  }

  private void open(Mount... mounts) {
    DataPlane plane =
        new DataPlane(
            exchange -> exchange.answer(200, Exchange.JSON, Buffer.buffer(exchange.address())),
            exchange -> exchange.answer(200, Exchange.JSON, Buffer.buffer("{}")));
    server.open(plane, obstacle::get, List.of(mounts));
  }

  private void restart(ServeOptions options) throws IOException {
    server.close();
    server = WebServer.start(options, meters);
  }

  @Test
  void beforeItIsOpenItIsAliveButNotReadyAndSendersAreToldToComeAgain() throws Exception {
    server.progress("half of the log read");

    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    HttpResponse<String> ready = get("/health/ready");
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.body()).contains("\"progress\":\"half of the log read\"");
    for (String path : List.of("/in/t", "/v1/page-load", "/api/v1/systems")) {
      HttpResponse<String> answer = get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).as(path).contains("2");
      assertThat(answer.body()).contains("https://muster.dev/problems/starting");
    }
    assertThat(get("/api/v1/systems").body()).contains("\"progress\":\"half of the log read\"");
  }

  @Test
  void whatNeedsNoDataIsServedWhileItLoads() throws Exception {
    server.close();
    Mount early = (_, router) -> router.get("/early").handler(context -> context.end("early"));
    server = WebServer.start(ServeOptions.local(0), meters, List.of(early));

    assertThat(get("/early").body()).isEqualTo("early");
    assertThat(get("/late").statusCode()).isEqualTo(503);
    assertThat(get("/late").headers().firstValue("Retry-After")).contains("2");
    open(early, (_, router) -> router.get("/late").handler(context -> context.end("late")));
    assertThat(get("/early").body()).isEqualTo("early");
    assertThat(get("/late").body()).isEqualTo("late");
  }

  @Test
  void onceOpenItIsReadyUnlessSomethingIsInTheWay() throws Exception {
    open();
    assertThat(get("/health/ready").body()).isEqualTo("{\"status\":\"ready\"}");

    obstacle.set(Optional.of("the log has failed"));
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/health/ready").body()).contains("the log has failed");
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void aPathThatNothingServesAndAMethodThatItDoesNotTakeAreProblems() throws Exception {
    open((_, router) -> router.get("/only-get").handler(context -> context.end("got")));

    assertThat(get("/nowhere").statusCode()).isEqualTo(404);
    assertThat(get("/nowhere").headers().firstValue("Content-Type"))
        .contains("application/problem+json");
    assertThat(get("/health/else").statusCode()).isEqualTo(404);
    HttpResponse<String> posted =
        send(request("/only-get").POST(HttpRequest.BodyPublishers.noBody()));
    assertThat(posted.statusCode()).isEqualTo(405);
    assertThat(posted.body()).contains("https://muster.dev/problems/method-not-allowed");
    HttpResponse<String> health = send(request("/health/live").DELETE());
    assertThat(health.statusCode()).isEqualTo(405);
    assertThat(health.headers().firstValue("Allow")).contains("GET, HEAD");
  }

  @Test
  void everyAnswerTellsBrowsersNotToMakeMoreOfItAndNotWhatServesIt() throws Exception {
    open((_, router) -> router.get("/a").handler(context -> context.end("a")));

    for (String path : List.of("/a", "/nowhere", "/health/live", "/v1/page-load")) {
      HttpResponse<String> answer = get(path);
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(answer.headers().firstValue("Server")).isEmpty();
    }
    assertThat(get("/a").headers().firstValue("Content-Security-Policy"))
        .contains("default-src 'none'; frame-ancestors 'none'");
  }

  @Test
  void workThatFailsIsA500WithoutItsReasonAndAProblemIsAnsweredAsItIs() throws Exception {
    open((_, router) -> {
      router
          .get("/broken")
          .handler(
              Blocking.handler(_ -> {
                throw new IllegalStateException("secret");
              }));
      router
          .get("/gone")
          .handler(
              Blocking.handler(_ -> {
                throw new ProblemException(Problem.of(410, "gone", "Gone", "It was here."));
              }));
    });

    assertThat(get("/broken").statusCode()).isEqualTo(500);
    assertThat(get("/broken").body()).doesNotContain("secret").contains("problems/internal");
    assertThat(get("/gone").statusCode()).isEqualTo(410);
    assertThat(get("/gone").body()).contains("It was here.");
  }

  @Test
  void aRoutedBodyThatTricklesInIsCutOff() throws Exception {
    ServeOptions.Limits limits = ServeOptions.Limits.DEFAULT;
    restart(
        ServeOptions.local(0)
            .withLimits(
                new ServeOptions.Limits(
                    limits.bodyBytesMax(),
                    limits.bodiesBytesMax(),
                    limits.connectionsMax(),
                    limits.uriBytesMax(),
                    limits.headerBytesMax(),
                    limits.head(),
                    Duration.ofMillis(800),
                    limits.idle(),
                    limits.pageLoadRate(),
                    limits.intakeRates(),
                    limits.eventStreamsMax(),
                    limits.stop())));
    open((_, router) ->
        router
            .post("/read")
            .handler(context ->
                context.request().body().onSuccess(body -> context.end(body.toString()))));

    try (Wire wire = new Wire(server.port())) {
      wire.send("POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\na");
      assertThat(wire.read().status()).isEqualTo(408);
      assertThat(wire.closedByServer()).isTrue();
    }
    try (Wire wire = new Wire(server.port())) {
      wire.send("POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
      assertThat(wire.read().body()).isEqualTo("abc");
    }
  }

  @Test
  void aRequestThatIsBeingServedIsFinishedBeforeTheServerStops() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch stopping = new CountDownLatch(1);
    open(
        new Mount() {
          @Override
          public void mount(Vertx vertx, Router router) {
            router
                .get("/slow")
                .handler(
                    Blocking.handler(context -> {
                      arrived.countDown();
                      try {
                        assertThat(stopping.await(20, TimeUnit.SECONDS)).isTrue();
                      } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                      }
                      context.end("done");
                    }));
          }

          @Override
          public void stopping() {
            stopping.countDown();
          }
        });
    CompletableFuture<HttpResponse<String>> slow =
        client.sendAsync(request("/slow").build(), BodyHandlers.ofString());
    assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();

    server.close();

    assertThat(slow.get(20, TimeUnit.SECONDS).body()).isEqualTo("done");
    assertThatThrownBy(() -> get("/health/live")).isInstanceOf(IOException.class);
  }

  @Test
  void aPortThatIsTakenIsSaidToBeTaken() {
    assertThatThrownBy(() -> WebServer.start(ServeOptions.local(server.port()), new Meters()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot listen on 127.0.0.1:" + server.port())
        .hasMessageContaining("another process listens there");
  }

  @Test
  void metricsAreOpenToThisMachineButNotThroughAProxyOnIt() throws Exception {
    restart(ServeOptions.local(0).withAdminToken(TOKEN));
    open();
    get("/health/live");

    assertThat(get("/metrics").body())
        .contains("muster_http_requests_total{route=\"/health/*\",status=\"200\"}")
        .contains("muster_page_load_seconds_bucket{le=\"0.001\"}")
        .contains("jvm_memory_used_bytes");
    HttpResponse<String> proxied = send(request("/metrics").header("X-Forwarded-For", "1.2.3.4"));
    assertThat(proxied.statusCode()).isEqualTo(401);
    assertThat(proxied.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(
            send(request("/metrics")
                    .header("X-Forwarded-For", "1.2.3.4")
                    .header("Authorization", "Bearer " + TOKEN))
                .statusCode())
        .isEqualTo(200);
    assertThat(
            send(request("/metrics")
                    .header("X-Forwarded-For", "1.2.3.4")
                    .header("Authorization", "Bearer " + TOKEN + "x"))
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  void aListedProxyIsBelieved() throws Exception {
    ServeOptions plain = ServeOptions.local(0);
    restart(
        new ServeOptions(
            plain.host(),
            0,
            plain.publicUrl(),
            plain.tls(),
            List.of(AddressRange.of("127.0.0.0/8")),
            plain.adminToken(),
            plain.metricsOpen(),
            plain.transport(),
            plain.limits()));
    List<AddressRange> proxies = List.of(AddressRange.of("127.0.0.0/8"));
    open((_, router) ->
        router
            .get("/caller")
            .handler(context -> context.end(Caller.of(context.request(), proxies).toString())));

    HttpResponse<String> answer =
        send(
            request("/caller")
                .header("X-Forwarded-For", "6.6.6.6, 203.0.113.9")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "muster.example.com"));
    assertThat(answer.body())
        .isEqualTo("Caller[address=203.0.113.9, scheme=https, authority=muster.example.com]");
    assertThat(send(request("/in/t").header("X-Forwarded-For", "203.0.113.9")).body())
        .isEqualTo("203.0.113.9");
  }

  @Test
  void anybodyElseIsNotBelieved() throws Exception {
    open((_, router) ->
        router
            .get("/caller")
            .handler(context -> context.end(Caller.of(context.request(), List.of()).toString())));

    assertThat(send(request("/caller").header("X-Forwarded-Host", "evil.example.com")).body())
        .contains("127.0.0.1:" + server.port())
        .doesNotContain("evil");
    assertThat(send(request("/in/t").header("X-Forwarded-For", "203.0.113.9")).body())
        .isEqualTo("127.0.0.1");
  }

  @Test
  void withACertificateItSpeaksHttp2AndTakesANewOneWithoutARestart() throws Exception {
    TestCertificate first = TestCertificate.make(directory, "first");
    TestCertificate second = TestCertificate.make(directory, "second");
    ServeOptions plain = ServeOptions.local(0);
    restart(
        new ServeOptions(
            plain.host(),
            0,
            plain.publicUrl(),
            Optional.of(first.in(directory)),
            plain.trustedProxies(),
            plain.adminToken(),
            plain.metricsOpen(),
            plain.transport(),
            plain.limits()));
    open();
    assertThat(server.url()).startsWith("https://127.0.0.1:");

    HttpResponse<String> answer = secure(first, "/v1/page-load");
    assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
    assertThat(answer.body()).isEqualTo("{}");

    Files.writeString(directory.resolve("key.pem"), "half of a k");
    Thread.sleep(CertificateWatch.LOOK.toMillis() + 1_000);
    assertThat(secure(first, "/v1/page-load").statusCode()).isEqualTo(200);

    second.in(directory);
    int status = 0;
    for (int i = 0; i < 100 && status == 0; i++) {
      Thread.sleep(100);
      try {
        status = secure(second, "/v1/page-load").statusCode();
      } catch (ExecutionException e) {
        assertThat(e).hasCauseInstanceOf(SSLHandshakeException.class);
      }
    }
    assertThat(status).isEqualTo(200);
    assertThatThrownBy(() -> secure(first, "/v1/page-load"))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(SSLHandshakeException.class);
  }

  private HttpResponse<String> secure(TestCertificate certificate, String path) throws Exception {
    try (HttpClient fresh = HttpClient.newBuilder().sslContext(certificate.trusted()).build()) {
      return fresh
          .sendAsync(request(path).build(), BodyHandlers.ofString())
          .get(20, TimeUnit.SECONDS);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.url() + path)).timeout(Duration.ofSeconds(20));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
