package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.cli.Server;
import dev.muster.embedded.EngineOptions;
import dev.muster.web.ServeOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients that were written for another product, from their key and secret to the values of end
/// users: a whole server, by a clock that the tests set.
class EndUserUpdateApiTest {

  private static final String ADMIN_TOKEN = "an-admin-token-for-tests";
  private static final String CONNECT = "/accounts/connect/token";
  private static final String DATA = "/public/v1/user/data";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir static Path data;

  private static final AtomicReference<Instant> NOW =
      new AtomicReference<>(Instant.parse("2026-05-01T10:00:00Z"));
  private static AtomicReference<Server> server = new AtomicReference<>();
  private static String token = "";

  @BeforeAll
  static void start() throws IOException {
    server.set(
        Server.start(
            ServeOptions.local(0).withAdminToken(ADMIN_TOKEN),
            EngineOptions.in(data).withSegmentBytes(4 << 20).withClock(NOW::get)));
    if (token.isEmpty()) {
      admin()
          .post("/api/v1/systems", "{\"key\":\"shop\",\"name\":\"Shop\",\"timeZone\":\"UTC\"}")
          .expect(201);
      token = endpoint("crm", "{}");
    }
  }

  @AfterAll
  static void stop() {
    server.get().close();
  }

  private static ContractClient admin() {
    return new ContractClient(server.get().url(), Optional.of(ADMIN_TOKEN));
  }

  /// Makes an integration.
  ///
  /// @return the token of its endpoint in production
  private static String endpoint(String key, String receiving) {
    return admin()
        .post(
            "/api/v1/systems/shop/integrations",
            """
            {"key":"%s","name":"CRM","identifier":"Email","receiving":%s,"properties":[
              {"path":"Status","name":"status","type":"string"},
              {"path":"Amount","name":"amount","type":"number"},
              {"path":"Since","name":"since","type":"date"},
              {"path":"properties.ID","name":"id","type":"number"},
              {"path":"nested.field","name":"field","type":"number"}]}
            """
                .formatted(key, receiving))
        .expect(201)
        .text("/endpoints/production/token");
  }

  private static JsonNode client(String name) {
    return admin()
        .post(
            "/api/v1/tokens",
            "{\"name\":\"%s\",\"kind\":\"oauth2\",\"scopes\":[\"endUserUpdate:write\"]}"
                .formatted(name))
        .expect(201)
        .body();
  }

  private static Map<String, String> basic(JsonNode client) {
    String both = client.get("clientId").asText() + ":" + client.get("clientSecret").asText();
    return Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(utf8(both)));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static ContractClient.Reply connect(String form, Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(headers);
    all.putIfAbsent("Content-Type", "application/x-www-form-urlencoded");
    return admin().asNobody().send("POST", CONNECT, Optional.of(form), all);
  }

  private static String access(JsonNode client) {
    return connect("grant_type=client_credentials", basic(client))
        .expect(200)
        .text("/access_token");
  }

  private static ContractClient.Reply update(String access, String body) {
    return admin().as(access).post(DATA, body);
  }

  private static String body(String endpointToken, String objects) {
    return "{\"token\":\"" + endpointToken + "\",\"data\":[" + objects + "]}";
  }

  private static JsonNode user(String id) {
    return admin()
        .get("/api/v1/systems/shop/environments/production/users/" + id)
        .expect(200)
        .body();
  }

  private static Map<String, String> values(String id) {
    Map<String, String> values = new HashMap<>();
    user(id)
        .get("attributes")
        .forEach(one -> values.put(one.get("name").asText(), one.get("value").asText()));
    return values;
  }

  private static JsonNode deliveries(String integration) {
    return admin()
        .get("/api/v1/systems/shop/integrations/" + integration + "/deliveries")
        .expect(200)
        .body()
        .get("items");
  }

