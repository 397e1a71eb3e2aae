package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.muster.catalog.Role;
import dev.muster.intake.Captures;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class CaptureApiTest {

  @RegisterExtension
  static final ApiWorld WORLD =
      new ApiWorld(
          new Streams(
              200,
              1_000,
              1_000,
              Duration.ofMillis(200),
              Duration.ofSeconds(2),
              ConcurrentHashMap.newKeySet()));

  /// A client that waits for a call.
  private static final class Waiting implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    Waiting(String system, String query, String token) throws Exception {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create(WORLD.url() + system + "/integrations/crm/capture" + query))
              .header("Authorization", "Bearer " + token)
              .header("Accept", "text/event-stream")
              .build();
      response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /// The event, once it is there; the stream has to end with it.
    JsonNode payload() throws IOException {
      List<String> all = lines.lines().filter(line -> !line.startsWith(":")).toList();
      List<String> said = all.stream().filter(line -> !line.isEmpty()).toList();
      assertThat(said).hasSize(2);
      assertThat(said.getFirst()).isEqualTo("event: payload");
      return new JsonMapper().readTree(said.getLast().substring("data: ".length()));
    }

    @Override
    public void close() {
      client.shutdownNow();
      client.close();
    }
  }

  private static Waiting editor(String system, String query) throws Exception {
    Waiting waiting = new Waiting(system, query, WORLD.token(Role.EDITOR));
    assertThat(waiting.response.statusCode()).isEqualTo(200);
    assertThat(waiting.response.headers().firstValue("content-type")).contains("text/event-stream");
    assertThat(waiting.lines.readLine()).isEqualTo(": waiting for the next call");
    return waiting;
  }

  @Test
  void theNextCallIsShownAsItWasSentAndTheStreamEnds() throws Exception {
    String shop = WORLD.shop("caught");
    WORLD.user(shop, "before", "");
    String body = "{ \"customer\": {\"email\":\"ann\"},\n \"more\": [1, \"ü\"] }";
    try (Waiting waiting = editor(shop, "")) {
      WORLD.deliver(shop, "test", ApiWorld.customer("elsewhere", "")).expect(200);
      WORLD.deliver(shop, body).expect(200);
      WORLD.user(shop, "after", "");
      JsonNode caught = waiting.payload();
      assertThat(caught.get("payload").asText()).isEqualTo(body);
      assertThat(caught.get("bytes").asInt())
          .isEqualTo(body.getBytes(StandardCharsets.UTF_8).length);
      assertThat(caught.get("source").asText()).isEqualTo("127.0.0.1");
      assertThat(caught.get("truncated").asBoolean()).isFalse();
      assertThat(caught.get("at").asText()).endsWith("Z");
    }
  }

  @Test
  void whatIsRefusedIsCaughtTooAndEachWhoWaitsGetsIt() throws Exception {
    String shop = WORLD.shop("refused");
    try (Waiting one = editor(shop, "?environment=test");
        Waiting other = editor(shop, "?environment=test")) {
      WORLD.deliver(shop, "test", "{not json").expect(400);
      assertThat(one.payload().get("payload").asText()).isEqualTo("{not json");
      assertThat(other.payload().get("payload").asText()).isEqualTo("{not json");
    }
  }

  @Test
  void anIntegrationWithoutPropertiesCanBeSetUpFromWhatItCatches() throws Exception {
    String system = WORLD.system("blank");
    WORLD
        .admin()
        .post(
            system + "/integrations",
            "{\"key\":\"crm\",\"name\":\"CRM\",\"identifier\":\"id\",\"properties\":[]}")
        .expect(201);
    try (Waiting waiting = editor(system, "")) {
      WORLD.deliver(system, "{\"id\":\"ann\",\"plan\":\"pro\"}").expect(200);
      assertThat(waiting.payload().get("payload").asText()).contains("\"plan\"");
    }
    WORLD.admin().get(system + "/environments/production/users/ann").expect(200);
  }

  @Test
  void aReplayIsNoRealCall() throws Exception {
    String shop = WORLD.shop("again");
    var refused = WORLD.deliver(shop, ApiWorld.customer("ann", "\"arr\":\"x\"")).expect(422);
    try (Waiting waiting = editor(shop, "")) {
      WORLD
          .admin()
          .post(
              shop + "/integrations/crm/deliveries/" + refused.text("/deliveryId") + "/replay", "")
          .expect(422);
      WORLD.user(shop, "real", "");
      assertThat(waiting.payload().get("payload").asText()).contains("real");
    }
  }

  @Test
  void noMoreWaitThanAreAllowedAndOneWhoGoesMakesRoom() throws Exception {
    String shop = WORLD.shop("crowded");
    List<Waiting> all = new ArrayList<>();
    try {
      for (int i = 0; i < Captures.OPEN_MAX; i++) {
        all.add(editor(shop, ""));
      }
      assertThat(WORLD.admin().get(shop + "/integrations/crm/capture").expect(503).code())
          .isEqualTo("too-many-captures");
      all.removeLast().close();
      int status = 503;
      for (int i = 0; i < 50 && status == 503; i++) {
        Thread.sleep(100);
        try (Waiting next = new Waiting(shop, "", WORLD.token(Role.EDITOR))) {
          status = next.response.statusCode();
        }
      }
      assertThat(status).isEqualTo(200);
    } finally {
      all.forEach(Waiting::close);
    }
  }

  @Test
  void aViewerCatchesNothing() {
    String shop = WORLD.shop("viewed");
    WORLD.as(Role.VIEWER).get(shop + "/integrations/crm/capture").expect(403);
  }
}
