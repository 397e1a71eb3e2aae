package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What is allowed to be sent, and hardly ever is.
class OddInputsApiTest {

  @RegisterExtension static final ApiWorld WORLD = new ApiWorld();

  private static final String PATH = "/api/v1/systems/broken/integrations/crm";

  private final ContractClient admin = WORLD.admin();

  @BeforeAll
  static void deliveries() {
    String shop = WORLD.shop("broken");
    WORLD.deliver(shop, ApiWorld.customer("ann", "\"arr\":1")).expect(200);
    WORLD.deliver(shop, ApiWorld.customer("ann", "\"arr\":\"a\"")).expect(422);
    WORLD.deliver(shop, ApiWorld.customer("ann", "\"arr\":\"b\"")).expect(422);
  }

  @Test
  void pagesOfAUsersDeliveriesShowEachOnce() {
    List<String> ids = new ArrayList<>();
    String cursor = "";
    do {
      var page = admin.get(PATH + "/deliveries?user=ann&limit=1" + cursor).expect(200).body();
      page.get("items").forEach(one -> ids.add(one.get("id").asText()));
      cursor = page.get("nextCursor").isNull() ? "" : "&cursor=" + page.get("nextCursor").asText();
    } while (!cursor.isEmpty());
    assertThat(ids).doesNotHaveDuplicates().hasSize(3);
  }

  @Test
  void aCursorThatWasNotGivenOutIsRefused() {
    assertThat(
            admin
                .get(PATH + "/deliveries?cursor=" + Page.cursor("45.45.45"))
                .expect(400)
                .body()
                .get("type")
                .asText())
        .endsWith("cursor-invalid");
  }

  @Test
  void aNameOfDotsInASampleIsNoFault() {
    admin.post(PATH + "/suggest", "{\"payload\":{\".\":\"ann@example.com\"}}").expect(200);
  }

  @Test
  void aLimitThatIsNoIntIsRefused() {
    admin.put("/api/v1/systems/broken", "{\"attributeLimit\":99999999999}").expect(422);
  }

  @Test
  void tryingSaysWhatADeliveryWouldDo() {
    String payload = "{\"customer\":{\"email\":12345678901234567890,\"plan\":1.10}}";
    var result =
        admin
            .post(PATH + "/try", "{\"payload\":" + payload + "}")
            .expect(200)
            .body()
            .get("results")
            .get(0);
    WORLD.deliver("/api/v1/systems/broken", payload).expect(200);
    var user =
        admin
            .get(
                "/api/v1/systems/broken/environments/production/users/"
                    + result.get("user").asText())
            .expect(200)
            .body();
    assertThat(user.get("attributes").get(0).get("value"))
        .isEqualTo(result.get("updated").get(0).get("value"));
  }

  @Test
  void tryingKnowsAUserByANumberWithAFraction() {
    String payload = "{\"customer\":{\"email\":1234567890.10,\"arr\":1}}";
    var tried = admin.post(PATH + "/try", "{\"payload\":" + payload + "}").expect(200).body();
    var took = WORLD.deliver("/api/v1/systems/broken", payload).expect(200).body();
    assertThat(tried.get("results").get(0).get("user")).isEqualTo(took.get("user"));
  }
}
