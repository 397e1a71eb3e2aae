package dev.muster.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FirstStartTest {

  private static final Pattern SET_UP =
      Pattern.compile("(?m)^muster: set up on (http://\\S+)/link#([a-z0-9]{40})$");

  @TempDir Path directory;

  private static Matcher said(ServerProcess server) throws Exception {
    for (int i = 0; i < 500; i++) {
      Matcher matcher = SET_UP.matcher(server.output());
      if (matcher.find()) {
        return matcher;
      }
      Thread.sleep(20);
    }
    throw new IOException("no set-up link:\n" + server.output());
  }

  private static HttpResponse<String> send(URI base, String path, Optional<String> body)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
    body.ifPresent(it ->
        request
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(it)));
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void theFirstAdminComesInByTheLinkThatIsPrintedUntilItIsUsed() throws Exception {
    Path data = directory.resolve("data");
    String first;
    try (ServerProcess server = ServerProcess.start(data)) {
      first = said(server).group(2);
      assertThat(said(server).group(1)).isEqualTo(server.base().toString());
      assertThat(send(server.base(), "/api/v1/links/" + first, Optional.empty()).body())
          .contains("\"kind\":\"set-up\"");
      assertThat(server.stop()).isZero();
    }
    try (ServerProcess server = ServerProcess.start(data)) {
      String link = said(server).group(2);
      URI base = server.base();
      assertThat(send(base, "/api/v1/links/" + first, Optional.empty()).statusCode())
          .isEqualTo(404);
      String sent =
          "{\"email\":\"ann@example.com\",\"name\":\"Ann\",\"password\":\"correct horse battery\"}";
      HttpResponse<String> used = send(base, "/api/v1/links/" + link, Optional.of(sent));
      assertThat(used.statusCode()).as(used.body()).isEqualTo(200);
      assertThat(used.body()).contains("\"role\":\"admin\"");
      assertThat(used.headers().firstValue("set-cookie").orElseThrow())
          .startsWith("muster-session=");
      assertThat(send(base, "/api/v1/links/" + link, Optional.of(sent)).statusCode())
          .isEqualTo(404);
      // What was answered outlives even this.
      server.kill();
    }
    try (ServerProcess server = ServerProcess.start(data)) {
      URI base = server.base();
      assertThat(send(base, "/api/v1/sign-in", Optional.empty()).body())
          .contains("\"setUpNeeded\":false");
      HttpResponse<String> signedIn =
          send(
              base,
              "/api/v1/session",
              Optional.of(
                  "{\"email\":\"ann@example.com\",\"password\":\"correct horse battery\"}"));
      assertThat(signedIn.statusCode()).as(signedIn.body()).isEqualTo(200);
      assertThat(SET_UP.matcher(server.output()).find()).isFalse();
    }
  }
}
