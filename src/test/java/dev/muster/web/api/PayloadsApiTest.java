package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.catalog.Role;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What is kept of deliveries that were refused, and taking it once more.
class PayloadsApiTest {

  @RegisterExtension static final ApiWorld WORLD = new ApiWorld();

  private final ContractClient editor = WORLD.as(Role.EDITOR);

  private JsonNode latest(String system) {
    return editor.get(system + "/integrations/crm/deliveries").expect(200).body().at("/items/0");
  }

  private JsonNode inFull(String system, String id) {
    return editor.get(system + "/integrations/crm/deliveries/" + id).expect(200).body();
  }

  private JsonNode latestInFull(String system) {
    return inFull(system, latest(system).get("id").asText());
  }

  @Test
  void whatIsRefusedInWholeOrInPartIsKeptAndWhatIsAcceptedIsNot() {
    String shop = WORLD.shop("kept");
    WORLD.deliver(shop, ApiWorld.customer("ann", "\"arr\":5")).expect(200);
    assertThat(latest(shop).get("hasPayload").asBoolean()).isFalse();
    assertThat(latestInFull(shop).get("payload").isNull()).isTrue();

    String partial = ApiWorld.customer("ann", "\"plan\":\"pro\",\"arr\":\"x\",\"more\":\"ü\"");
    WORLD.deliver(shop, partial).expect(200);
    assertThat(latest(shop).get("hasPayload").asBoolean()).isTrue();
    JsonNode payload = latestInFull(shop).get("payload");
    assertThat(payload.get("text").asText()).isEqualTo(partial);
    assertThat(payload.get("truncated").asBoolean()).isFalse();
    assertThat(Instant.parse(payload.get("keptUntil").asText()))
        .isBetween(
            Instant.now().plus(Duration.ofHours(71)), Instant.now().plus(Duration.ofDays(3)));

    WORLD.deliver(shop, ApiWorld.customer("bob", "\"arr\":\"x\"")).expect(422);
    assertThat(latestInFull(shop).at("/payload/text").asText()).contains("bob");
  }

  @Test
  void aViewerSeesThatThereIsAPayloadButNotThePayload() {
    String shop = WORLD.shop("hidden");
    var refused = WORLD.deliver(shop, ApiWorld.customer("ann", "\"arr\":\"x\"")).expect(422);
    var read =
        WORLD
            .as(Role.VIEWER)
            .get(shop + "/integrations/crm/deliveries/" + refused.text("/deliveryId"))
            .expect(200);
    assertThat(read.body().get("hasPayload").asBoolean()).isTrue();
    assertThat(read.body().get("payload").isNull()).isTrue();
    assertThat(inFull(shop, refused.text("/deliveryId")).at("/payload/text").asText())
        .contains("ann");
  }

  @Test
  void ofABatchOnlyTheObjectsOwnShareIsKept() {
    String shop = WORLD.shop("batch");
    String good = ApiWorld.customer("ann", "\"arr\":1");
    String bad = ApiWorld.customer("bob", "\"arr\":\"much\"");
    WORLD.deliver(shop, "[ " + good + " , " + bad + ", 7, " + good + "]").expect(200);
    JsonNode items =
        editor.get(shop + "/integrations/crm/deliveries").expect(200).body().get("items");
    assertThat(items.findValuesAsText("hasPayload"))
        .containsExactly("false", "true", "true", "false");
    assertThat(inFull(shop, items.at("/1/id").asText()).at("/payload/text").asText())
        .isEqualTo("7");
    assertThat(inFull(shop, items.at("/2/id").asText()).at("/payload/text").asText())
        .isEqualTo(bad);
  }

