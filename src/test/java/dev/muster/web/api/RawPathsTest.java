package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RawPathsTest {

  @RegisterExtension
  static final ApiWorld WORLD =
      new ApiWorld(
          new Streams(
              1,
              10,
              10,
              Duration.ofSeconds(15),
              Duration.ofSeconds(10),
              ConcurrentHashMap.newKeySet()));

  /// @return the status line
  private static String send(String method, String path, String more) throws IOException {
    URI url = URI.create(WORLD.url());
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket
          .getOutputStream()
          .write(
              "%s %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n%s\r\n"
                  .formatted(method, path, ApiWorld.ADMIN_TOKEN, more)
                  .getBytes(StandardCharsets.US_ASCII));
      socket.setSoTimeout(5_000);
      InputStream in = socket.getInputStream();
      byte[] bytes = new byte[300];
      int got = in.read(bytes);
      return new String(bytes, 0, Math.max(0, got), StandardCharsets.US_ASCII).split("\r\n", 2)[0];
    }
  }

  /// A parameter that is percent-encoded whole must not leave its place in the path.
  @Test
  void aKeyOfEncodedDotsDeletesNothingElse() throws IOException {
    String path = WORLD.shop("dots");
    String status = send("DELETE", path + "/segments/%2E%2E?confirm=true", "");
    assertThat(status).contains(" 404 ");
    WORLD.admin().get(path).expect(200);
  }

  /// Clients take the dots out of the path themselves, and what they send then ends with a slash.
  @Test
  void aPathThatEndsWithASlashIsNotTheOneWithoutIt() throws IOException {
    String path = WORLD.shop("slash");
    assertThat(send("DELETE", path + "/environments/test/?confirm=true", "")).contains(" 404 ");
    assertThat(send("GET", path + "/", "")).contains(" 404 ");
    WORLD.admin().get(path + "/environments/test").expect(200);
  }

  @Test
  void noUserIsCalledByDots() {
    String path = WORLD.shop("dotted");
    for (String dots : new String[] {".", ".."}) {
      ContractClient.Reply refused =
          WORLD.deliver(path, ApiWorld.customer(dots, "\"plan\":\"pro\"")).expect(422);
      assertThat(refused.code()).isEqualTo("identifier-missing");
      assertThat(refused.text("/detail")).contains("is \"" + dots + "\", which no user");
    }
    WORLD.user(path, "...", "");
    WORLD.admin().get(path + "/environments/production/users/...").expect(200);
  }

  @Test
  void aStreamThatItsClientHasClosedTakesNoPlace() throws IOException, InterruptedException {
    String path = WORLD.shop("streams") + "/integrations/crm/deliveries";
    String accept = "Accept: text/event-stream\r\n";
    assertThat(send("GET", path, accept)).contains(" 200 ");
    Thread.sleep(2_000);
    assertThat(send("GET", path, accept)).contains(" 200 ");
  }
}
