package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.catalog.Role;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Handing out and erasing all that is known of a user.
class UserDataApiTest {

  @RegisterExtension static final ApiWorld WORLD = new ApiWorld();

  private final ContractClient admin = WORLD.admin();

  private static String users(String system) {
    return system + "/environments/production/users";
  }

  @Test
  void anErasedUserIsGoneFromEverywhereAndOthersAreNot() {
    String shop = WORLD.shop("gone");
    WORLD.segment(shop, "pros", "{\"field\":\"crm.plan\",\"operator\":\"=\",\"value\":\"pro\"}");
    WORLD.publish(shop);
    WORLD.user(shop, "ann", "\"plan\":\"pro\"");
    WORLD.user(shop, "bob", "\"plan\":\"pro\"");
    var refused = WORLD.deliver(shop, ApiWorld.customer("ann", "\"arr\":\"x\"")).expect(422);
    assertThat(WORLD.engine().hasPayload(refused.text("/deliveryId"))).isTrue();

    assertThat(admin.delete(users(shop) + "/ann").expect(409).code())
        .isEqualTo("confirmation-required");
    admin.get(users(shop) + "/ann").expect(200);
    admin.delete(users(shop) + "/ann?confirm=true").expect(204);

    admin.get(users(shop) + "/ann").expect(404);
    admin.get(users(shop) + "/ann/export").expect(404);
    assertThat(admin.get(users(shop)).expect(200).body().get("items").findValuesAsText("id"))
        .containsExactly("bob");
    var count =
        admin
            .post(
                shop + "/environments/production/insights/count",
                "{\"condition\":{\"field\":\"crm.plan\",\"operator\":\"=\",\"value\":\"pro\"}}")
            .expect(200)
            .body();
    assertThat(count.toString()).isEqualTo("{\"matching\":1,\"total\":1}");
    var none =
        admin
            .post(
                shop + "/environments/production/insights/count",
                "{\"condition\":{\"field\":\"crm.plan\",\"operator\":\"!=\",\"value\":\"pro\"}}")
            .expect(200)
            .body();
    assertThat(none.get("matching").asInt()).isZero();
    String deliveries = shop + "/integrations/crm/deliveries";
    assertThat(admin.get(deliveries).expect(200).body().get("items").findValuesAsText("user"))
        .containsExactly("bob");
    assertThat(admin.get(deliveries + "?user=ann").expect(200).body().get("items")).isEmpty();
    admin.get(deliveries + "/" + refused.text("/deliveryId")).expect(404);
    admin.post(deliveries + "/" + refused.text("/deliveryId") + "/replay", "").expect(404);
    assertThat(WORLD.engine().hasPayload(refused.text("/deliveryId"))).isFalse();

    WORLD.user(shop, "ann", "\"arr\":1");
    var back = admin.get(users(shop) + "/ann").expect(200).body();
    assertThat(back.get("attributes")).hasSize(1);
    assertThat(admin.get(deliveries + "?user=ann").expect(200).body().get("items")).hasSize(1);
  }

  @Test
  void aUserOfWhomEverythingWasRefusedCanBeErasedToo() {
    String shop = WORLD.shop("never");
    admin.put(shop + "/integrations/crm", "{\"keepRejected\":false}").expect(200);
    WORLD.deliver(shop, ApiWorld.customer("eve", "\"arr\":\"x\"")).expect(422);
    String deliveries = shop + "/integrations/crm/deliveries?user=eve";
    assertThat(admin.get(deliveries).expect(200).body().get("items")).hasSize(1);
    admin.delete(users(shop) + "/eve?confirm=true").expect(204);
    assertThat(admin.get(deliveries).expect(200).body().get("items")).isEmpty();
    admin.delete(users(shop) + "/eve?confirm=true").expect(404);
  }

  @Test
  void onlyAnAdministratorErasesAndExports() {
    String shop = WORLD.shop("roles");
    WORLD.user(shop, "ann", "");
    WORLD.as(Role.PUBLISHER).delete(users(shop) + "/ann?confirm=true").expect(403);
    WORLD.as(Role.PUBLISHER).get(users(shop) + "/ann/export").expect(403);
    admin.delete(users(shop) + "/nobody?confirm=true").expect(404);
  }

