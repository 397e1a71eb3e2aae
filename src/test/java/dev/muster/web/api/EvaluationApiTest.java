package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class EvaluationApiTest {

  private static final String ALL = "/ofrep/v1/evaluate/flags";
  private static final String PRO = "{\"field\":\"crm.plan\",\"operator\":\"=\",\"value\":\"pro\"}";
  private static final String BIG = "{\"field\":\"crm.arr\",\"operator\":\">=\",\"value\":1000}";
  private static final String ANN = "{\"context\":{\"targetingKey\":\"ann@example.com\"}}";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @RegisterExtension static final ApiWorld WORLD = new ApiWorld();

  private record Reply(HttpResponse<String> http) {
    Reply expect(int status) {
      assertThat(http.statusCode()).as(http.body()).isEqualTo(status);
      return this;
    }

    JsonNode json() throws Exception {
      return new JsonMapper().readTree(http.body());
    }

    String header(String name) {
      return http.headers().firstValue(name).orElse("");
    }

    /// The flags that have a value.
    Map<String, Boolean> flags() throws Exception {
      Map<String, Boolean> flags = new TreeMap<>();
      StreamSupport.stream(json().get("flags").spliterator(), false)
          .filter(flag -> flag.has("value"))
          .forEach(flag -> flags.put(flag.get("key").asText(), flag.get("value").asBoolean()));
      return flags;
    }
  }

  private static Reply send(String method, String path, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(WORLD.url() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return new Reply(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()));
  }

  private static Reply post(String path, String key, String body) throws Exception {
    return send("POST", path, body, "Authorization", "Bearer " + key);
  }

  private static String key(String system) {
    return WORLD.admin().get(system + "/environments/production").expect(200).text("/clientKey");
  }

  /// A system with two live segments; Ann is in one of them.
  private static String live(String name) {
    String system = WORLD.shop(name);
    WORLD.segment(system, "pro", PRO);
    WORLD.segment(system, "big", BIG);
    WORLD.user(system, "ann@example.com", "\"plan\":\"pro\",\"arr\":10");
    WORLD.publish(system);
    return system;
  }

  private static long sessions(String system) {
    WORLD.engine().flushActivity();
    // The log has one order: once this is answered, what was noted before is seen.
    WORLD.user(system, "ann@example.com", "\"plan\":\"pro\"");
    return WORLD
        .admin()
        .get(system + "/environments/production/users/ann%40example.com")
        .expect(200)
        .body()
        .path("sessions")
        .asLong();
  }

  @Test
  void allLiveSegmentsAreFlagsAlsoThoseTheUserIsNotIn() throws Exception {
    String system = live("flags");
    Reply reply = post(ALL, key(system), ANN).expect(200);

    assertThat(reply.flags()).isEqualTo(Map.of("big", false, "pro", true));
    assertThat(reply.json().get("flags").get(0).toString())
        .isEqualTo("{\"key\":\"big\",\"value\":false,\"reason\":\"DEFAULT\",\"variant\":\"out\"}");
    assertThat(reply.json().get("flags").get(1).toString())
        .isEqualTo(
            "{\"key\":\"pro\",\"value\":true,\"reason\":\"TARGETING_MATCH\",\"variant\":\"in\"}");
    assertThat(reply.json().at("/metadata/publication").asInt()).isEqualTo(1);
    assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(reply.header("Access-Control-Expose-Headers")).contains("ETag", "Retry-After");

    JsonNode stream = reply.json().at("/eventStreams/0");
    assertThat(stream.get("type").asText()).isEqualTo("sse");
    assertThat(stream.get("inactivityDelaySec").asInt()).isEqualTo(120);
    assertThat(stream.get("url").asText())
        .startsWith(WORLD.url() + "/ofrep/v1/events?token=")
        .doesNotContain("ann")
        .doesNotContain("%");
  }

  @Test
  void theKeyMayComeInEitherHeader() throws Exception {
    String key = key(live("headers"));
    send("POST", ALL, ANN, "X-API-Key", key).expect(200);
    send("POST", ALL, ANN, "Authorization", "bearer " + key).expect(200);
  }

  @Test
  void beforeThePublicationThereAreNoFlags() throws Exception {
    String system = WORLD.shop("unpublished");
    WORLD.segment(system, "pro", PRO);
    Reply reply = post(ALL, key(system), ANN).expect(200);
    assertThat(reply.flags()).isEmpty();
    assertThat(reply.json().get("metadata").toString()).isEqualTo("{}");
    post(ALL + "/pro", key(system), ANN).expect(404);
  }

  @Test
  void anAnswerThatHasNotChangedIsNotSentAgain() throws Exception {
    String system = live("tags");
    String key = key(system);
    String tag = post(ALL, key, ANN).expect(200).header("ETag");
    assertThat(tag).matches("\"[A-Za-z0-9_-]{16}\"");
    Reply same =
        send("POST", ALL, ANN, "Authorization", "Bearer " + key, "If-None-Match", tag).expect(304);
    assertThat(same.http().body()).isEmpty();
    assertThat(same.header("ETag")).isEqualTo(tag);

    // What does not change the answer does not change the tag either.
    WORLD.user(system, "ann@example.com", "\"arr\":20");
    send("POST", ALL, ANN, "Authorization", "Bearer " + key, "If-None-Match", tag).expect(304);

    WORLD.user(system, "ann@example.com", "\"arr\":2000");
    Reply changed =
        send("POST", ALL, ANN, "Authorization", "Bearer " + key, "If-None-Match", tag).expect(200);
    assertThat(changed.flags()).containsEntry("big", true);
    assertThat(changed.header("ETag")).isNotEqualTo(tag);

    // Another user's answer is another one, though it says the same.
    Reply other =
        send(
            "POST",
            ALL,
            ANN.replace("ann", "bob"),
            "Authorization",
            "Bearer " + key,
            "If-None-Match",
            tag);
    other.expect(200);
  }

  @Test
  void oneFlagIsAnsweredAlone() throws Exception {
    String key = key(live("single"));
    assertThat(post(ALL + "/pro", key, ANN).expect(200).http().body())
        .isEqualTo(
            "{\"key\":\"pro\",\"value\":true,\"reason\":\"TARGETING_MATCH\",\"variant\":\"in\","
                + "\"metadata\":{\"publication\":1}}");
    assertThat(post(ALL + "/big?x=1", key, ANN).expect(200).json().get("value").asBoolean())
        .isFalse();
    Reply missing = post(ALL + "/n%22o%2F", key, ANN).expect(404);
    assertThat(missing.json().get("key").asText()).isEqualTo("n\"o/");
    assertThat(missing.json().get("errorCode").asText()).isEqualTo("FLAG_NOT_FOUND");
  }

  @Test
  void whatIsWrongWithTheContextIsSaidInTheProtocolsWords() throws Exception {
    String key = key(live("errors"));
    Map<String, String> codes =
        Map.of(
            "{",
            "PARSE_ERROR",
            "[]",
            "PARSE_ERROR",
            "{}{}",
            "PARSE_ERROR",
            "{}",
            "TARGETING_KEY_MISSING",
            "{\"context\":{}}",
            "TARGETING_KEY_MISSING",
            "{\"context\":{\"targetingKey\":\"\"}}",
            "TARGETING_KEY_MISSING",
            "{\"context\":3}",
            "INVALID_CONTEXT",
            "{\"context\":{\"targetingKey\":{}}}",
            "INVALID_CONTEXT",
            "{\"context\":{\"targetingKey\":\"" + "x".repeat(257) + "\"}}",
            "INVALID_CONTEXT",
            "{\"context\":{\"targetingKey\":\"a\",\"hash\":[1]}}",
            "INVALID_CONTEXT");
    for (Map.Entry<String, String> one : codes.entrySet()) {
      Reply all = post(ALL, key, one.getKey()).expect(400);
      assertThat(all.json().get("errorCode").asText()).as(one.getKey()).isEqualTo(one.getValue());
      assertThat(all.json().has("key")).isFalse();
      Reply single = post(ALL + "/pro", key, one.getKey()).expect(400);
      assertThat(single.json().get("key").asText()).isEqualTo("pro");
      assertThat(single.json().get("errorCode").asText()).isEqualTo(one.getValue());
      assertThat(single.json().get("errorDetails").asText()).isNotEmpty();
    }
    // What nobody here knows is nobody's business.
    post(
            ALL,
            key,
            "{\"x\":{\"y\":[1]},\"context\":{\"a\":[{}],\"targetingKey\":\"ann@example.com\",\"b\":null}}")
        .expect(200);
  }

  @Test
  void whoeverHasNoKeyLearnsThatFirst() throws Exception {
    Reply refused = post(ALL, "nobodys", "{}").expect(401);
    assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo("*");
    send("POST", ALL, ANN).expect(401);
    post(ALL + "/pro", "nobodys", ANN).expect(401);
  }

  @Test
  void pagesOfOtherOriginsAreRefused() throws Exception {
    String system = live("origins");
    var environment = WORLD.admin().get(system + "/environments/production").expect(200);
    WORLD
        .admin()
        .with(Map.of("If-Match", environment.header("etag")))
        .put(
            system + "/environments/production",
            "{\"name\":\"Production\",\"allowedOrigins\":[\"https://shop.example\"]}")
        .expect(200);
    String bearer = "Bearer " + key(system);
    send("POST", ALL, ANN, "Authorization", bearer, "Origin", "https://shop.example").expect(200);
    Reply refused =
        send("POST", ALL, ANN, "Authorization", bearer, "Origin", "https://evil.example");
    assertThat(refused.expect(403).http().body()).contains("origin-not-allowed");
    // Programs have none.
    send("POST", ALL, ANN, "Authorization", bearer).expect(200);
  }

  @Test
  void aBrowserMayAskAcrossOrigins() throws Exception {
    for (String path : List.of(ALL, ALL + "/pro")) {
      Reply allowed = send("OPTIONS", path, "", "Origin", "https://shop.example").expect(204);
      assertThat(allowed.header("Access-Control-Allow-Origin")).isEqualTo("*");
      assertThat(allowed.header("Access-Control-Allow-Methods")).contains("POST");
      assertThat(allowed.header("Access-Control-Allow-Headers"))
          .contains("Authorization", "X-API-Key", "Content-Type", "If-None-Match");
    }
    send("GET", ALL, "").expect(405);
  }

  @Test
  void whereProofIsAskedForTheContextHasToHaveIt() throws Exception {
    String system = live("proofs");
    String path = system + "/environments/production";
    String secret =
        WORLD.admin().post(path + "/verification-secrets", "{}").expect(201).text("/secret");
    var environment = WORLD.admin().get(path).expect(200);
    WORLD
        .admin()
        .with(Map.of("If-Match", environment.header("etag")))
        .put(path, "{\"name\":\"Production\",\"verificationRequired\":true}")
        .expect(200);
    String key = key(system);
    assertThat(post(ALL, key, ANN).expect(403).http().body()).contains("hash-missing");
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(java.nio.charset.StandardCharsets.UTF_8), "x"));
    String hash =
        HexFormat.of()
            .formatHex(
                mac.doFinal("ann@example.com".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    String proved =
        "{\"context\":{\"targetingKey\":\"ann@example.com\",\"hash\":\"%s\"}}".formatted(hash);
    post(ALL, key, proved).expect(200);
    post(ALL + "/pro", key, proved).expect(200);
    assertThat(post(ALL, key, proved.replace("ann", "bob")).expect(403).http().body())
        .contains("hash-wrong");
  }

  @Test
  void aSegmentThatCannotBeEvaluatedIsAFailure() throws Exception {
    String system = live("broken");
    var crm = WORLD.admin().get(system + "/integrations/crm").expect(200);
    WORLD
        .admin()
        .with(Map.of("If-Match", crm.header("etag")))
        .put(
            system + "/integrations/crm?confirm=true",
            ApiWorld.CRM.replace(
                "{\"path\":\"customer.arr\",\"name\":\"arr\",\"type\":\"number\"},", ""))
        .expect(200);
    String key = key(system);
    Reply all = post(ALL, key, ANN).expect(200);
    assertThat(all.flags()).isEqualTo(Map.of("pro", true));
    JsonNode failure = all.json().at("/flags/1");
    assertThat(failure.get("key").asText()).isEqualTo("big");
    assertThat(failure.get("errorCode").asText()).isEqualTo("GENERAL");
    assertThat(failure.get("errorDetails").asText()).contains("cannot be evaluated");
    Reply one = post(ALL + "/big", key, ANN).expect(400);
    assertThat(one.json().get("errorCode").asText()).isEqualTo("GENERAL");
  }

  @Test
  void askingForAllIsAPageLoadUnlessAnEventSaidSo() throws Exception {
    String system = live("activity");
    String key = key(system);
    post(ALL + "/pro", key, ANN).expect(200);
    post(ALL + "?flagConfigEtag=abc", key, ANN).expect(200);
    assertThat(sessions(system)).isZero();
    post(ALL, key, ANN).expect(200);
    assertThat(sessions(system)).isEqualTo(1);
  }

  @Test
  void arrivalsSayHowTheyCame() throws Exception {
    String system = live("arrivals");
    post(ALL, key(system), ANN).expect(200);
    assertThat(
            WORLD
                .admin()
                .get(system + "/environments/production/page-loads")
                .expect(200)
                .body()
                .toString())
        .contains("\"via\":\"openfeature\"");
  }

  @Test
  void thePageInTheContextIsAPage() throws Exception {
    String system = WORLD.shop("pages");
    WORLD.segment(
        system, "checkout", "{\"field\":\"page.path\",\"operator\":\"=\",\"value\":\"/checkout\"}");
    WORLD.publish(system);
    String key = key(system);
    String context =
        "{\"context\":{\"targetingKey\":\"x\",\"url\":\"https://shop.example/checkout?a\"}}";
    assertThat(post(ALL, key, context).expect(200).flags()).containsEntry("checkout", true);
    assertThat(post(ALL + "/checkout", key, context).json().get("value").asBoolean()).isTrue();
    assertThat(post(ALL, key, ANN).expect(200).flags()).containsEntry("checkout", false);
  }
}
