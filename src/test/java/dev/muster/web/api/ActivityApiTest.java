package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.catalog.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ActivityApiTest {

  @RegisterExtension static final ApiWorld WORLD = new ApiWorld();

  private static long sum(com.fasterxml.jackson.databind.JsonNode hours, String outcome) {
    long sum = 0;
    for (var hour : hours) {
      sum += hour.get(outcome).asLong();
    }
    return sum;
  }

  @Test
  void deliveriesAreCountedByHourAndEnvironmentWithAVerdict() {
    String shop = WORLD.shop("busy");
    var fresh = WORLD.as(Role.VIEWER).get(shop + "/integrations/activity").expect(200);
    assertThat(fresh.text("/items/0/integration")).isEqualTo("crm");
    assertThat(fresh.text("/items/0/health/state")).isEqualTo("new");
    assertThat(fresh.body().at("/items/0/lastDeliveryAt").isNull()).isTrue();

    WORLD.deliver(shop, ApiWorld.customer("ann", "\"arr\":5")).expect(200);
    WORLD.deliver(shop, ApiWorld.customer("ann", "\"arr\":\"x\",\"plan\":\"pro\"")).expect(200);
    WORLD.deliver(shop, "{nothing").expect(400);
    WORLD.deliver(shop, ApiWorld.customer("ann", "\"arr\":\"x\"")).expect(422);
    WORLD.deliver(shop, "test", ApiWorld.customer("ann", "\"arr\":\"x\"")).expect(422);

    var item = WORLD.admin().get(shop + "/integrations/activity").expect(200).body().at("/items/0");
    assertThat(item.get("hours")).hasSize(24);
    assertThat(sum(item.get("hours"), "accepted")).isEqualTo(1);
    assertThat(sum(item.get("hours"), "partial")).isEqualTo(1);
    assertThat(sum(item.get("hours"), "rejected")).isEqualTo(2);
    assertThat(item.get("lastOutcome").asText()).isEqualTo("rejected");
    assertThat(item.at("/health/state").asText()).isEqualTo("ok");
    var test =
        WORLD.admin().get(shop + "/integrations/activity?environment=test").expect(200).body();
    assertThat(test.at("/items/0/health/state").asText()).isEqualTo("failing");
    WORLD.admin().get(shop + "/integrations/activity?environment=moon").expect(404);
  }

  @Test
  void noIntegrationTakesThePathAway() {
    String system = WORLD.system("reserved");
    var refused =
        WORLD
            .admin()
            .post(system + "/integrations", ApiWorld.CRM.replace("\"crm\"", "\"activity\""))
            .expect(422);
    assertThat(refused.text("/errors/0/path")).isEqualTo("key");
  }
}