  @Test
  void anExportHasAllThatIsKnown() {
    String shop = WORLD.shop("exported");
    WORLD.segment(shop, "pros", "{\"field\":\"crm.plan\",\"operator\":\"=\",\"value\":\"pro\"}");
    WORLD.publish(shop);
    admin
        .post(
            shop + "/integrations",
            "{\"key\":\"other\",\"name\":\"O\",\"identifier\":\"id\",\"properties\":[]}")
        .expect(201);
    WORLD.user(shop, "ann", "\"plan\":\"pro\",\"arr\":7");
    String partial = ApiWorld.customer("ann", "\"plan\":\"pro\",\"arr\":\"x\"");
    WORLD.deliver(shop, partial).expect(200);
    WORLD.user(shop, "bob", "");
    String key = admin.get(shop + "/environments/production").expect(200).text("/clientKey");
    for (String user : List.of("ann", "ann", "bob")) {
      admin
          .asNobody()
          .get(
              "/v1/page-load?key="
                  + key
                  + "&user="
                  + user
                  + "&url=https%3A%2F%2Fshop.example%2Forders%2F7")
          .expect(200);
    }
    WORLD.engine().flushActivity();
    String token =
        admin.get(shop + "/integrations/other").expect(200).text("/endpoints/production/token");
    // An integration without properties makes users known, no more.
    var known = admin.asNobody().post("/in/" + token, "{\"id\":\"ann\",\"x\":1}").expect(200);
    assertThat(known.body().get("updated").asInt()).isZero();

    var reply = admin.get(users(shop) + "/ann/export").expect(200);

    assertThat(reply.header("content-disposition")).isEqualTo("attachment; filename=\"user.json\"");
    var export = reply.body();
    assertThat(export.at("/user/id").asText()).isEqualTo("ann");
    assertThat(export.at("/user/sessions").asInt()).isEqualTo(1);
    assertThat(export.get("activity")).hasSize(1);
    JsonNode day = export.at("/activity/0");
    assertThat(day.get("date").asText())
        .isEqualTo(LocalDate.now(ZoneId.of("Europe/Berlin")).toString());
    assertThat(day.get("pageLoads").asInt()).isEqualTo(2);
    assertThat(day.get("sessions").asInt()).isEqualTo(1);
    assertThat(day.get("pages").toString()).isEqualTo("[{\"page\":\"/orders/*\",\"pageLoads\":2}]");
    assertThat(day.get("segments").toString()).isEqualTo("[\"pros\"]");
    assertThat(export.at("/user/attributes").findValuesAsText("name"))
        .containsExactly("arr", "plan");
    assertThat(export.at("/user/segments/0").asText()).isEqualTo("pros");
    assertThat(export.at("/user/reasons")).hasSize(1);
    assertThat(export.get("deliveries").findValuesAsText("outcome"))
        .containsExactly("accepted", "partial", "accepted");
    assertThat(export.at("/deliveries/1/payload/text").asText()).isEqualTo(partial);
    assertThat(export.get("deliveriesComplete").asBoolean()).isTrue();
  }

  private JsonNode audited(String system) {
    return admin.get("/api/v1/audit?kind=user&system=" + system).expect(200).body().get("items");
  }

  @Test
  void theAuditLogTellsWhoErasedAndExportedWhomWithoutNamingThem() {
    String shop = WORLD.shop("noted");
    String ann = "ann%40example.com";
    WORLD.user(shop, "ann@example.com", "\"plan\":\"pro\"");
    WORLD.as(Role.PUBLISHER).delete(users(shop) + "/" + ann + "?confirm=true").expect(403);
    admin.delete(users(shop) + "/" + ann).expect(409);
    admin.get(users(shop) + "/nobody/export").expect(404);
    assertThat(audited("noted")).isEmpty();

    admin.get(users(shop) + "/" + ann + "/export").expect(200);
    WORLD.signedInAs(Role.ADMIN).delete(users(shop) + "/" + ann + "?confirm=true").expect(204);

    // printf %s ann@example.com | sha256sum | cut -c1-16
    String fingerprint = "71d4f55f72fa128d";
    JsonNode entries = audited("noted");
    assertThat(entries.findValuesAsText("action")).containsExactly("user.erase", "user.export");
    assertThat(entries.findValuesAsText("key")).containsOnly("noted/production/" + fingerprint);
    assertThat(entries.at("/0/actor").asText()).isEqualTo("admin@example.com");
    assertThat(entries.at("/0/before/fingerprint").asText()).isEqualTo(fingerprint);
    assertThat(entries.at("/0/after").isNull()).isTrue();
    assertThat(entries.at("/1/after/fingerprint").asText()).isEqualTo(fingerprint);
    assertThat(
            admin.get("/api/v1/audit?kind=user&q=" + fingerprint).expect(200).body().get("items"))
        .hasSize(2);
    assertThat(admin.get("/api/v1/audit?q=ann%40example").expect(200).body().get("items"))
        .isEmpty();
    admin.delete(users(shop) + "/" + ann + "?confirm=true").expect(404);
    assertThat(audited("noted")).hasSize(2);
  }