  @Test
  void ofAMalformedBodyTheBeginningIsKept() {
    String shop = WORLD.shop("malformed");
    WORLD.deliver(shop, "{\"customer\":").expect(400);
    assertThat(latestInFull(shop).at("/payload/text").asText()).isEqualTo("{\"customer\":");
    WORLD.deliver(shop, "{\"a\":\"" + "1234567,".repeat(20_000)).expect(400);
    JsonNode payload = latestInFull(shop).get("payload");
    assertThat(payload.get("truncated").asBoolean()).isTrue();
    assertThat(payload.get("text").asText()).hasSize(64 << 10).startsWith("{\"a\":\"1234567,");
    var replay =
        editor
            .post(
                shop
                    + "/integrations/crm/deliveries/"
                    + latest(shop).get("id").asText()
                    + "/replay",
                "")
            .expect(409);
    assertThat(replay.code()).isEqualTo("payload-gone");
  }

  @Test
  void anIntegrationMaySayThatNothingIsKept() {
    String shop = WORLD.shop("private");
    var changed = editor.put(shop + "/integrations/crm", "{\"keepRejected\":false}").expect(200);
    assertThat(changed.body().get("keepRejected").asBoolean()).isFalse();
    assertThat(changed.body().get("properties")).hasSize(5);
    var refused = WORLD.deliver(shop, ApiWorld.customer("ann", "\"arr\":\"x\"")).expect(422);
    assertThat(latest(shop).get("hasPayload").asBoolean()).isFalse();
    String path = shop + "/integrations/crm/deliveries/" + refused.text("/deliveryId") + "/replay";
    assertThat(editor.post(path, "").expect(409).code()).isEqualTo("payload-gone");
    editor.put(shop + "/integrations/crm", "{\"name\":\"Other\"}").expect(200);
    assertThat(
            editor
                .get(shop + "/integrations/crm")
                .expect(200)
                .body()
                .get("keepRejected")
                .asBoolean())
        .isFalse();
  }

  @Test
  void aReplayGoesThroughTheMappingAsItIsNow() {
    String shop = WORLD.shop("replayed");
    var refused = WORLD.deliver(shop, "{\"customer\":{\"mail\":\"ann\",\"arr\":7}}").expect(422);
    String id = refused.text("/deliveryId");
    String path = shop + "/integrations/crm/deliveries/" + id + "/replay";

    var again = editor.post(path, "").expect(422);
    assertThat(again.code()).isEqualTo("identifier-missing");
    assertThat(inFull(shop, id).get("replayedAs").asText()).isEqualTo(again.text("/deliveryId"));

    editor.put(shop + "/integrations/crm", "{\"identifier\":\"customer.mail\"}").expect(200);
    var taken = editor.post(path, "").expect(200);
    assertThat(taken.text("/status")).isEqualTo("accepted");
    assertThat(taken.text("/user")).isEqualTo("ann");
    assertThat(
            WORLD
                .admin()
                .get(shop + "/environments/production/users/ann")
                .expect(200)
                .body()
                .at("/attributes/0/value")
                .asInt())
        .isEqualTo(7);
    JsonNode made = inFull(shop, taken.text("/deliveryId"));
    assertThat(made.get("replayOf").asText()).isEqualTo(id);
    assertThat(made.get("hasPayload").asBoolean()).isFalse();
    JsonNode original = inFull(shop, id);
    assertThat(original.get("replayedAs").asText()).isEqualTo(taken.text("/deliveryId"));
    assertThat(original.get("outcome").asText()).isEqualTo("rejected");
    assertThat(original.get("replayOf").isNull()).isTrue();
    editor.post(shop + "/integrations/crm/deliveries/0/replay", "").expect(404);
  }

  @Test
  void aReplayStaysInItsEnvironment() {
    String shop = WORLD.shop("places");
    var refused =
        WORLD.deliver(shop, "test", ApiWorld.customer("tom", "\"arr\":\"x\"")).expect(422);
    editor
        .put(
            shop + "/integrations/crm",
            "{\"properties\":[{\"path\":\"customer.arr\",\"name\":\"arr\",\"type\":\"string\"}]}")
        .expect(200);
    editor
        .post(shop + "/integrations/crm/deliveries/" + refused.text("/deliveryId") + "/replay", "")
        .expect(200);
    WORLD.admin().get(shop + "/environments/test/users/tom").expect(200);
    WORLD.admin().get(shop + "/environments/production/users/tom").expect(404);
  }

