package dev.muster.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.muster.outgoing.TargetServer.Answer;
import dev.muster.outgoing.TargetServer.Received;
import dev.muster.signature.AddressRange;
import dev.muster.signature.StandardWebhooksSigner;
import dev.muster.web.TestCertificate;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookClientTest {

  private static final String SECRET = StandardWebhooksSigner.newSecret();
  private static final AddressRange HERE = AddressRange.of("127.0.0.0/8");
  private static final Message MESSAGE =
      new Message("msg_1", "{\"type\":\"test\"}".getBytes(StandardCharsets.UTF_8));

  private final TargetServer server = TargetServer.start();
  private WebhookClient client = client(new TargetRules(List.of(HERE)));

  private static WebhookClient client(TargetRules rules) {
    return new WebhookClient(
        rules, InstantSource.system(), Duration.ofSeconds(10), new HttpClientOptions());
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private Reply send(String url) throws TargetException {
    return client.send(Target.of(url), MESSAGE, List.of(SECRET)).join();
  }

  @Test
  void aMessageComesSignedWithItsIdAndTheTime() throws Exception {
    assertThat(send(server.url() + "?a=b"))
        .matches(Reply::isTaken)
        .isInstanceOfSatisfying(
            Reply.Answered.class, reply -> assertThat(reply.status()).isEqualTo(200));
    Received received = server.received().getFirst();
    assertThat(received.body()).isEqualTo("{\"type\":\"test\"}");
    assertThat(received.path()).isEqualTo("/hook?a=b");
    assertThat(received.headers())
        .containsEntry("webhook-id", "msg_1")
        .containsEntry("content-type", "application/json")
        .containsEntry("host", "127.0.0.1:" + server.port());
    assertThat(received.isSignedWith(SECRET)).isTrue();
    assertThat(received.isSignedWith(StandardWebhooksSigner.newSecret())).isFalse();
  }

  @Test
  void whileASecretIsExchangedBothSign() throws Exception {
    String next = StandardWebhooksSigner.newSecret();
    Reply _ = client.send(Target.of(server.url()), MESSAGE, List.of(next, SECRET)).join();
    Received received = server.received().getFirst();
    assertThat(received.headers().getOrDefault("webhook-signature", "").split(" ")).hasSize(2);
    assertThat(received.isSignedWith(SECRET)).isTrue();
    assertThat(received.isSignedWith(next)).isTrue();
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    try (TargetServer other = TargetServer.start()) {
      server.answers(_ -> new Answer(307, Map.of("Location", other.url()), ""));
      assertThat(send(server.url()).trouble())
          .startsWith("it answered 307, which leads to " + other.url());
      assertThat(other.received()).isEmpty();
    }
  }

  @Test
  void aRefusalIsToldWithItsWordsAndItsPause() throws Exception {
    server.answers(_ -> new Answer(503, Map.of("Retry-After", "120"), "down for\n\u0007repair"));
    assertThat(send(server.url()))
        .isInstanceOfSatisfying(
            Reply.Answered.class,
            reply -> {
              assertThat(reply.trouble()).isEqualTo("it answered 503: down for repair");
              assertThat(reply.retryAfter()).isEqualTo(Optional.of(Duration.ofMinutes(2)));
            });
  }

  @Test
  void ofALongAnswerOnlyTheBeginningIsRead() throws Exception {
    server.answers(_ -> new Answer(500, Map.of(), "x".repeat(1 << 20)));
    assertThat(send(server.url()).trouble()).hasSizeLessThan(400).startsWith("it answered 500: x");
  }

  @Test
  void whereNothingListensOrAnswersItSaysSoInTime() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      client.close();
      client =
          new WebhookClient(
              new TargetRules(List.of(HERE)),
              InstantSource.system(),
              Duration.ofSeconds(1),
              new HttpClientOptions());
      assertThat(send("http://127.0.0.1:" + silent.getLocalPort() + "/").trouble())
          .isEqualTo("there was no answer within 1 s");
    }
    server.close();
    assertThat(send(server.url()).trouble())
        .isEqualTo("nothing listens at 127.0.0.1:" + server.port() + " (127.0.0.1)");
  }

  @Test
  void withoutTheOperatorsLeaveNothingOfThisMachineIsCalled() throws Exception {
    client.close();
    client = client(new TargetRules(List.of()));
    assertThat(send(server.url()).trouble()).contains("webhook-targets-allowed");
    assertThat(server.received()).isEmpty();
  }

  @Test
  void theAddressThatWasLookedAtIsTheOneThatIsCalled() throws Exception {
    client.close();
    AtomicInteger asked = new AtomicInteger();
    // The second time, the name would stand for an address where nobody is.
    client =
        client(
            new TargetRules(
                List.of(HERE),
                _ ->
                    new InetAddress[] {
                      InetAddress.ofLiteral(
                          asked.getAndIncrement() == 0 ? "127.0.0.1" : "127.0.0.2")
                    }));
    assertThat(send("http://hooks.example.com:" + server.port() + "/")).matches(Reply::isTaken);
    assertThat(asked.get()).isEqualTo(1);
    assertThat(server.received().getFirst().headers())
        .containsEntry("host", "hooks.example.com:" + server.port());
  }

  @Test
  void anAddressThatDoesNotAnswerIsFollowedByTheNext() throws Exception {
    client.close();
    InetAddress[] both = {InetAddress.ofLiteral("127.0.0.2"), InetAddress.ofLiteral("127.0.0.1")};
    client = client(new TargetRules(List.of(HERE), _ -> both));
    assertThat(send("http://hooks.example.com:" + server.port() + "/")).matches(Reply::isTaken);
  }

  @Test
  void overTlsTheNameIsTheOneOfTheUrl(@TempDir Path directory) throws Exception {
    TestCertificate certificate = TestCertificate.make(directory, "hooks", "dns:hooks.example.com");
    HttpsServer https =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(certificate.serving()));
    client.close();
    client =
        new WebhookClient(
            new TargetRules(
                List.of(HERE), _ -> new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")}),
            InstantSource.system(),
            Duration.ofSeconds(5),
            new HttpClientOptions()
                .setTrustOptions(
                    new PemTrustOptions()
                        .addCertValue(Buffer.buffer(certificate.certificatePem()))));
    try (TargetServer target = TargetServer.on(https)) {
      assertThat(send("https://hooks.example.com:" + target.port() + "/")).matches(Reply::isTaken);
      assertThat(target.received()).hasSize(1);
      assertThat(send("https://other.example.com:" + target.port() + "/").trouble())
          .contains("its certificate is for another name");
      client.close();
      client = client(new TargetRules(List.of(HERE)));
      assertThat(send("https://127.0.0.1:" + target.port() + "/").trouble())
          .contains("its certificate is not one that Java trusts");
      assertThat(target.received()).hasSize(1);
    }
  }

  @Test
  void afterItsEndItSendsNothing() throws Exception {
    client.close();
    assertThat(send(server.url()).trouble()).isEqualTo("this server is stopping");
    assertThat(server.received()).isEmpty();
  }
}