  @Test
  void theUserSaysHowOftenTheyCame() throws InterruptedException {
    String shop = WORLD.shop("sessions");
    WORLD.user(shop, "ann", "");
    assertThat(admin.get(users(shop) + "/ann").expect(200).body().get("sessions").asInt()).isZero();
    String key = admin.get(shop + "/environments/production").expect(200).text("/clientKey");
    admin.asNobody().get("/v1/page-load?key=" + key + "&user=ann").expect(200);
    long until = System.nanoTime() + 10_000_000_000L;
    while (admin.get(users(shop)).expect(200).body().at("/items/0/sessions").asInt() == 0) {
      assertThat(System.nanoTime()).as("sessions follow within about a second").isLessThan(until);
      Thread.sleep(50);
    }
    assertThat(admin.get(users(shop) + "/ann").expect(200).body().get("sessions").asInt()).isOne();
  }

  @Test
  void aLineThatIsNobodyAndReadsLikeSeveralIsToldAndNotTakenApart() {
    String shop = WORLD.shop("several");
    WORLD.user(shop, "ann", "");
    WORLD.user(shop, "Dubois, Ben", "");
    var reply =
        admin
            .post(
                users(shop) + "/erase?confirm=true",
                "{\"users\":[\"ann, bob\",\"ann;bob\",\"Dubois, Ben\",\"bob,\",\"cy\"]}")
            .expect(200);
    assertThat(reply.body().get("looksLikeSeveral").toString())
        .isEqualTo("[\"ann, bob\",\"ann;bob\"]");
    assertThat(reply.body().get("users").findValuesAsText("status"))
        .containsExactly("unknown", "unknown", "erased", "unknown", "unknown");
    admin.get(users(shop) + "/ann").expect(200);
  }

  @Test
  void whereAnErasedUserIsStillNamedIsTold() {
    String shop = WORLD.shop("named");
    WORLD.user(shop, "dora@example.com", "");
    WORLD.user(shop, "bob@example.com", "");
    WORLD.user(shop, "cy@example.com", "");
    String isDora = "{\"field\":\"user.id\",\"operator\":\"=\",\"value\":\"dora@example.com\"}";
    WORLD.segment(shop, "testers", isDora);
    WORLD.publish(shop);
    String among =
        "{\"field\":\"user.id\",\"operator\":\"in\",\"value\":[\"bob@example.com\","
            + "\"dora@example.com\"]}";
    admin
        .post(
            shop + "/filters",
            "{\"key\":\"team\",\"name\":\"Team\",\"condition\":%s}".formatted(among))
        .expect(201);
    String noCase =
        "{\"field\":\"crm.plan\",\"operator\":\"=\",\"value\":\"DORA@example.com\","
            + "\"ignoreCase\":true}";
    admin
        .post(
            shop + "/reports",
            ("{\"key\":\"active\",\"name\":\"Active\",\"environment\":\"production\","
                    + "\"view\":\"trend\",\"query\":{\"figure\":\"activeUsers\",\"condition\":%s}}")
                .formatted(noCase))
        .expect(201);

    var dry =
        admin
            .post(users(shop) + "/erase", "{\"users\":[\"bob@example.com\"],\"dryRun\":true}")
            .expect(200);
    assertThat(dry.body().get("namedIn").toString())
        .isEqualTo(
            "[{\"user\":\"bob@example.com\",\"kind\":\"filter\",\"key\":\"team\","
                + "\"name\":\"Team\",\"where\":\"saved\"}]");
    String dora = users(shop) + "/dora%40example.com";
    var before = admin.delete(dora).expect(409).body().get("namedIn");
    var after = admin.delete(dora + "?confirm=true").expect(200).body().get("namedIn");
    assertThat(after).isEqualTo(before);
    assertThat(after.findValuesAsText("kind"))
        .containsExactly("segment", "segment", "filter", "report");
    assertThat(after.findValuesAsText("where"))
        .containsExactly("draft", "live in production", "saved", "saved");
    admin.delete(users(shop) + "/cy%40example.com?confirm=true").expect(204);
  }

  @Test
  void savedThingsAreDeletedAsOthersAreAlsoByScriptsThatConfirm() {
    String shop = WORLD.shop("scripted");
    admin
        .post(shop + "/filters", "{\"key\":\"all\",\"name\":\"All\",\"condition\":{\"rules\":[]}}")
        .expect(201);
    admin.delete(shop + "/filters/all?confirm=true").expect(204);
  }
}