  @Test
  void fromKeyAndSecretToTheValuesOfEndUsers() {
    JsonNode client = client("flow");
    var given = connect("grant_type=client_credentials", basic(client)).expect(200);
    assertThat(given.text("/token_type")).isEqualTo("bearer");
    assertThat(given.text("/expires_in")).isEqualTo("86400");
    assertThat(given.text("/scope")).isEqualTo("endUserUpdate:write");
    assertThat(given.header("cache-control")).isEqualTo("no-store");

    var updated =
        update(
                given.text("/access_token"),
                body(
                    token,
                    """
                    {"Email":"ann","Status":"New","Amount":7,"Since":"2026-04-30"},
                    {"Email":"bob","Status":"Old","Amount":"many","Since":"2026-04-30T08:15:00Z"},
                    {"Status":"of nobody"}, 7
                    """))
            .expect(200);

    assertThat(updated.text("/message")).isEqualTo("Request has been received");
    assertThat(updated.body().get("results").findValuesAsText("status"))
        .containsSubsequence("accepted", "partial", "rejected", "rejected");
    assertThat(updated.text("/results/0/user")).isEqualTo("ann");
    assertThat(updated.text("/results/1/rejected/0/path")).isEqualTo("Amount");
    assertThat(updated.text("/results/2/problem/type")).endsWith("identifier-missing");
    assertThat(updated.text("/results/3/problem/type")).endsWith("not-an-object");
    assertThat(values("ann"))
        .containsEntry("status", "New")
        .containsEntry("amount", "7")
        .containsEntry("since", "2026-04-30T00:00:00Z");
    assertThat(values("bob"))
        .containsEntry("since", "2026-04-30T08:15:00Z")
        .doesNotContainKey("amount");
    assertThat(deliveries("crm").findValuesAsText("user")).contains("ann", "bob");
  }

  @Test
  void keysWithDotsAreTakenLiterallyAndAsNestedOnes() {
    String access = access(client("dots"));
    update(
            access,
            body(
                token,
                """
                {"Email":"dee","properties.ID":123,"nested":{"field":456}},
                {"Email":"eve","properties":{"ID":1},"nested.field":2},
                {"Email":"fay","properties":{"ID":1},"properties.ID":3}
                """))
        .expect(200);
    assertThat(values("dee")).containsEntry("id", "123").containsEntry("field", "456");
    assertThat(values("eve")).containsEntry("id", "1").containsEntry("field", "2");
    assertThat(values("fay")).containsEntry("id", "3");
  }

  @Test
  void aClientIsListedWithItsLastUseAndItsAccessTokensAreRefusedOnceItIsRevoked() throws Exception {
    JsonNode client = client("revoked");
    String path = "/api/v1/tokens/" + client.get("id").asText();
    String access = access(client);
    update(access, body(token, "{\"Email\":\"gus\"}")).expect(200);

    JsonNode listed = listed(client);
    for (int i = 0; i < 100 && listed.get("lastUsedAt").isNull(); i++) {
      Thread.sleep(20);
      listed = listed(client);
    }
    assertThat(listed.get("lastUsedAt").asText()).isEqualTo(NOW.get().toString());
    assertThat(listed.get("scopes").toString()).isEqualTo("[\"endUserUpdate:write\"]");
    assertThat(listed.has("clientSecret")).isFalse();
    String audited =
        admin().get("/api/v1/audit?kind=token&limit=500").expect(200).body().toString();
    assertThat(audited)
        .contains("token.create", "oauth2")
        .doesNotContain("token.use", client.get("clientSecret").asText());

    admin().delete(path).expect(204);
    var refused = update(access, body(token, "{\"Email\":\"gus\"}")).expect(401);
    assertThat(refused.code()).isEqualTo("access-token-invalid");
    assertThat(refused.text("/detail")).contains("revoked");
    assertThat(refused.header("www-authenticate")).startsWith("Bearer").contains("invalid_token");
    assertThat(connect("grant_type=client_credentials", basic(client)).expect(401).text("/error"))
        .isEqualTo("invalid_client");
  }

  private static JsonNode listed(JsonNode client) {
    for (JsonNode one : admin().get("/api/v1/tokens?limit=500").expect(200).body().get("items")) {
      if (one.get("id").equals(client.get("id"))) {
        return one;
      }
    }
    throw new AssertionError("not listed");
  }

