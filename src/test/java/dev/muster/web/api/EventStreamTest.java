package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.muster.web.ServeOptions;
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
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class EventStreamTest {

  private static final int STREAMS_MAX = 25;
  private static final String PRO = "{\"field\":\"crm.plan\",\"operator\":\"=\",\"value\":\"pro\"}";
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @RegisterExtension
  static final ApiWorld WORLD =
      new ApiWorld(Streams.ofDefaults(), options -> options.withLimits(few(options)));

  private static ServeOptions.Limits few(ServeOptions options) {
    ServeOptions.Limits limits = options.limits();
    return new ServeOptions.Limits(
        limits.bodyBytesMax(),
        limits.bodiesBytesMax(),
        limits.connectionsMax(),
        limits.uriBytesMax(),
        limits.headerBytesMax(),
        limits.head(),
        limits.body(),
        limits.idle(),
        limits.pageLoadRate(),
        limits.intakeRates(),
        STREAMS_MAX,
        limits.stop());
  }

  /// An open stream; its lines are read by a thread of its own.
  private static final class Listener implements AutoCloseable {
    private static final String END = "the end";
    private final InputStream body;
    private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
    final Map<String, List<String>> headers;

    Listener(String url, String... more) throws Exception {
      HttpResponse<InputStream> answer = connect(url, more);
      assertThat(answer.statusCode()).isEqualTo(200);
      headers = answer.headers().map();
      body = answer.body();
      Thread.startVirtualThread(this::read);
      assertThat(lines.poll(5, TimeUnit.SECONDS)).startsWith("retry: ");
      assertThat(lines.poll(5, TimeUnit.SECONDS)).startsWith("id: ");
      assertThat(lines.poll(5, TimeUnit.SECONDS)).isEmpty();
    }

    private void read() {
      try (BufferedReader reader =
          new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          lines.add(line);
        }
      } catch (IOException _) {
        // Closed.
      }
      lines.add(END);
    }

    /// The next event's id, after checking what it says; null if none comes in time.
    @Nullable String event(long millis) throws Exception {
      String id = lines.poll(millis, TimeUnit.MILLISECONDS);
      if (id == null || id.equals(END)) {
        return null;
      }
      assertThat(id).startsWith("id: ");
      String data = lines.poll(1, TimeUnit.SECONDS);
      JsonNode json = new JsonMapper().readTree(String.valueOf(data).substring("data: ".length()));
      assertThat(json.get("type").asText()).isEqualTo("refetchEvaluation");
      assertThat(json.get("etag").asText()).isEqualTo(id.substring("id: ".length()));
      assertThat(lines.poll(1, TimeUnit.SECONDS)).isEmpty();
      return json.get("etag").asText();
    }

    boolean ends() throws InterruptedException {
      long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
      while (System.nanoTime() < end) {
        if (END.equals(lines.poll(100, TimeUnit.MILLISECONDS))) {
          return true;
        }
      }
      return false;
    }

    @Override
    public void close() throws IOException {
      body.close();
    }
  }

  private static HttpResponse<InputStream> connect(String url, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
  }

  private static int status(String url, String... headers) throws Exception {
    HttpResponse<InputStream> answer = connect(url, headers);
    answer.body().close();
    return answer.statusCode();
  }

  private static String key(String system) {
    return WORLD.admin().get(system + "/environments/production").expect(200).text("/clientKey");
  }

  private static JsonNode all(String key, String user) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(WORLD.url() + "/ofrep/v1/evaluate/flags"))
            .header("X-API-Key", key)
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"context\":{\"targetingKey\":\"%s\"}}".formatted(user)))
            .build();
    HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonMapper().readTree(answer.body());
  }

  private static String url(String key, String user) throws Exception {
    return all(key, user).at("/eventStreams/0/url").asText();
  }

  private static String live(String name) {
    String system = WORLD.shop(name);
    WORLD.segment(system, "pro", PRO);
    WORLD.user(system, "ann@example.com", "\"plan\":\"free\"");
    WORLD.user(system, "bob@example.com", "\"plan\":\"free\"");
    WORLD.publish(system);
    return system;
  }

  @Test
  void anUpdateOfTheUserIsToldWithinASecondAndIsSeenThen() throws Exception {
    String system = live("told");
    String key = key(system);
    try (Listener ann = new Listener(url(key, "ann@example.com"));
        Listener bob = new Listener(url(key, "bob@example.com"))) {
      assertThat(ann.headers.get("content-type")).containsExactly("text/event-stream");
      assertThat(ann.headers.get("access-control-allow-origin")).containsExactly("*");
      assertThat(ann.event(300)).isNull();
      WORLD.user(system, "ann@example.com", "\"plan\":\"pro\"");
      assertThat(ann.event(1_000)).isNotNull();
      assertThat(all(key, "ann@example.com").at("/flags/0/value").asBoolean()).isTrue();
      assertThat(bob.event(300)).isNull();
    }
  }

  @Test
  void aPublicationIsToldToEverybody() throws Exception {
    String system = live("published");
    String key = key(system);
    try (Listener ann = new Listener(url(key, "ann@example.com"));
        Listener bob = new Listener(url(key, "bob@example.com"))) {
      WORLD.segment(system, "free", PRO.replace("pro", "free"));
      assertThat(ann.event(300)).isNull();
      WORLD.publish(system);
      assertThat(ann.event(1_000)).isNotNull();
      assertThat(bob.event(1_000)).isNotNull();
      assertThat(all(key, "bob@example.com").at("/flags/0/key").asText()).isEqualTo("free");
    }
  }

  @Test
  void anErasureIsTold() throws Exception {
    String system = live("erased");
    try (Listener ann = new Listener(url(key(system), "ann@example.com"))) {
      WORLD
          .admin()
          .delete(system + "/environments/production/users/ann%40example.com?confirm=true")
          .expect(204);
      assertThat(ann.event(1_000)).isNotNull();
    }
  }

  @Test
  void manyChangesAreFewEvents() throws Exception {
    String system = live("many");
    String key = key(system);
    try (Listener ann = new Listener(url(key, "ann@example.com"))) {
      long start = System.nanoTime();
      for (int i = 0; i < 100; i++) {
        WORLD.user(system, "ann@example.com", "\"arr\":" + i);
      }
      List<String> events = new ArrayList<>();
      for (String event = ann.event(1_000); event != null; event = ann.event(1_000)) {
        events.add(event);
      }
      long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
      assertThat(events.size()).isBetween(1, (int) (millis / 200) + 2);
      // The last one is of the last change: whoever comes with it has missed nothing.
      try (Listener again =
          new Listener(url(key, "ann@example.com"), "Last-Event-ID", events.getLast())) {
        assertThat(again.event(300)).isNull();
      }
    }
  }

  @Test
  void whatHappensBetweenTheAnswerAndTheStreamIsToldAtOnce() throws Exception {
    String system = live("between");
    String key = key(system);
    String url = url(key, "ann@example.com");
    WORLD.user(system, "ann@example.com", "\"plan\":\"pro\"");
    String id;
    try (Listener late = new Listener(url)) {
      id = String.valueOf(late.event(1_000));
      assertThat(id).isNotEqualTo("null");
    }
    // A line that was cut: the browser comes back with the last event.
    try (Listener back = new Listener(url, "Last-Event-ID", id)) {
      assertThat(back.event(300)).isNull();
    }
    WORLD.user(system, "ann@example.com", "\"plan\":\"free\"");
    try (Listener back = new Listener(url, "Last-Event-ID", id)) {
      assertThat(back.event(1_000)).isNotNull();
    }
  }

  @Test
  void theAddressStaysTheSameForWhoeverAsksAgain() throws Exception {
    String system = live("same");
    String key = key(system);
    assertThat(url(key, "ann@example.com")).isEqualTo(url(key, "ann@example.com"));
    assertThat(url(key, "ann@example.com")).isNotEqualTo(url(key, "bob@example.com"));
  }

  @Test
  void aTokenThatIsNoneIsRefused() throws Exception {
    String url = url(key(live("forged")), "ann@example.com");
    assertThat(status(url.replaceAll("token=...", "token=AAA"))).isEqualTo(401);
    assertThat(status(WORLD.url() + "/ofrep/v1/events")).isEqualTo(401);
    assertThat(status(WORLD.url() + "/ofrep/v1/events?token=%00&token=")).isEqualTo(401);
  }

  @Test
  void pagesOfOtherOriginsAreRefused() throws Exception {
    String system = live("origins");
    WORLD
        .admin()
        .put(
            system + "/environments/production",
            "{\"name\":\"Production\",\"allowedOrigins\":[\"https://shop.example\"]}")
        .expect(200);
    String url = url(key(system), "ann@example.com");
    assertThat(status(url, "Origin", "https://evil.example")).isEqualTo(403);
    try (Listener allowed = new Listener(url, "Origin", "https://shop.example")) {
      assertThat(allowed.event(100)).isNull();
    }
  }

  @Test
  void anOriginThatIsTakenAwayEndsItsStreams() throws Exception {
    String system = live("origins-later");
    String path = system + "/environments/production";
    String both = "{\"allowedOrigins\":[\"https://a.example\",\"https://b.example\"]}";
    WORLD.admin().put(path, both).expect(200);
    String url = url(key(system), "ann@example.com");
    try (Listener a = new Listener(url, "Origin", "https://a.example");
        Listener b = new Listener(url, "Origin", "https://b.example")) {
      WORLD.admin().put(path, "{\"allowedOrigins\":[\"https://b.example\"]}").expect(200);
      assertThat(a.ends()).isTrue();
      assertThat(b.event(300)).isNull();
    }
  }

  @Test
  void oneUserHasTwentyStreamsAtMost() throws Exception {
    String system = live("many-tabs");
    String url = url(key(system), "ann@example.com");
    List<Listener> tabs = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        tabs.add(new Listener(url));
      }
      assertThat(status(url)).isEqualTo(503);
      assertThat(status(url(key(system), "bob@example.com"))).isEqualTo(200);
      tabs.removeFirst().close();
      long until = System.nanoTime() + 5_000_000_000L;
      // Asked once more, it would count the one that has just been let in.
      int again = status(url);
      while (again != 200 && System.nanoTime() < until) {
        Thread.sleep(50);
        again = status(url);
      }
      assertThat(again).isEqualTo(200);
    } finally {
      for (Listener tab : tabs) {
        tab.close();
      }
    }
  }

  @Test
  void aKeyThatIsTakenAwayEndsItsStreams() throws Exception {
    String system = live("rotated");
    String path = system + "/environments/production";
    String url = url(key(system), "ann@example.com");
    try (Listener ann = new Listener(url)) {
      WORLD.admin().post(path + "/rotate-client-key?keepOld=true", "").expect(200);
      // The previous key is good still, and nothing is other than it was.
      assertThat(ann.event(500)).isNull();
      WORLD.admin().delete(path + "/previous-client-key").expect(200);
      assertThat(ann.ends()).isTrue();
    }
    assertThat(status(url)).isEqualTo(401);
  }

  @Test
  void whereProofIsAskedForLaterWhoeverHasNoneIsCut() throws Exception {
    String system = live("proved");
    String path = system + "/environments/production";
    String url = url(key(system), "ann@example.com");
    try (Listener ann = new Listener(url)) {
      WORLD.admin().post(path + "/verification-secrets", "{}").expect(201);
      WORLD
          .admin()
          .put(path, "{\"name\":\"Production\",\"verificationRequired\":true}")
          .expect(200);
      assertThat(ann.ends()).isTrue();
    }
    assertThat(status(url)).isEqualTo(401);
  }

  @Test
  void moreThanAreAllowedAreToldToComeLater() throws Exception {
    String key = key(live("crowd"));
    String url = url(key, "ann@example.com");
    List<Listener> open = new ArrayList<>();
    try {
      for (int i = 0; i < STREAMS_MAX; i++) {
        open.add(new Listener(url(key, "user-" + i)));
      }
      HttpResponse<InputStream> refused = connect(url);
      refused.body().close();
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    } finally {
      for (Listener one : open) {
        one.close();
      }
    }
    // Those that have gone make room.
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    int status = status(url);
    while (status == 503 && System.nanoTime() < end) {
      Thread.sleep(50);
      status = status(url);
    }
    assertThat(status).isEqualTo(200);
  }

  @Test
  void aServerThatStopsEndsItsStreams() throws Exception {
    ApiWorld other = new ApiWorld();
    other.start();
    String system = other.shop("stopped");
    String key =
        other.admin().get(system + "/environments/production").expect(200).text("/clientKey");
    var loaded =
        other
            .admin()
            .asNobody()
            .post(
                "/v1/page-load",
                "{\"key\":\"%s\",\"user\":\"a\",\"subscribe\":true}".formatted(key))
            .expect(200);
    try (Listener listener = new Listener(loaded.text("/events"))) {
      long start = System.nanoTime();
      other.stop();
      assertThat(listener.ends()).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void theSnippetIsToldWhereToListenWhenItAsks() throws Exception {
    String system = live("snippet");
    String key = key(system);
    String body = "{\"key\":\"%s\",\"user\":\"ann@example.com\"%s}";
    var without =
        WORLD.admin().asNobody().post("/v1/page-load", body.formatted(key, "")).expect(200);
    assertThat(without.body().has("events")).isFalse();
    var with =
        WORLD
            .admin()
            .asNobody()
            .post("/v1/page-load", body.formatted(key, ",\"subscribe\":true,\"again\":true"))
            .expect(200);
    try (Listener ann = new Listener(with.text("/events"))) {
      WORLD.user(system, "ann@example.com", "\"plan\":\"pro\"");
      assertThat(ann.event(1_000)).isNotNull();
    }
  }
}
