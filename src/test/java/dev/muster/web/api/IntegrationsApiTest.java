package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.catalog.Role;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class IntegrationsApiTest {

  private static final String PROS =
      "{\"field\":\"crm.plan\",\"operator\":\"=\",\"value\":\"pro\"}";

  @RegisterExtension static final ApiWorld WORLD = new ApiWorld();

  private final ContractClient editor = WORLD.as(Role.EDITOR);

  @Test
  void anIntegrationHasAnEndpointInEachEnvironment() {
    String system = WORLD.system("made");
    var made = editor.post(system + "/integrations", ApiWorld.CRM).expect(201);

    assertThat(made.header("location")).isEqualTo(system + "/integrations/crm");
    assertThat(made.header("etag")).isEqualTo("\"1\"");
    assertThat(made.text("/kind")).isEqualTo("api");
    for (String environment : new String[] {"production", "test"}) {
      String token = made.text("/endpoints/" + environment + "/token");
      assertThat(token).hasSizeGreaterThan(22);
      assertThat(made.text("/endpoints/" + environment + "/url"))
          .isEqualTo(WORLD.url() + "/in/" + token);
    }
    assertThat(editor.get(system + "/integrations/crm").body()).isEqualTo(made.body());
    assertThat(editor.get(system + "/integrations").body().at("/items/0")).isEqualTo(made.body());
  }

  @Test
  void aViewerSeesWhichTokenItIsButNotTheToken() {
    String system = WORLD.shop("secret");
    String token = editor.get(system + "/integrations/crm").text("/endpoints/production/token");

    for (String path : new String[] {"/integrations/crm", "/integrations"}) {
      String seen = WORLD.as(Role.VIEWER).get(system + path).expect(200).body().toString();
      assertThat(seen).doesNotContain(token).contains(token.substring(0, 8) + "…");
    }
  }

  @Test
  void anIntegrationForUploadsHasNoEndpoints() {
    String system = WORLD.system("csv");
    var made =
        editor
            .post(
                system + "/integrations",
                "{\"key\":\"list\",\"name\":\"List\",\"kind\":\"csv\",\"identifier\":\"mail\","
                    + "\"properties\":[]}")
            .expect(201);
    assertThat(made.body().has("endpoints")).isFalse();
    editor.post(system + "/integrations/list/endpoints/test/rotate", "").expect(404);
  }

  @Test
  void aTokenThatIsReplacedIsRefusedFromThenOn() {
    String system = WORLD.shop("rotate");
    String before = editor.get(system + "/integrations/crm").text("/endpoints/test/token");
    ContractClient sender = WORLD.admin().asNobody();
    sender.post("/in/" + before, ApiWorld.customer("ann", "")).expect(200);

    var endpoint = editor.post(system + "/integrations/crm/endpoints/test/rotate", "").expect(200);

    sender.post("/in/" + before, ApiWorld.customer("ann", "")).expect(404);
    sender.post("/in/" + endpoint.text("/token"), ApiWorld.customer("ann", "")).expect(200);
    assertThat(editor.get(system + "/integrations/crm").body().at("/endpoints/test"))
        .isEqualTo(endpoint.body());
    editor.post(system + "/integrations/crm/endpoints/moon/rotate", "").expect(404);
  }

  @Test
  void whatASegmentUsesIsNotRemovedWithoutConfirmation() {
    String system = WORLD.shop("uses");
    WORLD.segment(system, "pros", PROS);
    String crm = system + "/integrations/crm";
    String without =
        "{\"properties\":[{\"path\":\"customer.arr\",\"name\":\"arr\",\"type\":\"number\"}]}";
    String retyped =
        "{\"properties\":[{\"path\":\"customer.plan\",\"name\":\"plan\",\"type\":\"number\"}]}";
    for (String change : new String[] {without, retyped}) {
      var refused = editor.put(crm, change).expect(409);
      assertThat(refused.code()).isEqualTo("in-use");
      assertThat(refused.text("/dependents/0/kind")).isEqualTo("segment");
      assertThat(refused.text("/dependents/0/key")).isEqualTo("pros");
      assertThat(refused.text("/dependents/0/name")).isEqualTo("PROS");
      assertThat(refused.text("/dependents/0/where")).isEqualTo("draft");
    }
    assertThat(editor.delete(crm).expect(409).code()).isEqualTo("in-use");
    assertThat(editor.get(crm).header("etag")).isEqualTo("\"1\"");

    var changed = editor.put(crm + "?confirm=true", without).expect(200);

    assertThat(changed.body().get("properties")).hasSize(1);
    assertThat(changed.header("etag")).isEqualTo("\"2\"");
    var broken = editor.get(system + "/segments/pros").expect(200);
    assertThat(broken.text("/problem/errors/0/path")).isEqualTo("rules[0].field");
    editor.delete(crm + "?confirm=true").expect(204);
    editor.get(crm).expect(404);
  }

  @Test
  void whatIsRemovedIsErasedAndWhatIsRenamedIsKept() {
    String system = WORLD.shop("rename");
    WORLD.user(system, "ann", "\"plan\":\"pro\",\"arr\":5");
    editor
        .put(
            system + "/integrations/crm",
            "{\"properties\":[{\"path\":\"customer.plan\",\"name\":\"tier\",\"type\":\"string\"}]}")
        .expect(200);

    var ann = editor.get(system + "/environments/production/users/ann").expect(200);

    assertThat(ann.body().get("attributes")).hasSize(1);
    assertThat(ann.text("/attributes/0/name")).isEqualTo("tier");
    assertThat(ann.text("/attributes/0/value")).isEqualTo("pro");
  }

  @Test
  void aChangeOfAVersionThatIsGoneIsRefused() {
    String crm = WORLD.shop("race") + "/integrations/crm";
    Map<String, String> seen = Map.of("If-Match", "\"1\"");
    editor.send("PUT", crm, Optional.of("{\"name\":\"One\"}"), seen).expect(200);

    assertThat(editor.send("PUT", crm, Optional.of("{\"name\":\"Two\"}"), seen).expect(412).code())
        .isEqualTo("version-conflict");
    editor.send("DELETE", crm, Optional.empty(), seen).expect(412);
    assertThat(editor.get(crm).text("/name")).isEqualTo("One");
    editor.send("DELETE", crm, Optional.empty(), Map.of("If-Match", "\"2\"")).expect(204);
  }

  @Test
  void whatWasReadCanBeSentBack() {
    String crm = WORLD.shop("back") + "/integrations/crm";
    var read = editor.get(crm).expect(200);
    var written = editor.put(crm, read.body().toString()).expect(200);
    assertThat(written.body().get("properties")).isEqualTo(read.body().get("properties"));
  }

  @Test
  void keyAndKindNeverChange() {
    String crm = WORLD.shop("fixed") + "/integrations/crm";
    assertThat(editor.put(crm, "{\"key\":\"other\"}").expect(422).text("/errors/0/path"))
        .isEqualTo("key");
    assertThat(editor.put(crm, "{\"kind\":\"csv\"}").expect(422).text("/errors/0/path"))
        .isEqualTo("kind");
    assertThat(editor.put(crm, "{\"kind\":\"pigeon\"}").expect(422).text("/errors/0/path"))
        .isEqualTo("kind");
  }

  @Test
  void aKeyIsTakenOnceAndThoseOfOtherFieldsNever() {
    String system = WORLD.shop("taken");
    assertThat(editor.post(system + "/integrations", ApiWorld.CRM).expect(409).code())
        .isEqualTo("already-exists");
    for (String key : new String[] {"user", "page", "browser", "time", "segment"}) {
      String sent =
          "{\"key\":\"%s\",\"name\":\"X\",\"identifier\":\"id\",\"properties\":[]}".formatted(key);
      assertThat(editor.post(system + "/integrations", sent).expect(422).text("/errors/0/path"))
          .isEqualTo("key");
    }
  }

  @Test
  void moreAttributesThanTheLimitAreRefusedWithWhoUsesHowMany() {
    String system = WORLD.shop("limit");
    StringBuilder properties = new StringBuilder();
    for (int i = 0; i < 26; i++) {
      properties
          .append(i == 0 ? "" : ",")
          .append("{\"path\":\"p%1$d\",\"name\":\"p%1$d\",\"type\":\"string\"}".formatted(i));
    }
    var reply =
        editor
            .post(
                system + "/integrations",
                "{\"key\":\"big\",\"name\":\"Big\",\"identifier\":\"id\",\"properties\":[%s]}"
                    .formatted(properties))
            .expect(422);
    assertThat(reply.code()).isEqualTo("attribute-limit");
    assertThat(reply.text("/detail")).contains("5 of 30").contains("crm 5").contains("26");
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    String system = WORLD.system("wrong");
    var reply =
        editor
            .post(
                system + "/integrations",
                """
                {"key":"x","name":"X","identifier":"id","properties":[
                  {"path":"a","name":"a","type":"string"},
                  {"path":"b","name":"a","type":"string"},
                  {"path":"a","name":"c","type":"string"}]}
                """)
            .expect(422);
    assertThat(reply.body().get("errors").findValuesAsText("path"))
        .containsExactly("properties[1].name", "properties[2].path");
  }

  @Test
  void attributesAreListedWithTheirSourceAndHowManyAreUsed() {
    String system = WORLD.shop("attributes");
    var reply = WORLD.as(Role.VIEWER).get(system + "/attributes").expect(200);
    assertThat(reply.text("/used")).isEqualTo("5");
    assertThat(reply.text("/limit")).isEqualTo("30");
    assertThat(reply.text("/byIntegration/crm")).isEqualTo("5");
    assertThat(reply.body().at("/items/1").toString())
        .isEqualTo(
            "{\"integration\":\"crm\",\"name\":\"arr\",\"type\":\"number\","
                + "\"path\":\"customer.arr\",\"field\":\"crm.arr\"}");
  }

  @Test
  void aTryOfANewMappingSaysWhatWouldBecomeOfAPayloadAndStoresNothing() {
    String system = WORLD.shop("try");
    String path = system + "/integrations/crm/try";
    var reply =
        WORLD
            .as(Role.VIEWER)
            .post(
                path,
                "{\"payload\":"
                    + ApiWorld.customer("ann", "\"plan\":\"pro\",\"arr\":\"n/a\",\"vip\":null")
                    + "}")
            .expect(200);
    assertThat(reply.text("/results/0/status")).isEqualTo("partial");
    assertThat(reply.text("/results/0/user")).isEqualTo("ann");
    assertThat(reply.text("/results/0/updated/0/value")).isEqualTo("pro");
    assertThat(reply.text("/results/0/cleared/0/attribute")).isEqualTo("vip");
    assertThat(reply.text("/results/0/absent/0/attribute")).isEqualTo("signup");
    assertThat(reply.text("/results/0/rejected/0/reason")).isEqualTo("not a number: \"n/a\"");
    assertThat(reply.body().at("/results/0/problem").isNull()).isTrue();

    var other =
        editor
            .post(
                path,
                """
                {"payload":[{"id":7,"a":{"b":"1.5"}},{"a":1}],"identifier":"id",
                 "properties":[{"path":"a.b","name":"n","type":"number"}]}
                """)
            .expect(200);
    assertThat(other.text("/results/0/user")).isEqualTo("7");
    assertThat(other.text("/results/0/updated/0/value")).isEqualTo("1.5");
    assertThat(other.text("/results/1/status")).isEqualTo("rejected");
    assertThat(other.text("/results/1/problem/status")).isEqualTo("422");
    assertThat(other.text("/results/1/problem/code")).isEqualTo("identifier-missing");
    editor.get(system + "/environments/production/users/ann").expect(404);
    assertThat(editor.get(system + "/integrations/crm/deliveries").body().get("items")).isEmpty();
  }

  @Test
  void whateverIsTriedIsAnsweredInWords() {
    String path = WORLD.shop("odd") + "/integrations/crm/try";
    for (String payload : new String[] {"null", "7", "\"x\"", "[]", "[1]", "{}", "[[{}]]"}) {
      var reply = editor.post(path, "{\"payload\":" + payload + "}").expect(200);
      assertThat(reply.body().get("results"))
          .allMatch(
              one -> one.get("status").asText().equals("rejected") && !one.get("problem").isNull());
    }
    for (String identifier : new String[] {".", "a..b", " ", "a.".repeat(80), "\\u0000"}) {
      editor.post(path, "{\"payload\":{\"a\":1},\"identifier\":\"" + identifier + "\"}");
    }
    String twice = "{\"path\":\"a\",\"name\":\"n\",\"type\":\"string\"}";
    editor
        .post(
            path,
            "{\"payload\":{\"id\":\"x\",\"a\":1},\"identifier\":\"id\",\"properties\":[%1$s,%1$s]}"
                .formatted(twice))
        .expect(200);
  }

  @Test
  void aSuggestionRanksIdentifiersAndInfersTypes() {
    String system = WORLD.shop("suggest");
    String payload =
        """
        {"payload":{"customer":{"email":"ann@example.com","plan":"pro","arr":1200000,
          "vip":true,"signup":"2026-05-01","tags":["a","b"]}}}
        """;
    for (String path : new String[] {"/suggest", "/integrations/crm/suggest"}) {
      var reply = WORLD.as(Role.VIEWER).post(system + path, payload).expect(200);
      assertThat(reply.text("/identifiers/0/path")).isEqualTo("customer.email");
      assertThat(reply.text("/identifiers/0/value")).isEqualTo("ann@example.com");
      assertThat(reply.body().get("properties").findValuesAsText("type"))
          .contains("string", "number", "boolean", "date", "strings");
    }
    editor.post(system + "/integrations/none/suggest", payload).expect(404);
    for (String odd : new String[] {"null", "7", "[]", "[1]", "{\"\":{\"\":1}}"}) {
      editor.post(system + "/suggest", "{\"payload\":" + odd + "}").expect(200);
    }
  }
}