  @Test
  void anAccessTokenOutlivesARestartAndNotADay() throws IOException {
    String access = access(client("restarted"));
    Instant given = NOW.get();
    stop();
    NOW.set(given.plus(Duration.ofHours(24)).minusSeconds(1));
    start();
    update(access, body(token, "{\"Email\":\"hal\"}")).expect(200);

    NOW.set(given.plus(Duration.ofHours(24)));
    var expired = update(access, body(token, "{\"Email\":\"hal\"}")).expect(401);
    assertThat(expired.text("/detail")).contains("expired at 2026-05-").contains("fetch a new one");
    NOW.set(given.plus(Duration.ofHours(24)).plusSeconds(60));
  }

  @Test
  void whoShowsNoAccessTokenOrAnotherIsToldWhatToShow() {
    var missing = admin().asNobody().post(DATA, body(token, "{}")).expect(401);
    assertThat(missing.code()).isEqualTo("access-token-missing");
    assertThat(missing.text("/detail")).contains(CONNECT);
    assertThat(missing.header("www-authenticate")).isEqualTo("Bearer realm=\"Muster\"");
    assertThat(update("made-up", body(token, "{}")).expect(401).code())
        .isEqualTo("access-token-invalid");
    String secret = client("secret").get("clientSecret").asText();
    assertThat(update(secret, body(token, "{}")).expect(401).code())
        .isEqualTo("access-token-invalid");
    admin().as(secret).get("/api/v1/systems").expect(401);

    String api =
        admin()
            .post("/api/v1/tokens", "{\"name\":\"api\",\"role\":\"editor\"}")
            .expect(201)
            .text("/token");
    var other = update(api, body(token, "{}")).expect(403);
    assertThat(other.code()).isEqualTo("insufficient-scope");
    assertThat(other.header("www-authenticate"))
        .contains("insufficient_scope", "scope=\"endUserUpdate:write\"");
    assertThat(other.text("/detail")).contains("an API token");
    admin().as(access(client("other"))).get("/api/v1/systems").expect(401);
  }

  @Test
  void theLimitsOfAnEndpointHoldAndAreToldBeforeTheyAreReached() {
    String access = access(client("limits"));
    String limited = endpoint("limited", "{\"rateLimit\":{\"perSecond\":1,\"burst\":3}}");
    var first = update(access, body(limited, "{\"Email\":\"ivy\"}")).expect(200);
    assertThat(first.header("ratelimit-policy")).isEqualTo("\"endpoint\";q=3;w=3");
    assertThat(first.header("ratelimit")).isEqualTo("\"endpoint\";r=2;t=1");
    var last = first;
    for (int i = 0; i < 50 && last.status() == 200; i++) {
      last = update(access, body(limited, "{\"Email\":\"ivy\"}"));
    }
    assertThat(last.expect(429).code()).isEqualTo("rate-limited");
    assertThat(last.header("retry-after")).isEqualTo("1");
    assertThat(last.header("ratelimit")).isEqualTo("\"endpoint\";r=0;t=1");
  }

