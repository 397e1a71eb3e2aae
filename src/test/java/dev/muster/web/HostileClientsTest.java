package dev.muster.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.intake.IntakeRates;
import dev.muster.web.Wire.Answer;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that do everything wrong, over real sockets. After each test the server must still
/// answer others, and hold no connection and no byte of a body any more.
class HostileClientsTest {
  private static final int CONNECTIONS_MAX = 200;
  private static final int BODY_BYTES_MAX = 1 << 20;

  /// Long enough for this test's own clients on a busy machine.
  private static final Duration PATIENT = Duration.ofSeconds(60);

  private static final Duration IMPATIENT = Duration.ofMillis(1_500);

  private final Meters meters = new Meters();
  private WebServer server;

  @BeforeEach
  void startPatient() throws IOException {
    start(PATIENT);
  }

  private void startImpatient() throws IOException {
    server.close();
    start(IMPATIENT);
  }

  private void start(Duration patience) throws IOException {
    ServeOptions.Limits limits =
        new ServeOptions.Limits(
            BODY_BYTES_MAX,
            64 << 20,
            CONNECTIONS_MAX,
            16 << 10,
            16 << 10,
            patience,
            patience,
            patience,
            ServeOptions.PageLoadRate.DEFAULT,
            IntakeRates.DEFAULT,
            100,
            Duration.ofSeconds(2));
    server = WebServer.start(ServeOptions.local(0).withLimits(limits), meters);
    // Says how long a body was: what reading is about, and nothing else.
    DataPlane lengths =
        new DataPlane(
            exchange ->
                BodyReader.read(
                    exchange,
                    BODY_BYTES_MAX,
                    body ->
                        exchange.answer(
                            200, Exchange.JSON, Buffer.buffer(Integer.toString(body.length())))),
            exchange -> exchange.answer(200, Exchange.JSON, Buffer.buffer("{}")));
    server.open(lengths, Optional::empty, List.of());
  }

  @AfterEach
  void othersAreServedAndNothingIsLeft() throws Exception {
    try (Wire other = new Wire(server.port())) {
      assertThat(other.send(post("abc")).read().body()).isEqualTo("3");
    }
    for (int i = 0; i < 400 && meters.connections.get() > 0; i++) {
      Thread.sleep(25);
    }
    assertThat(meters.connections.get()).as("open connections").isZero();
    server.close();
  }

  private static String post(String body) {
    return "POST /in/t HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  @Test
  void headersThatTrickleInAreCutOff() throws Exception {
    startImpatient();
    try (Wire wire = new Wire(server.port())) {
      wire.send("POST /in/t HTTP/1.1\r\n");
      Trickle trickle = new Trickle(wire, "X-Slow: a\r\n");
      assertThat(wire.closedByServer()).isTrue();
      trickle.join();
    }
  }

  @Test
  void headersThatTrickleInAfterAGoodRequestAreCutOffToo() throws Exception {
    startImpatient();
    try (Wire wire = new Wire(server.port())) {
      assertThat(wire.send(post("a")).read().status()).isEqualTo(200);
      Trickle trickle = new Trickle(wire, "X");
      assertThat(wire.closedByServer()).isTrue();
      trickle.join();
    }
  }

  @Test
  void aBodyThatTricklesInIsAnswered408() throws Exception {
    startImpatient();
    try (Wire wire = new Wire(server.port())) {
      wire.send("POST /in/t HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n");
      Trickle trickle = new Trickle(wire, "x");
      Answer answer = wire.read();
      assertThat(answer.status()).isEqualTo(408);
      assertThat(answer.header("connection")).isEqualTo("close");
      assertThat(wire.closedByServer()).isTrue();
      trickle.join();
    }
  }

  @Test
  void manySlowClientsDoNotKeepOthersFromBeingServed() throws Exception {
    startImpatient();
    List<Wire> slow = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      slow.add(new Wire(server.port()).send("POST /in/t HTTP/1.1\r\nContent-Length: 9\r\n\r\nx"));
    }
    try (Wire wire = new Wire(server.port())) {
      assertThat(wire.send(post("abcd")).read().body()).isEqualTo("4");
    }
    for (Wire wire : slow) {
      assertThat(wire.read().status()).isEqualTo(408);
      wire.close();
    }
  }

