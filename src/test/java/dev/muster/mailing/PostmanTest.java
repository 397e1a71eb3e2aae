package dev.muster.mailing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.mailing.MailServer.Login;
import dev.muster.mailing.MailServer.Security;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;

/// Mails over a real SMTP server, in the clear and with TLS.
class PostmanTest {

  @TempDir private static Path directory;

  private static SSLContext tls = context();

  private static SSLContext context() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final char[] PASSWORD = "changeit".toCharArray();

  /// A server's certificate that only these tests trust.
  @BeforeAll
  static void aCertificate() throws Exception {
    Path file = directory.resolve("mail.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "mail",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, PASSWORD);
    trusted.setCertificateEntry("mail", store.getCertificate("mail"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
  }

  private static Mail mail(String... recipients) {
    return new Mail(
        "weekly.shop.1@muster",
        "Größe & Zahl",
        List.of(recipients),
        "Zahlen für heute\n",
        "<p>Zahlen für heute <img src=\"cid:a.png\"></p>",
        List.of(
            new Mail.File("a.png", "image/png", new byte[] {1, 2, 3}, true),
            new Mail.File(
                "a.csv",
                "text/csv; charset=utf-8",
                "a,ü\r\n".getBytes(StandardCharsets.UTF_8),
                false)));
  }

  @Test
  void aMailArrivesAsItWasWritten() throws Exception {
    try (PostOffice office = new PostOffice()) {
      assertThat(new Postman(office.plain()).send(mail("ann@example.com", "bob@example.com")))
          .isEmpty();
      List<PostOffice.Received> received = office.await(2);
      assertThat(received)
          .extracting(PostOffice.Received::recipient)
          .containsExactlyInAnyOrder("ann@example.com", "bob@example.com");
      PostOffice.Received one = received.getFirst();
      assertThat(one.from()).isEqualTo("muster@example.com");
      assertThat(one.message().getSubject()).isEqualTo("Größe & Zahl");
      assertThat(one.message().getHeader("Message-ID")).containsExactly("<weekly.shop.1@muster>");
      assertThat(one.message().getHeader("Auto-Submitted")).containsExactly("auto-generated");
      assertThat(one.message().getFrom()[0]).hasToString("Muster <muster@example.com>");
      assertThat(one.text("text/plain")).contains("Zahlen für heute");
      assertThat(one.text("text/html")).contains("cid:a.png");
      assertThat(one.text("text/csv")).isEqualTo("a,ü\r\n");
      assertThat(one.parts()).hasSize(4);
      assertThat(one.parts().get(2).getHeader("Content-ID")).containsExactly("<a.png>");
    }
  }

  @Test
  void whomTheServerDoesNotTakeIsToldAndTheOthersGetIt() throws Exception {
    try (PostOffice office = new PostOffice()) {
      Postman postman = new Postman(office.plain());
      assertThat(postman.send(mail("nobody@example.com", "bob@example.com")))
          .containsExactly("nobody@example.com");
      assertThat(office.await(1)).hasSize(1);
      assertThatThrownBy(() -> postman.send(mail("nobody@example.com")))
          .isInstanceOf(NotSentException.class)
          .hasMessageContaining("takes none of the recipients");
      assertThat(office.received()).hasSize(1);
    }
  }

  private static MailServer server(PostOffice office, Security security, String password) {
    return new MailServer(
        "127.0.0.1",
        office.port(),
        security,
        Optional.of(new Login("muster", password)),
        "muster@example.com");
  }

  private static PostOffice guarded() {
    return new PostOffice(
        0,
        builder ->
            builder
                .enableTLS()
                .requireTLS()
                .startTlsSocketFactory(tls)
                .requireAuth()
                .authenticationHandlerFactory(
                    new EasyAuthenticationHandlerFactory((user, password, _) -> {
                      if (!user.equals("muster") || !password.equals("right")) {
                        throw new LoginFailedException("no such login");
                      }
                    })));
  }

  @Test
  void aLoginGoesOverStartTls() throws Exception {
    try (PostOffice office = guarded()) {
      MailServer server = server(office, Security.STARTTLS, "right");
      assertThat(
              new Postman(server, Optional.of(tls.getSocketFactory()))
                  .send(mail("ann@example.com")))
          .isEmpty();
      assertThat(office.await(1)).hasSize(1);
    }
  }

  @Test
  void aWrongLoginIsToldAndThePasswordIsNot() {
    try (PostOffice office = guarded()) {
      MailServer server = server(office, Security.STARTTLS, "wrong-secret");
      assertThatThrownBy(() ->
              new Postman(server, Optional.of(tls.getSocketFactory()))
                  .send(mail("ann@example.com")))
          .isInstanceOf(NotSentException.class)
          .hasMessageContaining("refuses the login")
          .hasMessageNotContaining("wrong-secret");
      assertThat(server.toString()).doesNotContain("wrong-secret");
      assertThat(office.received()).isEmpty();
    }
  }

  @Test
  void aCertificateThatNobodyTrustsAndAServerWithoutTlsGetNothing() {
    try (PostOffice office = guarded();
        PostOffice open = new PostOffice()) {
      assertThatThrownBy(() ->
              new Postman(server(office, Security.STARTTLS, "right")).send(mail("ann@example.com")))
          .isInstanceOf(NotSentException.class)
          .hasMessageContaining("certif");
      assertThatThrownBy(() ->
              new Postman(server(open, Security.STARTTLS, "right")).send(mail("ann@example.com")))
          .isInstanceOf(NotSentException.class)
          .hasMessageContaining("STARTTLS");
      assertThat(office.received()).isEmpty();
      assertThat(open.received()).isEmpty();
    }
  }

  @Test
  void aServerThatIsDownIsToldByItsName() {
    PostOffice office = new PostOffice();
    MailServer server = office.plain();
    office.close();
    assertThatThrownBy(() -> new Postman(server).send(mail("ann@example.com")))
        .isInstanceOf(NotSentException.class)
        .hasMessageContaining("The mail server 127.0.0.1:" + server.port() + " cannot be reached");
  }

  @Test
  void aNameOfTheSenderArrivesAsItWasWritten() throws Exception {
    try (PostOffice office = new PostOffice()) {
      MailServer server =
          new MailServer(
              "127.0.0.1",
              office.port(),
              Security.NONE,
              Optional.empty(),
              "Käfer Größe <muster@example.com>");
      assertThat(new Postman(server).send(mail("ann@example.com"))).isEmpty();
      MimeMessage message = office.await(1).getFirst().message();
      assertThat(message.getHeader("From")[0]).matches("\\p{ASCII}+");
      assertThat(((InternetAddress) message.getFrom()[0]).getPersonal()).isEqualTo("Käfer Größe");
    }
  }

  @Test
  void aServerThatTookTheMailAndSaysNoGoodbyeHasIt() throws Exception {
    for (String goodbye : List.of("", "nonsense\r\n")) {
      try (RudeOffice office = new RudeOffice("250 taken\r\n", goodbye)) {
        assertThat(new Postman(office.plain()).send(mail("ann@example.com"))).isEmpty();
        assertThat(office.taken()).isEqualTo(1);
      }
    }
  }

  @Test
  void aServerThatHasAllOfTheMailAndDoesNotAnswerMayHaveTakenIt() throws Exception {
    for (String answer : List.of("", "nonsense\r\n")) {
      try (RudeOffice office = new RudeOffice(answer, "")) {
        assertThatThrownBy(() -> new Postman(office.plain()).send(mail("ann@example.com")))
            .isInstanceOfSatisfying(
                NotSentException.class, e -> assertThat(e.mayHaveArrived()).isTrue())
            .hasMessageContaining("may have arrived");
      }
    }
    try (RudeOffice office = new RudeOffice("451 not now\r\n", "221 bye\r\n")) {
      assertThatThrownBy(() -> new Postman(office.plain()).send(mail("ann@example.com")))
          .isInstanceOfSatisfying(
              NotSentException.class, e -> assertThat(e.mayHaveArrived()).isFalse())
          .hasMessageContaining("451 not now");
    }
  }
}