  @Test
  void whatIsWrongInABodyIsToldInWords() throws Exception {
    String access = access(client("wrong"));
    refused(access, "{\"data\":[]}", 422, "endpoint-token-missing", "\"token\"");
    refused(access, "{\"token\":7,\"data\":[]}", 422, "endpoint-token-missing", "\"token\"");
    refused(access, body("nobodys", "{}"), 404, "unknown-endpoint", "this token");
    refused(access, "{\"token\":\"" + token + "\"}", 422, "items-missing", "\"data\"");
    refused(
        access, "{\"data\":{},\"token\":\"" + token + "\"}", 422, "items-missing", "at most 100");
    refused(access, "[]", 422, "not-an-object", "\"token\"");
    refused(access, "", 400, "malformed-json", "no JSON");
    refused(access, body(token, "{}") + "x", 400, "malformed-json", "At byte");
    refused(access, "{\"token\":\"a\",\"token\":\"b\"}", 400, "malformed-json", "twice");
    String many =
        IntStream.range(0, 101)
            .mapToObj(i -> "{\"Email\":\"u" + i + "\"}")
            .collect(Collectors.joining(","));
    refused(access, body(token, many), 413, "batch-too-large", "more than 100 objects");
    update(access, body(token, many.substring(many.indexOf(',') + 1))).expect(200);
    assertThat(update(access, body(token, "")).expect(200).body().get("results")).isEmpty();

    String broken = body(token, "{\"Email\":\"ann\"},{\"Email\":}");
    var malformed = refused(access, broken, 400, "malformed-json", "At byte");
    assertThat(malformed.body().get("byteOffset").asInt()).isEqualTo(broken.indexOf(":}") + 1);
    String twice = body(token, "{\"Status\":1,\"Status\":2}");
    assertThat(
            refused(access, twice, 400, "malformed-json", "comes twice")
                .body()
                .get("byteOffset")
                .asInt())
        .isEqualTo(twice.indexOf("2}]"));
    // Whoever looks after the endpoint sees it, without the token of the endpoint.
    JsonNode recorded = deliveries("crm").get(1);
    assertThat(recorded.get("code").asText()).isEqualTo("malformed-json");
    assertThat(recorded.get("hasPayload").asBoolean()).isFalse();

    Map<String, String> xml =
        Map.of("Content-Type", "text/xml", "Authorization", "Bearer " + access);
    assertThat(admin().asNobody().send("POST", DATA, Optional.of("<a/>"), xml).expect(415).code())
        .isEqualTo("not-json");
    assertThat(admin().as(access).get(DATA).expect(405).header("allow")).isEqualTo("POST");
    assertThat(update(access, " ".repeat(1 << 20) + body(token, "")).expect(413).code())
        .isEqualTo("body-too-large");
  }

  private static ContractClient.Reply refused(
      String access, String body, int status, String code, String words) {
    var reply = update(access, body).expect(status);
    assertThat(reply.code()).isEqualTo(code);
    assertThat(reply.text("/detail")).contains(words);
    return reply;
  }

