package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// docs/api.md: 503, also `too-many-streams` and `unavailable`: "send it again after `Retry-After`
/// seconds".
class RetryAfterTest {

  @RegisterExtension
  static final ApiWorld WORLD =
      new ApiWorld(
          new Streams(
              0,
              10,
              10,
              Duration.ofSeconds(15),
              Duration.ofSeconds(10),
              ConcurrentHashMap.newKeySet()));

  @Test
  void tooManyStreamsSaysWhenToComeAgain() throws IOException, InterruptedException {
    WORLD.shop("busy");
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(WORLD.url() + "/api/v1/systems/busy/integrations/crm/deliveries"))
            .header("Accept", "text/event-stream")
            .header("Authorization", "Bearer " + ApiWorld.ADMIN_TOKEN)
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.headers().firstValue("Retry-After")).isPresent();
    }
  }
}
