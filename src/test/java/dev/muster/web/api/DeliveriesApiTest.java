package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.catalog.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeliveriesApiTest {

  @RegisterExtension static final ApiWorld WORLD = new ApiWorld();

  private static final String PATH = "/api/v1/systems/shop/integrations/crm/deliveries";

  private final ContractClient viewer = WORLD.as(Role.VIEWER);

  @BeforeAll
  static void sixDeliveries() {
    String shop = WORLD.shop("shop");
    WORLD.deliver(shop, ApiWorld.customer("ann", "\"plan\":\"pro\",\"arr\":5")).expect(200);
    WORLD.deliver(shop, ApiWorld.customer("ann", "\"plan\":null,\"arr\":\"n/a\"")).expect(200);
    WORLD.deliver(shop, ApiWorld.customer("bob", "\"arr\":\"much\"")).expect(422);
    WORLD.deliver(shop, "{\"customer\":{\"plan\":\"pro\"}}").expect(422);
    WORLD
        .deliver(
            shop,
            "[" + ApiWorld.customer("cid", "") + "," + ApiWorld.customer("dan", "\"arr\":1") + "]")
        .expect(200);
    WORLD.deliver(shop, "test", ApiWorld.customer("tom", "")).expect(200);
  }

  private List<String> users(String query) {
    List<String> users = new ArrayList<>();
    viewer
        .get(PATH + query)
        .expect(200)
        .body()
        .get("items")
        .forEach(one -> users.add(one.get("user").asText("-")));
    return users;
  }

  @Test
  void theLatestComesFirstWithWhatBecameOfIt() {
    var reply = viewer.get(PATH).expect(200);
    var items = reply.body().get("items");
    assertThat(users("")).startsWith("dan", "cid").endsWith("ann", "ann").hasSize(6);
    assertThat(items.findValuesAsText("outcome"))
        .containsExactly("accepted", "accepted", "rejected", "rejected", "partial", "accepted");
    var partial = items.get(4);
    assertThat(partial.get("updated").toString())
        .isEqualTo("[{\"attribute\":\"plan\",\"value\":null}]");
    assertThat(partial.get("rejected").toString())
        .isEqualTo(
            "[{\"attribute\":\"arr\",\"path\":\"customer.arr\","
                + "\"reason\":\"not a number: \\\"n/a\\\"\"}]");
    assertThat(partial.get("reason").isNull()).isTrue();
    assertThat(partial.get("source").asText()).isEqualTo("127.0.0.1");
    assertThat(partial.get("bytes").asInt())
        .isEqualTo(ApiWorld.customer("ann", "\"plan\":null,\"arr\":\"n/a\"").length());
    assertThat(partial.get("environment").asText()).isEqualTo("production");
    assertThat(partial.get("integration").asText()).isEqualTo("crm");
    var refused = items.get(2);
    assertThat(refused.get("user").isNull()).isTrue();
    assertThat(refused.get("code").asText()).isEqualTo("identifier-missing");
    assertThat(refused.get("reason").asText()).contains("customer.email");
    assertThat(items.get(5).get("updated").toString())
        .isEqualTo(
            "[{\"attribute\":\"plan\",\"value\":\"pro\"},{\"attribute\":\"arr\",\"value\":5}]");
  }

  @Test
  void aBatchSaysOfEachObjectWhatBecameOfIt() {
    String system = WORLD.shop("batch");
    var results =
        WORLD
            .deliver(
                system,
                "[%s,%s,7,%s]"
                    .formatted(
                        ApiWorld.customer("ann", "\"arr\":1"),
                        ApiWorld.customer("bob", "\"arr\":\"much\""),
                        "{\"customer\":{\"plan\":\"pro\"}}"))
            .expect(200)
            .body()
            .get("results");
    assertThat(results.findValuesAsText("deliveryId")).hasSize(4).doesNotHaveDuplicates();
    assertThat(results)
        .extracting(one -> one.get("status").asText() + " " + one.get("user").asText())
        .containsExactly("accepted ann", "rejected bob", "rejected null", "rejected null");
    assertThat(results).extracting(one -> one.get("updated").asInt()).containsExactly(1, 0, 0, 0);
    assertThat(results.get(0).has("problem")).isFalse();
    assertThat(results.get(1).at("/problem/type").asText()).endsWith("/nothing-usable");
    assertThat(results.get(1).at("/problem/status").asInt()).isEqualTo(422);
    assertThat(results.get(1).at("/rejected/0/path").asText()).isEqualTo("customer.arr");
    assertThat(results.get(2).at("/problem/type").asText()).endsWith("/not-an-object");
    assertThat(results.get(3).at("/problem/type").asText()).endsWith("/identifier-missing");
  }

  @Test
  void aBodyThatIsTooLargeIsADelivery() {
    String system = WORLD.shop("large");
    String body = ApiWorld.customer("ann", "\"plan\":\"" + "x".repeat(1 << 20) + "\"");
    var answer = WORLD.deliver(system, body).expect(413);
    assertThat(answer.code()).isEqualTo("body-too-large");
    var items = viewer.get(system + "/integrations/crm/deliveries").expect(200).body().get("items");
    assertThat(items).hasSize(1);
    var item = items.get(0);
    assertThat(item.get("id").asText()).isEqualTo(answer.text("/deliveryId"));
    assertThat(item.get("outcome").asText()).isEqualTo("rejected");
    assertThat(item.get("code").asText()).isEqualTo("body-too-large");
    assertThat(item.get("reason").asText()).contains("1048576 bytes");
    assertThat(item.get("bytes").asInt()).isEqualTo(body.length());
    assertThat(item.get("hasPayload").asBoolean()).isFalse();
  }

  @Test
  void aListIsNarrowedByOutcomeUserTextAndEnvironment() {
    assertThat(users("?outcome=partial")).containsExactly("ann");
    assertThat(users("?outcome=rejected")).containsExactly("-", "bob");
    assertThat(users("?user=ann")).containsExactly("ann", "ann");
    assertThat(users("?user=ann&outcome=accepted")).containsExactly("ann");
    assertThat(users("?user=bob")).containsExactly("bob");
    assertThat(users("?user=an")).isEmpty();
    assertThat(users("?text=MUCH")).containsExactly("bob");
    assertThat(users("?text=customer.email")).containsExactly("-");
    assertThat(users("?environment=test")).containsExactly("tom");
    viewer.get(PATH + "?environment=moon").expect(404);
    assertThat(viewer.get(PATH + "?outcome=lost").expect(400).text("/errors/0/path"))
        .isEqualTo("query.outcome");
  }

  @Test
  void aListComesInPages() {
    List<String> all = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      var page = viewer.get(PATH + "?limit=2" + cursor.map(it -> "&cursor=" + it).orElse(""));
      assertThat(page.expect(200).body().get("items")).hasSizeLessThanOrEqualTo(2);
      all.addAll(page.body().get("items").findValuesAsText("id"));
      cursor = Optional.ofNullable(page.body().get("nextCursor").textValue());
    } while (cursor.isPresent());
    assertThat(all).hasSize(6).doesNotHaveDuplicates();
    assertThat(viewer.get(PATH).body().get("items").findValuesAsText("id")).isEqualTo(all);
    for (String bad : new String[] {"eA", "!!", "LTE"}) {
      assertThat(viewer.get(PATH + "?cursor=" + bad).expect(400).code())
          .isEqualTo("cursor-invalid");
    }
  }

  @Test
  void oneDeliveryIsReadByTheIdThatItsSenderGot() {
    String shop = "/api/v1/systems/shop";
    var sent = WORLD.deliver(shop, "test", ApiWorld.customer("eve", "\"plan\":\"x\"")).expect(200);
    var read = viewer.get(PATH + "/" + sent.text("/deliveryId")).expect(200);
    assertThat(read.text("/user")).isEqualTo("eve");
    assertThat(read.text("/environment")).isEqualTo("test");
    for (String none : new String[] {"0", "1", "fffffffffffffff", "x", "-1"}) {
      viewer.get(PATH + "/" + none).expect(404);
    }
    WORLD
        .admin()
        .post(
            shop + "/integrations",
            "{\"key\":\"other\",\"name\":\"O\",\"identifier\":\"id\",\"properties\":[]}")
        .expect(201);
    viewer.get(shop + "/integrations/other/deliveries/" + sent.text("/deliveryId")).expect(404);
  }

  @Test
  void whatWasRemovedIsErasedFromDeliveriesToo() {
    String system = WORLD.shop("erased");
    WORLD.user(system, "ann", "\"plan\":\"pro\",\"arr\":5");
    WORLD
        .admin()
        .put(
            system + "/integrations/crm",
            "{\"properties\":[{\"path\":\"customer.arr\",\"name\":\"arr\",\"type\":\"number\"}]}")
        .expect(200);
    var items = viewer.get(system + "/integrations/crm/deliveries").expect(200).body().get("items");
    assertThat(items.at("/0/updated").toString())
        .isEqualTo("[{\"attribute\":\"arr\",\"value\":5}]");
  }

  @Test
  void anIntegrationThatWasMadeAnewHasNoDeliveriesOfItsPredecessor() {
    String system = WORLD.shop("anew");
    WORLD.user(system, "ann", "");
    WORLD.admin().delete(system + "/integrations/crm").expect(204);
    WORLD.admin().post(system + "/integrations", ApiWorld.CRM).expect(201);
    assertThat(viewer.get(system + "/integrations/crm/deliveries").expect(200).body().get("items"))
        .isEmpty();
    assertThat(
            viewer
                .get(system + "/integrations/crm/deliveries?user=ann")
                .expect(200)
                .body()
                .get("items"))
        .isEmpty();
  }
}