  @Test
  void aBodyMayBeCompressed() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(utf8(body(token, "{\"Email\":\"ida\",\"Amount\":1}")));
    }
    HttpResponse<String> response =
        HTTP.send(
            HttpRequest.newBuilder(URI.create(server.get().url() + DATA))
                .header("Authorization", "bearer " + access(client("gzip")))
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes.toByteArray()))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(response.body()).contains("Request has been received").contains("\"ida\"");
    assertThat(values("ida")).containsEntry("amount", "1");
  }

  @Test
  void anIntegrationThatDemandsASignatureTakesTheAccessTokenInsteadFromItsAddressesOnly() {
    String access = access(client("signed"));
    String signed =
        endpoint("signed", "{\"itemsPath\":\"x\",\"signature\":{\"scheme\":\"stripe\"}}");
    update(access, body(signed, "{\"Email\":\"jon\",\"Amount\":5}")).expect(200);
    assertThat(values("jon")).containsEntry("amount", "5");
    String elsewhere = endpoint("elsewhere", "{\"allowedAddresses\":[\"203.0.113.0/24\"]}");
    assertThat(update(access, body(elsewhere, "{\"Email\":\"jon\"}")).expect(403).code())
        .isEqualTo("address-not-allowed");
    assertThat(deliveries("elsewhere").get(0).get("code").asText())
        .isEqualTo("address-not-allowed");
  }

  @Test
  void anEndpointCanDemandAnAccessTokenOfWhoeverSendsToIt() {
    String demanding = "/in/" + endpoint("bearer", "{\"signature\":{\"scheme\":\"oauth2\"}}");
    String access = access(client("bearer"));
    String sent = "{\"Email\":\"kim\",\"Amount\":9}";
    var missing = admin().asNobody().post(demanding, sent).expect(401);
    assertThat(missing.code()).isEqualTo("access-token-missing");
    assertThat(missing.header("www-authenticate")).startsWith("Bearer");
    assertThat(admin().as("x").post(demanding, sent).expect(401).code())
        .isEqualTo("access-token-invalid");
    admin().as(access).post(demanding, sent).expect(200);
    assertThat(values("kim")).containsEntry("amount", "9");
    assertThat(deliveries("bearer").findValuesAsText("code"))
        .contains("access-token-missing", "access-token-invalid");
    var integration = admin().get("/api/v1/systems/shop/integrations/bearer").expect(200);
    assertThat(integration.text("/endpoints/production/secretMissing")).isEqualTo("false");
    assertThat(
            admin()
                .post(
                    "/api/v1/systems/shop/integrations/bearer/secrets",
                    "{\"environment\":\"production\",\"secret\":\"x\"}")
                .expect(422)
                .text("/errors/0/reason"))
        .contains("checks no signature with a secret of its own");
  }

  @Test
  void aRefusedTokenCallSaysWhyAsTheStandardHasIt() {
    JsonNode client = client("refused");
    Map<String, String> right = basic(client);
    String grant = "grant_type=client_credentials";
    String id = client.get("clientId").asText();
    String secret = client.get("clientSecret").asText();

    connect(grant + "&client_id=" + id + "&client_secret=" + secret, Map.of()).expect(200);
    connect(grant + "&scope=endUserUpdate%3Awrite&other=x", right).expect(200);
    error(400, "invalid_request", connect("scope=endUserUpdate:write", right));
    error(400, "invalid_request", connect(grant + "&" + grant, right));
    error(400, "invalid_request", connect(grant + "&client_secret=" + secret, right));
    error(400, "invalid_request", connect("{}", Map.of("Content-Type", "application/json")));
    error(413, "invalid_request", connect(grant + "&x=" + "y".repeat(20_000), right));
    error(400, "unsupported_grant_type", connect("grant_type=password", right));
    error(400, "invalid_scope", connect(grant + "&scope=endUserUpdate:write+other", right));
    assertThat(admin().asNobody().get(CONNECT + "?" + grant).expect(405).header("allow"))
        .isEqualTo("POST");
    var unknown = connect(grant, Map.of());
    error(401, "invalid_client", unknown);
    assertThat(unknown.header("www-authenticate")).startsWith("Basic");
    assertThat(unknown.header("cache-control")).isEqualTo("no-store");
    error(401, "invalid_client", connect(grant, Map.of("Authorization", "Basic !")));
  }

  private static void error(int status, String error, ContractClient.Reply reply) {
    assertThat(reply.expect(status).text("/error")).isEqualTo(error);
    assertThat(reply.text("/error_description")).isNotEmpty();
  }

  @Test
  void whoGuessesSecretsIsSlowedDown() {
    JsonNode client = client("guessed");
    String guess =
        "grant_type=client_credentials&client_secret=guess&client_id="
            + client.get("clientId").asText();
    for (int i = 0; i < Attempts.CLIENT_MAX; i++) {
      connect(guess, Map.of()).expect(401);
    }
    var slowed = connect(guess, Map.of()).expect(429);
    assertThat(slowed.text("/error")).isEqualTo("too-many-attempts");
    assertThat(Integer.parseInt(slowed.header("retry-after"))).isPositive();
    // Others from there are not held up by it.
    access(client("next"));
  }

  @Test
  void whatIsSentToMakeAClientHasToFitItsKind() {
    var both =
        admin()
            .post("/api/v1/tokens", "{\"name\":\"x\",\"kind\":\"oauth2\",\"role\":\"viewer\"}")
            .expect(422);
    assertThat(both.body().get("errors").findValuesAsText("path"))
        .containsExactlyInAnyOrder("scopes", "role");
    assertThat(
            admin()
                .post("/api/v1/tokens", "{\"name\":\"x\",\"kind\":\"oauth2\",\"scopes\":[\"all\"]}")
                .expect(422)
                .text("/errors/0/reason"))
        .contains("endUserUpdate:write");
    assertThat(
            admin()
                .post("/api/v1/tokens", "{\"name\":\"x\",\"scopes\":[]}")
                .expect(422)
                .body()
                .get("errors")
                .findValuesAsText("path"))
        .containsExactlyInAnyOrder("role", "scopes");
  }
}
