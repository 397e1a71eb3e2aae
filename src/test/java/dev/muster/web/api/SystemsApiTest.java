package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SystemsApiTest {

  @RegisterExtension static final ApiWorld WORLD = new ApiWorld();

  private final ContractClient admin = WORLD.admin();

  @Test
  void aSystemBeginsWithTwoEnvironmentsAndTheLimitOfThirty() {
    var made = admin.post("/api/v1/systems", "{\"key\":\"fresh\",\"name\":\"New\"}").expect(201);

    assertThat(made.header("location")).isEqualTo("/api/v1/systems/fresh");
    assertThat(made.header("etag")).isEqualTo("\"1\"");
    assertThat(made.text("/timeZone")).isEqualTo("UTC");
    assertThat(made.text("/attributeLimit")).isEqualTo("30");
    assertThat(made.body().at("/environments").findValuesAsText("key"))
        .containsExactly("production", "test");
    assertThat(admin.get("/api/v1/systems/fresh").expect(200).body()).isEqualTo(made.body());
  }

  @Test
  void whatIsLeftOutOfAChangeStaysAndWhatWasReadCanBeSentBack() {
    String path = WORLD.system("change");
    var changed = admin.put(path, "{\"name\":\"Other\"}").expect(200);
    assertThat(changed.text("/name")).isEqualTo("Other");
    assertThat(changed.text("/timeZone")).isEqualTo("Europe/Berlin");

    admin.put(path, changed.body().toString()).expect(200);
  }

  @Test
  void aChangeOfAVersionThatIsGoneIsRefused() {
    String path = WORLD.system("race");
    Map<String, String> seen = Map.of("If-Match", "\"1\"");
    admin.send("PUT", path, Optional.of("{\"name\":\"One\"}"), seen).expect(200);

    var late = admin.send("PUT", path, Optional.of("{\"name\":\"Two\"}"), seen).expect(412);

    assertThat(late.code()).isEqualTo("version-conflict");
    assertThat(admin.get(path).text("/name")).isEqualTo("One");
    assertThat(admin.send("PUT", path, Optional.of("{}"), Map.of("If-Match", "W/\"1\"")).code())
        .isEqualTo("if-match-invalid");
  }

  @Test
  void aSystemIsDeletedOnlyWithConfirmation() {
    String path = WORLD.shop("gone");
    assertThat(admin.delete(path).expect(409).code()).isEqualTo("confirmation-required");

    admin.delete(path + "?confirm=true").expect(204);

    admin.get(path).expect(404);
    admin.delete(path + "?confirm=true").expect(404);
  }

  @Test
  void limitsAreListedWithWhatIsUsedOfThem() {
    String path = WORLD.shop("limits");
    WORLD.segment(path, "pros", "{\"field\":\"crm.plan\",\"operator\":\"=\",\"value\":\"pro\"}");
    WORLD.publish(path);

    var limits = admin.get(path + "/limits").expect(200).body().get("items");

    Map<String, String> used = new HashMap<>();
    limits.forEach(one ->
        used.put(
            one.get("kind").asText() + " " + one.get("environment").asText(),
            one.get("used").asInt() + " of " + one.get("limit").asInt()));
    assertThat(used)
        .containsEntry("attributes null", "5 of 30")
        .containsEntry("integrations null", "1 of 100")
        .containsEntry("segments null", "1 of 1000")
        .containsEntry("filters null", "0 of 1000")
        .containsEntry("environments null", "2 of 20")
        .containsEntry("publications production", "1 of 200")
        .containsEntry("publications test", "0 of 200")
        .containsEntry("webhooks production", "0 of 100")
        .containsEntry("webhooks test", "0 of 100")
        .containsKeys("systems null", "tokens null")
        .containsKeys("reports null", "dashboards null", "report-links null", "mailings null")
        .hasSize(15);
    assertThat(limits.get(0).get("kind").asText()).isEqualTo("attributes");
  }

  @Test
  void twoWhoChangeAnEnvironmentAtOnceDoNotUndoEachOther() {
    String path = WORLD.system("two-admins") + "/environments/test";
    var seen = admin.get(path).expect(200);
    assertThat(seen.header("etag")).isEqualTo("\"" + seen.text("/version") + "\"");
    Map<String, String> ifMatch = Map.of("If-Match", seen.header("etag"));
    String safe = "{\"allowedOrigins\":[\"https://safe.example.com\"]}";
    var first = admin.send("PUT", path, Optional.of(safe), ifMatch).expect(200);
    assertThat(first.header("etag")).isEqualTo("\"" + first.text("/version") + "\"");

    String open = "{\"name\":\"Sandbox\",\"allowedOrigins\":[]}";
    var late = admin.send("PUT", path, Optional.of(open), ifMatch).expect(412);

    assertThat(late.code()).isEqualTo("version-conflict");
    assertThat(admin.get(path).text("/allowedOrigins/0")).isEqualTo("https://safe.example.com");
  }

  @Test
  void noKeyIsThatOfAPageWhereThingsAreMade() {
    var system = admin.post("/api/v1/systems", "{\"key\":\"new\",\"name\":\"N\"}").expect(422);
    assertThat(system.text("/errors/0/path")).isEqualTo("key");
    String path = WORLD.shop("addresses");
    String segment =
        "{\"key\":\"new\",\"name\":\"New\",\"condition\":{\"combinator\":\"and\",\"rules\":[]}}";
    assertThat(admin.post(path + "/segments", segment).expect(422).text("/errors/0/path"))
        .isEqualTo("key");
    assertThat(
            admin
                .post(path + "/integrations", ApiWorld.CRM.replace("\"crm\"", "\"new\""))
                .expect(422)
                .text("/errors/0/path"))
        .isEqualTo("key");
  }

  @Test
  void aKeyIsTakenOnce() {
    WORLD.system("twice");
    var again = admin.post("/api/v1/systems", "{\"key\":\"twice\",\"name\":\"Again\"}").expect(409);
    assertThat(again.code()).isEqualTo("already-exists");
  }

  @Test
  void aTimeZoneThatThereIsNotIsNamed() {
    var reply =
        admin
            .post("/api/v1/systems", "{\"key\":\"z\",\"name\":\"Z\",\"timeZone\":\"Mars/Base\"}")
            .expect(422);
    assertThat(reply.text("/errors/0/path")).isEqualTo("timeZone");
  }

  @Test
  void anEnvironmentThatIsAddedGetsAnEndpointInEachIntegration() {
    String path = WORLD.shop("staged");
    var made =
        admin
            .post(path + "/environments", "{\"key\":\"staging\",\"name\":\"Staging\"}")
            .expect(201);
    assertThat(made.body().get("publication").isNull()).isTrue();
    assertThat(made.header("location")).isEqualTo(path + "/environments/staging");

    WORLD.deliver("/api/v1/systems/staged", "staging", ApiWorld.customer("ann", "")).expect(200);

    admin.get(path + "/environments/staging/users/ann").expect(200);
    admin.get(path + "/environments/production/users/ann").expect(404);
    admin.delete(path + "/environments/staging").expect(409);
    admin.delete(path + "/environments/staging?confirm=true").expect(204);
    admin.get(path + "/environments/staging").expect(404);
  }

  @Test
  void aClientKeyThatIsReplacedIsRefusedFromThenOn() {
    String path = WORLD.system("keys") + "/environments/production";
    String before = admin.get(path).text("/clientKey");
    ContractClient page = admin.asNobody();
    page.get("/v1/page-load?user=ann&key=" + before).expect(200);

    String after = admin.post(path + "/rotate-client-key", "").expect(200).text("/clientKey");

    assertThat(after).isNotEqualTo(before);
    page.get("/v1/page-load?user=ann&key=" + before).expect(401);
    page.get("/v1/page-load?user=ann&key=" + after).expect(200);
  }

  @Test
  void listsComeInPagesThatKeepTheirPlace() {
    for (int i = 0; i < 5; i++) {
      WORLD.system("page-" + i);
    }
    var first = admin.get("/api/v1/systems?limit=2").expect(200);
    assertThat(first.body().get("items")).hasSize(2);
    List<String> all = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      var page =
          admin.get("/api/v1/systems?limit=2" + cursor.map(it -> "&cursor=" + it).orElse(""));
      page.body().get("items").forEach(one -> all.add(one.get("key").asText()));
      cursor = Optional.ofNullable(page.body().get("nextCursor").textValue());
    } while (cursor.isPresent());
    assertThat(all).isSorted().doesNotHaveDuplicates().contains("page-0", "page-4");
  }

  @Test
  void onlyPagesOfAllowedOriginsLoadSegmentsOnceSomeAreNamed() {
    String system = WORLD.shop("origins");
    String path = system + "/environments/production";
    String load = "/v1/page-load?user=ann&key=" + admin.get(path).text("/clientKey");
    Map<String, String> ours = Map.of("Origin", "https://app.example.com");
    Map<String, String> theirs = Map.of("Origin", "https://evil.example");
    var page = admin.asNobody();
    page.send("GET", load, Optional.empty(), theirs).expect(200);

    var changed =
        admin.put(path, "{\"allowedOrigins\":[\"https://APP.example.com:443/\"]}").expect(200);
    assertThat(changed.body().get("allowedOrigins").toString())
        .isEqualTo("[\"https://app.example.com\"]");
    admin.put(path, changed.body().toString()).expect(200);

    page.send("GET", load, Optional.empty(), ours).expect(200);
    page.get(load).expect(200); // not from a page of another origin
    for (String site : new String[] {"cross-site", "same-site"}) {
      // An image on another page, without an origin.
      page.send("GET", load, Optional.empty(), Map.of("Sec-Fetch-Site", site)).expect(403);
    }
    page.send("GET", load, Optional.empty(), Map.of("Sec-Fetch-Site", "same-origin")).expect(200);
    var refused = page.send("GET", load, Optional.empty(), theirs).expect(403);
    assertThat(refused.code()).isEqualTo("origin-not-allowed");
    assertThat(refused.header("access-control-allow-origin")).isEqualTo("*");
    assertThat(admin.get(system + "/environments/test").body().get("allowedOrigins")).isEmpty();

    assertThat(
            admin
                .put(path, "{\"allowedOrigins\":[\"app.example.com\"]}")
                .expect(422)
                .text("/errors/0/path"))
        .isEqualTo("allowedOrigins[0]");
    assertThat(admin.put(path, "{\"key\":\"other\"}").expect(422).text("/errors/0/path"))
        .isEqualTo("key");
    admin.put(path, "{\"allowedOrigins\":[]}").expect(200);
    page.send("GET", load, Optional.empty(), theirs).expect(200);
  }
}