  @Test
  void withTheIntegrationGoWhatIsKeptOfIt() {
    String shop = WORLD.shop("deleted");
    var refused = WORLD.deliver(shop, ApiWorld.customer("ann", "\"arr\":\"x\"")).expect(422);
    assertThat(WORLD.engine().hasPayload(refused.text("/deliveryId"))).isTrue();
    WORLD.admin().delete(shop + "/integrations/crm").expect(204);
    assertThat(WORLD.engine().hasPayload(refused.text("/deliveryId"))).isFalse();
  }

  @Test
  void allThatMatchAreSentAgainAfterTheMappingIsMended() throws Exception {
    String shop = WORLD.shop("replays");
    String replay = shop + "/integrations/crm/replay";
    WORLD.deliver(shop, ApiWorld.customer("ann", "\"arr\":\"many\"")).expect(422);
    WORLD.deliver(shop, ApiWorld.customer("bob", "\"arr\":\"few\"")).expect(422);
    WORLD.deliver(shop, "{\"other\":1}").expect(422);
    assertThat(WORLD.as(Role.VIEWER).get(replay).expect(200).body().get("run").isNull()).isTrue();

    String unusable = "{\"code\":\"nothing-usable\"}";
    var before = editor.post(replay + "/preview", unusable).expect(200);
    assertThat(before.body().toString())
        .isEqualTo(
            """
            {"matching":2,"notKept":0,"sentAgain":0,"tried":0,"toSend":2,"complete":true,\
            "looked":2,"outcomes":{"rejected":2}}\
            """);
    assertThat(editor.post(replay + "/preview", "{\"text\":\"ANN\"}").expect(200).text("/matching"))
        .isEqualTo("1");
    String now = Instant.now().plusSeconds(1).toString();
    assertThat(
            editor
                .post(replay + "/preview", "{\"from\":\"" + now + "\"}")
                .expect(200)
                .text("/matching"))
        .isEqualTo("0");
    assertThat(
            editor
                .get(shop + "/integrations/crm/deliveries?code=identifier-missing&to=" + now)
                .expect(200)
                .body()
                .get("items"))
        .hasSize(1);

    editor
        .put(
            shop + "/integrations/crm?confirm=true",
            "{\"properties\":[{\"path\":\"customer.arr\",\"name\":\"arr\",\"type\":\"string\"}]}")
        .expect(200);
    assertThat(editor.post(replay + "/preview", unusable).expect(200).text("/outcomes/accepted"))
        .isEqualTo("2");
    WORLD.as(Role.VIEWER).post(replay, unusable).expect(403);
    assertThat(editor.delete(replay).expect(409).code()).isEqualTo("no-replay");
    assertThat(editor.post(replay, unusable).expect(202).text("/total")).isEqualTo("2");
    JsonNode run = editor.get(replay).expect(200).body().get("run");
    for (int i = 0; i < 500 && run.get("state").asText().equals("running"); i++) {
      Thread.sleep(10);
      run = editor.get(replay).expect(200).body().get("run");
    }
    assertThat(run.get("state").asText()).isEqualTo("done");
    assertThat(run.at("/outcomes/accepted").asInt()).isEqualTo(2);
    assertThat(
            editor
                .get(shop + "/environments/production/users/bob")
                .expect(200)
                .text("/attributes/0/value"))
        .isEqualTo("few");
    assertThat(editor.post(replay + "/preview", "{}").expect(200).text("/toSend")).isEqualTo("1");

    var audit = WORLD.admin().get("/api/v1/audit?kind=delivery").expect(200);
    assertThat(audit.text("/items/0/action")).isEqualTo("delivery.replay");
    assertThat(audit.text("/items/0/after/deliveries")).isEqualTo("2");
  }
}
