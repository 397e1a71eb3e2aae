package dev.muster.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class StorefrontTest {

  private static final String UPGRADE =
      "{\"user\":\"felix.stone@mossandco.example\",\"event\":\"upgraded\"}";

  private final List<String> received = new CopyOnWriteArrayList<>();
  private HttpServer endpoint;
  private Storefront shop;

  @BeforeEach
  void open() throws IOException {
    endpoint = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    endpoint.createContext(
        "/in/token",
        exchange -> {
          try (exchange) {
            received.add(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] answer = "as it came".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(418, answer.length);
            exchange.getResponseBody().write(answer);
          }
        });
    endpoint.start();
    shop = Storefront.at(0);
    URI muster = URI.create("http://127.0.0.1:" + endpoint.getAddress().getPort());
    shop.open(new ShopFiles(muster, "the-key"), new Billing(muster.resolve("/in/token")));
  }

  @AfterEach
  void close() {
    shop.close();
    endpoint.stop(0);
  }

  /// What is answered to exactly these lines.
  private String exchange(String request, String... headers) throws IOException {
    return exchange(request, "", headers);
  }

  private String exchange(String request, String body, String[] headers) throws IOException {
    try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), shop.url().getPort())) {
      socket.setSoTimeout(20_000);
      String host =
          String.join("", headers).contains("Host:") ? "" : "Host: " + authority() + "\r\n";
      String lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
      String all =
          request
              + " HTTP/1.1\r\n"
              + host
              + lines
              + "Connection: close\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body;
      socket.getOutputStream().write(all.getBytes(StandardCharsets.UTF_8));
      StringBuilder answer = new StringBuilder();
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      for (int next = in.read(); next >= 0; next = in.read()) {
        answer.append((char) next);
      }
      return answer.toString();
    }
  }

  private String send(String body, String... headers) throws IOException {
    return exchange("POST /send", body, headers);
  }

  private String authority() {
    return "127.0.0.1:" + shop.url().getPort();
  }

  @Test
  void thePageIsToldWhereMusterIsAndWhichEnvironmentIsMeant() throws IOException {
    String muster = "http://127.0.0.1:" + endpoint.getAddress().getPort();
    assertThat(exchange("GET /"))
        .startsWith("HTTP/1.1 200")
        .containsIgnoringCase("content-type: text/html; charset=utf-8")
        .contains("default-src 'none'; script-src 'self' " + muster + "; style-src 'self'")
        .contains("frame-ancestors 'self'")
        .contains("src=\"" + muster + "/muster.js?key=the-key\"");
  }

  @ParameterizedTest
  @CsvSource({
    "/shop.css,text/css; charset=utf-8",
    "/shop.js,text/javascript; charset=utf-8",
    "/icon.svg,image/svg+xml",
    "/side-by-side,text/html; charset=utf-8",
    "/side-by-side.css,text/css; charset=utf-8",
    "/side-by-side.js,text/javascript; charset=utf-8",
    "/webhooks,application/json"
  })
  void everyFileSaysWhatItIsAndMayNotBeTakenForSomethingElse(String path, String type)
      throws IOException {
    assertThat(exchange("GET " + path))
        .startsWith("HTTP/1.1 200")
        .containsIgnoringCase("content-type: " + type)
        .containsIgnoringCase("x-content-type-options: nosniff")
        .contains("default-src 'none'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing",
        "/index.html",
        "/README.md",
        "/../Demo.class",
        "/%2e%2e/Demo.class",
        "/shop/../../demo/Demo.class",
        "//etc/passwd",
        "/side-by-side/"
      })
  void whatIsNotOfTheShopIsNotThere(String path) throws IOException {
    assertThat(exchange("GET " + path)).startsWith("HTTP/1.1 404");
  }

  @Test
  void aHeadHasTheLengthAndNoBody() throws IOException {
    assertThat(exchange("HEAD /"))
        .startsWith("HTTP/1.1 200")
        .containsIgnoringCase("content-length: ")
        .doesNotContain("<html");
  }

  @ParameterizedTest
  @CsvSource({"PUT /,'GET, HEAD'", "GET /send,POST", "DELETE /webhooks,'GET, HEAD'"})
  void anotherMethodIsToldWhichOnesThereAre(String request, String allowed) throws IOException {
    assertThat(exchange(request))
        .startsWith("HTTP/1.1 405")
        .containsIgnoringCase("allow: " + allowed);
  }

  @Test
  void whatIsSentGoesToTheEndpointAndItsAnswerComesBackAsItCame() throws IOException {
    assertThat(
            send(
                UPGRADE,
                "Content-Type: application/json",
                "Sec-Fetch-Site: same-origin",
                "Origin: http://" + authority()))
        .startsWith("HTTP/1.1 200")
        .contains("\"status\":418", "\"answer\":\"as it came\"")
        .doesNotContain("token");
    assertThat(received)
        .containsExactly(
            "{\"type\":\"customer.upgraded\",\"data\":{\"object\":{\"customer_email\":"
                + "\"felix.stone@mossandco.example\",\"plan\":\"enterprise\"}}}");
  }

  @ParameterizedTest
  @CsvSource({
    "403,Sec-Fetch-Site: cross-site",
    "403,Sec-Fetch-Site: same-site",
    "403,Origin: http://evil.example",
    "403,Origin: null",
    "421,Host: evil.example",
    "421,Host: 127.0.0.1"
  })
  void anotherOriginSendsNothing(int status, String header) throws IOException {
    assertThat(send(UPGRADE, "Content-Type: application/json", header))
        .startsWith("HTTP/1.1 " + status);
    assertThat(received).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"user\":\"ada.almeida@amberanalytics.example\",\"event\":\"upgraded\"}",
        "{\"user\":\"felix.stone@mossandco.example\",\"event\":\"UPGRADED\"}",
        "{\"user\":[\"felix.stone@mossandco.example\"],\"event\":\"upgraded\"}",
        "{\"user\":\"felix.stone@mossandco.example\"}",
        "[]",
        "null",
        "",
        "{"
      })
  void onlyTheSamplesAreSentAndOnlyWhatIsKnown(String body) throws IOException {
    assertThat(send(body, "Content-Type: application/json")).startsWith("HTTP/1.1 422");
    assertThat(received).isEmpty();
  }

  @Test
  void aFormOfAnotherPageOrABodyWithoutEndIsNotRead() throws IOException {
    assertThat(send(UPGRADE, "Content-Type: text/plain")).startsWith("HTTP/1.1 415");
    assertThat(send(UPGRADE + " ".repeat(2_000), "Content-Type: application/json"))
        .startsWith("HTTP/1.1 413");
    assertThat(received).isEmpty();
  }

  @Test
  void thatMusterIsNotThereIsSaid() throws IOException {
    endpoint.stop(0);
    assertThat(send(UPGRADE, "Content-Type: application/json"))
        .startsWith("HTTP/1.1 502")
        .contains("Muster does not answer");
  }

  @Test
  void aPortThatIsTakenIsSaidWithWhatToDo() {
    assertThatThrownBy(() -> Storefront.at(shop.url().getPort()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(authority())
        .hasMessageContaining("--shop-port");
  }

  @ParameterizedTest
  @EnumSource(Sample.class)
  void thePageHasEverySampleToSignInAs(Sample sample) throws IOException {
    assertThat(exchange("GET /"))
        .contains("<option value=\"" + sample.email() + "\">" + sample.words() + "</option>");
  }
}