  @Test
  void connectionsBeyondTheLimitAreClosedAtOnce() throws Exception {
    List<Wire> open = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS_MAX; i++) {
      open.add(new Wire(server.port()).send(post("a")));
    }
    for (Wire wire : open) {
      assertThat(wire.read().status()).isEqualTo(200);
    }
    try (Wire beyond = new Wire(server.port())) {
      assertThat(beyond.closedByServer()).isTrue();
    }
    for (Wire wire : open) {
      wire.close();
    }
    assertThat(meters.refusedConnections.count()).isEqualTo(1);
  }

  @Test
  void anIdleConnectionIsClosed() throws Exception {
    startImpatient();
    try (Wire wire = new Wire(server.port())) {
      assertThat(wire.closedByServer()).isTrue();
    }
  }

  /// The end of a request that is routed is noted a little later than its answer is written, and so
  /// perhaps after the client has gone.
  @Test
  void noTimeRunsForAClientThatHasGone() throws Exception {
    startImpatient();
    for (int i = 0; i < 50; i++) {
      try (Wire wire = new Wire(server.port())) {
        assertThat(wire.send("GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n").read().status())
            .isEqualTo(404);
      }
    }
    Thread.sleep(IMPATIENT.toMillis() + 1_000);
    assertThat(meters.timeouts.count()).isZero();
  }

  @Test
  void aTruncatedBodyIsNoDelivery() throws Exception {
    try (Wire wire = new Wire(server.port())) {
      wire.send("POST /in/t HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc");
    }
    try (Wire wire = new Wire(server.port())) {
      wire.send("POST /in/t HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc").halfClose();
      assertThat(wire.closedByServer()).isTrue();
    }
  }

  @Test
  void aBodyThatSaysItIsTooLargeIsRefusedBeforeItIsSent() throws Exception {
    try (Wire wire = new Wire(server.port())) {
      wire.send("POST /in/t HTTP/1.1\r\nContent-Length: 1048577\r\nExpect: 100-continue\r\n\r\n");
      Answer answer = wire.read();
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
      assertThat(answer.body()).contains("https://muster.dev/problems/body-too-large");
      assertThat(wire.closedByServer()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"99999999999999999999", "9223372036854775807"})
  void anAbsurdLengthIsTooLargeOrMalformed(String length) throws Exception {
    try (Wire wire = new Wire(server.port())) {
      wire.send("POST /in/t HTTP/1.1\r\nContent-Length: " + length + "\r\n\r\n");
      assertThat(wire.read().status()).isIn(400, 413);
    }
  }

  @Test
  void aChunkedBodyThatGrowsTooLargeIsRefusedWhileItComes() throws Exception {
    try (Wire wire = new Wire(server.port())) {
      wire.send("POST /in/t HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n");
      byte[] chunk =
          ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < 17; i++) {
        wire.send(chunk);
      }
      assertThat(wire.read().status()).isEqualTo(413);
      assertThat(wire.closedByServer()).isTrue();
    }
  }

  @Test
  void aBodyOfExactlyTheLimitIsRead() throws Exception {
    try (Wire wire = new Wire(server.port())) {
      assertThat(wire.send(post("x".repeat(1 << 20))).read().body()).isEqualTo("1048576");
    }
  }

  @Test
  void aClientThatWaitsForContinueIsToldToGoOn() throws Exception {
    try (Wire wire = new Wire(server.port())) {
      wire.send("POST /in/t HTTP/1.1\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
      assertThat(wire.read().status()).isEqualTo(100);
      assertThat(wire.send("abc").read().body()).isEqualTo("3");
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws Exception {
    try (Wire wire = new Wire(server.port())) {
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < 100; i++) {
        all.append(post("x".repeat(i)));
      }
      wire.send(all.toString());
      for (int i = 0; i < 100; i++) {
        assertThat(wire.read().body()).isEqualTo(Integer.toString(i));
      }
    }
  }

  @Test
  void aClientThatPipelinesAndNeverReadsIsCutOff() throws Exception {
    startImpatient();
    try (Wire wire = new Wire(server.port())) {
      byte[] many =
          "GET /health/live HTTP/1.1\r\n\r\n".repeat(1_000).getBytes(StandardCharsets.US_ASCII);
      boolean cutOff = false;
      try {
        for (int i = 0; i < 1_000_000 && !cutOff; i++) {
          wire.send(many);
        }
      } catch (IOException _) {
        cutOff = true;
      }
      assertThat(cutOff).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000\u0000\u0000\u0000\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n",
        "POST /in/t HTTP/1.1\r\nX: a\u0000b\r\nContent-Length: 0\r\n\r\n",
        "POST /in/t HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "POST /in/t HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        "POST /in/t HTTP/1.1\r\nContent-Length: 3x\r\n\r\nabc",
        "POST /in/t HTTP/9.9\r\nContent-Length: 0\r\n\r\n",
        "POST /in/t\r\n\r\n",
        "GARBAGE\r\n\r\n",
        "POST /in/t HTTP/1.1\r\nno colon here\r\nContent-Length: 0\r\n\r\n",
        "POST /in/t HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
        "POST /in/t HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nabc\r\n0\r\n\r\n",
      })
  void whatIsNoHttpIsRefusedOrCutOff(String request) throws Exception {
    try (Wire wire = new Wire(server.port())) {
      wire.send(request);
      int status;
      try {
        status = wire.read().status();
      } catch (IOException _) {
        return;
      }
      assertThat(status).isIn(400, 404, 405, 501);
      assertThat(wire.closedByServer()).isTrue();
    }
  }

  @Test
  void anAddressOf64KilobytesIsRefused() throws Exception {
    try (Wire wire = new Wire(server.port())) {
      wire.send("GET /v1/page-load?url=" + "x".repeat(65_536) + " HTTP/1.1\r\n\r\n");
      assertThat(wire.read().status()).isEqualTo(414);
      assertThat(wire.closedByServer()).isTrue();
    }
  }

  @Test
  void headersOf64KilobytesAreRefused() throws Exception {
    try (Wire wire = new Wire(server.port())) {
      wire.send("GET /health/live HTTP/1.1\r\nCookie: " + "x".repeat(65_536) + "\r\n\r\n");
      assertThat(wire.read().status()).isEqualTo(431);
    }
  }

  @Test
  void aClientThatGoesWhileItsAnswerIsOnTheWayLeavesNothing() throws Exception {
    for (int i = 0; i < 50; i++) {
      try (Wire wire = new Wire(server.port())) {
        wire.send(post("abc") + post("abc") + "POST /in/t HTTP/1.1\r\nContent-Length: 5\r\n\r\nab");
      }
    }
  }

  /// Sends a little now and then until the server has had enough.
  private static final class Trickle {
    private final Thread thread;

    Trickle(Wire wire, String drop) {
      thread =
          Thread.startVirtualThread(() -> {
            try {
              for (int i = 0; i < 400; i++) {
                wire.send(drop);
                Thread.sleep(50);
              }
            } catch (IOException | InterruptedException _) {
              // Cut off, as it should be.
            }
          });
    }

    void join() throws InterruptedException {
      assertThat(thread.join(Duration.ofSeconds(15))).isTrue();
    }
  }
}
