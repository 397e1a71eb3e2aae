package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.catalog.Role;
import dev.muster.signature.AddressRange;
import dev.muster.web.ServeOptions;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Scanner;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PagesApiTest {

  private static final int PER_MINUTE = 40;

  @RegisterExtension
  static final ApiWorld WORLD =
      new ApiWorld(
          Streams.ofDefaults(),
          options ->
              options
                  .withLimits(limited(options.limits()))
                  .withTrustedProxies(List.of(AddressRange.of("127.0.0.1"))));

  private static final String PRO = "{\"field\":\"crm.plan\",\"operator\":\"=\",\"value\":\"pro\"}";

  private final ContractClient admin = WORLD.admin();
  @AutoClose private final HttpClient http = HttpClient.newHttpClient();

  private static ServeOptions.Limits limited(ServeOptions.Limits usual) {
    return usual.withPageLoadRate(
        new ServeOptions.PageLoadRate(PER_MINUTE, List.of(AddressRange.of("127.0.0.1"))));
  }

  private static String production(String system) {
    return system + "/environments/production";
  }

  private String key(String system) {
    return admin.get(production(system)).expect(200).text("/clientKey");
  }

  private HttpResponse<String> load(String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(WORLD.url() + "/v1/page-load"))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> load(String key, String user, Optional<String> hash)
      throws Exception {
    String proof = hash.map(",\"hash\":\"%s\""::formatted).orElse("");
    return load("{\"key\":\"%s\",\"user\":\"%s\"%s}".formatted(key, user, proof));
  }

  private static String hmac(String secret, String user) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(user.getBytes(StandardCharsets.UTF_8)));
  }

  private String secret(String system) {
    return admin.post(production(system) + "/verification-secrets", "").expect(201).text("/secret");
  }

  @Test
  void whatIsSetForPagesIsPutIntoTheSnippet() throws Exception {
    String shop = WORLD.shop("settings");
    var before = admin.get(shop + "/page-settings").expect(200);
    assertThat(before.text("/identifier/method")).isEqualTo("call");
    assertThat(before.body().at("/visibleAttributes")).isEmpty();

    var after =
        admin
            .put(
                shop + "/page-settings",
                """
                {"identifier":{"method":"element","selector":"</script>[x]","attribute":"data-user"},
                 "waitMillis":700,"anonymous":true,"applicationUrl":"https://app.example.com/"}\
                """)
            .expect(200);
    assertThat(after.text("/identifier/selector")).isEqualTo("</script>[x]");
    assertThat(after.text("/applicationUrl")).isEqualTo("https://app.example.com/");

    String script = script(key(shop));
    assertThat(script)
        .endsWith(
            "\"identifier\":{\"method\":\"element\",\"selector\":\"\\u003c/script>[x]\",\"attribute\":"
                + "\"data-user\"},\"waitMillis\":700,\"anonymous\":true});\n");
    admin.put(shop + "/page-settings", after.body().toString()).expect(200);
    admin
        .put(
            shop + "/page-settings",
            "{\"identifier\":{\"method\":\"cookie\",\"name\":\"uid\"},\"applicationUrl\":null}")
        .expect(200);
    assertThat(script(key(shop)))
        .contains("\"identifier\":{\"method\":\"cookie\",\"name\":\"uid\"},\"waitMillis\":700");
    assertThat(admin.get(shop + "/page-settings").body().at("/applicationUrl").isNull()).isTrue();
    assertThat(script("nobodys-key")).endsWith("({\"key\":\"nobodys-key\",\"unknown\":true});\n");
  }

  private String script(String key) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(WORLD.url() + "/muster.js?key=" + key)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  @Test
  void wrongSettingsAreAllToldAndChangeNothing() {
    String shop = WORLD.shop("wrong-settings");
    var refused =
        admin
            .put(
                shop + "/page-settings",
                """
                {"identifier":{"method":"cookie"},"applicationUrl":"x","visibleAttributes":["crm.gone"]}\
                """)
            .expect(422);
    assertThat(refused.body().at("/errors").findValuesAsText("path"))
        .containsExactlyInAnyOrder("identifier.name", "applicationUrl", "visibleAttributes[0]");
    assertThat(WORLD.as(Role.EDITOR).put(shop + "/page-settings", "{}").status()).isEqualTo(403);
    assertThat(WORLD.as(Role.VIEWER).get(shop + "/page-settings").expect(200).text("/waitMillis"))
        .isEqualTo("5000");
  }

  @Test
  void valuesReachPagesOnlyWhereAnAttributeIsMarkedVisible() throws Exception {
    String shop = WORLD.shop("visible");
    WORLD.user(
        shop, "ann", "\"plan\":\"p\\\"ro\",\"arr\":1200000,\"signup\":\"2026-05-01\",\"vip\":true");
    String key = key(shop);
    assertThat(load(key, "ann", Optional.empty()).body()).doesNotContain("attributes");

    admin
        .put(
            shop + "/page-settings",
            "{\"visibleAttributes\":[\"crm.plan\",\"crm.arr\",\"crm.signup\",\"crm.tags\"]}")
        .expect(200);
    assertThat(load(key, "ann", Optional.empty()).body())
        .endsWith(
            ",\"attributes\":{\"crm.arr\":1200000,\"crm.plan\":\"p\\\"ro\",\"crm.signup\":"
                + "\"2026-04-30T22:00:00Z\"}}");
    assertThat(load(key, "nobody", Optional.empty()).body()).endsWith(",\"attributes\":{}}");
  }

  @Test
  void whereProofIsRequiredOnlyTheRightOneIsAnsweredAndEitherSecretWillDo() throws Exception {
    String shop = WORLD.shop("proof");
    String key = key(shop);
    WORLD.user(shop, "jörg+1@x.de", "\"plan\":\"pro\"");
    assertThat(
            admin
                .put(production(shop), "{\"verificationRequired\":true}")
                .expect(422)
                .body()
                .at("/errors/0/path")
                .asText())
        .isEqualTo("verificationRequired");
    String first = secret(shop);
    String right = hmac(first, "jörg+1@x.de");
    assertThat(load(key, "jörg+1@x.de", Optional.empty()).statusCode()).isEqualTo(200);
    assertThat(load(key, "jörg+1@x.de", Optional.of("0".repeat(64))).statusCode()).isEqualTo(200);
    assertThat(load(key, "jörg+1@x.de", Optional.of(right)).statusCode()).isEqualTo(200);
    // What requiring proofs would refuse is known before.
    assertThat(lastHour(shop)).isEqualTo("{\"all\":3,\"unproved\":2,\"byPreviousKey\":0}");
    admin.put(production(shop), "{\"verificationRequired\":true}").expect(200);

    assertThat(load(key, "jörg+1@x.de", Optional.empty()).body()).contains("/hash-missing\"");
    assertThat(load(key, "jörg+1@x.de", Optional.of("")).body()).contains("/hash-missing\"");
    for (String wrong :
        List.of(
            hmac(first, "ann"),
            hmac("x" + first, "jörg+1@x.de"),
            right.substring(1),
            right + "0",
            "g".repeat(64),
            "0".repeat(64))) {
      HttpResponse<String> refused = load(key, "jörg+1@x.de", Optional.of(wrong));
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.body()).contains("/hash-wrong\"").doesNotContain("segments");
    }
    assertThat(load(key, "jörg+1@x.de", Optional.of(right)).statusCode()).isEqualTo(200);
    assertThat(
            load(key, "jörg+1@x.de", Optional.of(right.toUpperCase(java.util.Locale.ROOT)))
                .statusCode())
        .isEqualTo(200);

    String second = secret(shop);
    assertThat(load(key, "jörg+1@x.de", Optional.of(right)).statusCode()).isEqualTo(200);
    assertThat(load(key, "jörg+1@x.de", Optional.of(hmac(second, "jörg+1@x.de"))).statusCode())
        .isEqualTo(200);
    admin.post(production(shop) + "/verification-secrets", "").expect(422);
    admin.delete(production(shop) + "/verification-secrets/" + first.substring(0, 8)).expect(204);
    assertThat(load(key, "jörg+1@x.de", Optional.of(right)).statusCode()).isEqualTo(403);
    assertThat(load(key, "jörg+1@x.de", Optional.of(hmac(second, "jörg+1@x.de"))).statusCode())
        .isEqualTo(200);
    assertThat(admin.get(production(shop)).body().toString())
        .doesNotContain(first)
        .doesNotContain(second);
    assertThat(admin.get("/api/v1/audit?q=proof").expect(200).body().toString())
        .doesNotContain(first)
        .doesNotContain(second);
  }

  private String lastHour(String shop) {
    return admin
        .get(production(shop) + "/page-loads")
        .expect(200)
        .body()
        .at("/lastHour")
        .toString();
  }

  @Test
  void anOldClientKeyIsGoodUntilItIsRetired() throws Exception {
    String shop = WORLD.shop("keys");
    String first = key(shop);
    var rotated = admin.post(production(shop) + "/rotate-client-key?keepOld=true", "").expect(200);
    assertThat(rotated.text("/previousClientKey")).isEqualTo(first);
    assertThat(load(first, "ann", Optional.empty()).statusCode()).isEqualTo(200);
    assertThat(load(key(shop), "ann", Optional.empty()).statusCode()).isEqualTo(200);
    assertThat(lastHour(shop)).isEqualTo("{\"all\":2,\"unproved\":2,\"byPreviousKey\":1}");
    assertThat(
            admin
                .delete(production(shop) + "/previous-client-key")
                .expect(200)
                .body()
                .at("/previousClientKey")
                .isNull())
        .isTrue();
    assertThat(load(first, "ann", Optional.empty()).statusCode()).isEqualTo(401);
    admin.delete(production(shop) + "/previous-client-key").expect(404);
  }

  @Test
  void withHashingSendersAndPagesMeanTheSameUser() throws Exception {
    String shop = WORLD.shop("hashed");
    WORLD.segment(shop, "pros", PRO);
    WORLD.publish(shop);
    var refused = admin.put(shop + "/page-settings", "{\"hashing\":{\"enabled\":true}}");
    assertThat(refused.expect(409).code()).isEqualTo("confirmation-required");
    admin
        .put(
            shop + "/page-settings?confirm=true",
            "{\"hashing\":{\"enabled\":true,\"salt\":\"pepper-of-old\"}}")
        .expect(200);
    assertThat(script(key(shop))).contains("\"salt\":\"pepper-of-old\"");
    String token =
        admin.get(shop + "/integrations/crm").expect(200).text("/endpoints/production/token");
    HttpResponse<String> sent =
        http.send(
            HttpRequest.newBuilder(URI.create(WORLD.url() + "/in/" + token))
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"customer\":{\"email\":\"ann@example.com\",\"plan\":\"pro\"}}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
    String hashed =
        HexFormat.of()
            .formatHex(
                java.security.MessageDigest.getInstance("SHA-256")
                    .digest("pepper-of-oldann@example.com".getBytes(StandardCharsets.UTF_8)));
    assertThat(sent.body()).contains("\"user\":\"" + hashed + "\"");
    assertThat(load(key(shop), hashed, Optional.empty()).body()).contains("[\"pros\"]");
    assertThat(load(key(shop), "ann@example.com", Optional.empty()).body()).contains("[]");
    assertThat(
            admin
                .get(production(shop) + "/users?q=ann@example.com")
                .expect(200)
                .text("/items/0/id"))
        .isEqualTo(hashed);
    String tried = "{\"payload\":{\"customer\":{\"email\":\"ann@example.com\",\"plan\":\"pro\"}}}";
    assertThat(
            admin.post(shop + "/integrations/crm/try", tried).expect(200).text("/results/0/user"))
        .isEqualTo(hashed);
  }

  @Test
  void whatArrivesIsShownWithWhatIsWrongWithIt() throws Exception {
    String shop = WORLD.shop("arrivals");
    String key = key(shop);
    admin.put(production(shop), "{\"allowedOrigins\":[\"https://shop.example\"]}").expect(200);
    load(
        "{\"key\":\"%s\",\"user\":\"ann\",\"url\":\"https://shop.example/cart?token=s3cret\"}"
            .formatted(key),
        "Origin",
        "https://shop.example");
    load(
        "{\"key\":\"%s\",\"user\":\"ann\",\"url\":\"https://evil.example/\"}".formatted(key),
        "Origin",
        "https://evil.example");
    HttpResponse<String> complaint =
        load(
            "{\"key\":\"%s\",\"problem\":\"no-user\",\"url\":\"https://shop.example/\"}"
                .formatted(key));
    assertThat(complaint.statusCode()).isEqualTo(204);
    assertThat(load("{\"key\":\"%s\",\"problem\":\"other\"}".formatted(key)).statusCode())
        .isEqualTo(400);
    load("{\"key\":\"nobodyskey12345\",\"user\":\"ann\"}");

    var check = WORLD.as(Role.VIEWER).get(production(shop) + "/page-loads").expect(200);
    assertThat(check.text("/answered")).isEqualTo("1");
    assertThat(check.body().at("/problems").findValuesAsText("outcome"))
        .contains("origin-not-allowed", "no-user", "unknown-key");
    JsonNode answered = one(check.body().at("/recent"), "answered");
    assertThat(answered.at("/page").asText()).isEqualTo("https://shop.example/cart");
    assertThat(answered.at("/user").asText()).isEqualTo("ann");
    assertThat(answered.at("/known").asBoolean()).isFalse();
    assertThat(one(check.body().at("/recent"), "unknown-key").at("/key").asText())
        .isEqualTo("nobodysk");
    assertThat(check.body().toString()).doesNotContain("s3cret").doesNotContain("12345");
  }

  private static JsonNode one(JsonNode list, String outcome) {
    for (JsonNode item : list) {
      if (item.at("/outcome").asText().equals(outcome)) {
        return item;
      }
    }
    throw new AssertionError("no " + outcome + " in " + list);
  }

  @Test
  void complaintsOfOtherOriginsAreNotHeardAndThoseWithAnUnknownKeyAre() throws Exception {
    String shop = WORLD.shop("complaints");
    String key = key(shop);
    admin.put(production(shop), "{\"allowedOrigins\":[\"https://shop.example\"]}").expect(200);
    String complaint = "{\"key\":\"%s\",\"problem\":\"%s\",\"url\":\"https://a.example/\"}";
    assertThat(load(complaint.formatted(key, "no-user"), "Origin", "https://evil.example").body())
        .contains("/origin-not-allowed\"");
    assertThat(load(complaint.formatted(key, "unknown-key")).statusCode()).isEqualTo(204);
    assertThat(load(complaint.formatted("brandnewkey99", "unknown-key")).statusCode())
        .isEqualTo(401);
    var check = admin.get(production(shop) + "/page-loads").expect(200);
    assertThat(check.body().at("/problems").findValuesAsText("lastKey")).contains("brandnew");
    assertThat(check.body().at("/problems").findValuesAsText("outcome")).doesNotContain("no-user");
  }

  @Test
  void anErasedUserIsShownNoMoreAmongWhatArrives() throws Exception {
    String shop = WORLD.shop("erased-arrivals");
    WORLD.user(shop, "ann@example.com", "\"plan\":\"pro\"");
    admin.put(production(shop), "{\"allowedOrigins\":[\"https://shop.example\"]}").expect(200);
    load(key(shop), "ann@example.com", Optional.empty());
    load(
        "{\"key\":\"%s\",\"user\":\"ann@example.com\"}".formatted(key(shop)),
        "Origin",
        "https://evil.example");
    var before = admin.get(production(shop) + "/page-loads").expect(200);
    assertThat(before.body().toString()).contains("ann@example.com");
    admin.delete(production(shop) + "/users/ann@example.com?confirm=true").expect(204);
    var after = admin.get(production(shop) + "/page-loads").expect(200);
    assertThat(after.body().toString()).doesNotContain("ann@example.com");
    assertThat(after.text("/answered")).isEqualTo("1");
  }

  @Test
  void whateverIsNoIdentifierIsRefused() throws Exception {
    String key = key(WORLD.shop("odd-identifiers"));
    for (String user : List.of("true", "42", "[]", "{}", "\"\"")) {
      HttpResponse<String> answer = load("{\"key\":\"%s\",\"user\":%s}".formatted(key, user));
      assertThat(answer.statusCode()).as(user).isEqualTo(400);
      assertThat(answer.body()).contains("\"path\":\"user\"");
    }
    assertThat(load("{\"key\":\"%s\",\"user\":\"a\",\"hash\":true}".formatted(key)).statusCode())
        .isEqualTo(400);
  }

  @Test
  void numbersOutOfRangeAreInvalidAndNoFault() {
    String shop = WORLD.shop("huge");
    for (String number : List.of("1e40", "99999999999", "-1", "60001", "1.5")) {
      admin.put(shop + "/page-settings", "{\"waitMillis\":" + number + "}").expect(422);
    }
  }

  @Test
  void whatArrivesIsShownLive() throws Exception {
    String shop = WORLD.shop("live-arrivals");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(WORLD.url() + production(shop) + "/page-loads"))
            .header("Authorization", "Bearer " + ApiWorld.ADMIN_TOKEN)
            .header("Accept", "text/event-stream")
            .timeout(Duration.ofSeconds(20))
            .build();
    HttpResponse<InputStream> stream =
        http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (Scanner lines = new Scanner(stream.body(), StandardCharsets.UTF_8)) {
      assertThat(lines.nextLine()).startsWith(":");
      load(key(shop), "ann", Optional.empty());
      String line = "";
      while (!line.startsWith("data:")) {
        line = lines.nextLine();
      }
      assertThat(line).contains("\"outcome\":\"answered\"").contains("\"user\":\"ann\"");
    }
  }

  @Test
  void oneAddressCannotWalkThroughTheSegmentsOfOthers() throws Exception {
    String shop = WORLD.shop("walked");
    String key = key(shop);
    int answered = 0;
    HttpResponse<String> last = walk("198.51.100.1", key, 0);
    for (int i = 1; i < PER_MINUTE + 20; i++) {
      last = walk("198.51.100.1", key, i);
      answered += last.statusCode() == 200 ? 1 : 0;
    }
    assertThat(answered).isBetween(PER_MINUTE - 1, PER_MINUTE + 10);
    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(last.headers().firstValue("retry-after")).isPresent();
    assertThat(last.body()).contains("/too-many-page-loads\"");
    assertThat(walk("198.51.100.2", key, 0).statusCode()).isEqualTo(200);

    String secret = secret(shop);
    admin.put(production(shop), "{\"verificationRequired\":true}").expect(200);
    String proved =
        "{\"key\":\"%s\",\"user\":\"ann\",\"hash\":\"%s\"}".formatted(key, hmac(secret, "ann"));
    for (int i = 0; i < PER_MINUTE; i++) {
      assertThat(load(proved, "X-Forwarded-For", "198.51.100.1").statusCode()).isEqualTo(200);
    }
  }

  /// A page load of a user through a proxy.
  private HttpResponse<String> walk(String address, String key, int user) throws Exception {
    return load(
        "{\"key\":\"%s\",\"user\":\"user-%s\"}".formatted(key, user), "X-Forwarded-For", address);
  }
}
