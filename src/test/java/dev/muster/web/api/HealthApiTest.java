package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.catalog.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HealthApiTest {

  private static final AtomicReference<Instant> NOW =
      new AtomicReference<>(Instant.parse("2026-11-20T09:00:00Z"));

  @RegisterExtension
  static final ApiWorld WORLD =
      new ApiWorld(Streams.ofDefaults(), UnaryOperator.identity(), NOW::get);

  private static void pass(Duration time) {
    NOW.updateAndGet(now -> now.plus(time));
  }

  private static JsonNode health(String shop) {
    return WORLD.as(Role.VIEWER).get(shop + "/integrations/crm/health").expect(200).body();
  }

  @Test
  void whatChangesIsSaidInWordsWithTheDayAndWhatToDo() {
    String shop = WORLD.shop("health");
    JsonNode fresh = health(shop);
    assertThat(fresh.at("/state").asText()).isEqualTo("new");
    assertThat(fresh.at("/findings/0/kind").asText()).isEqualTo("nothing-ever");
    assertThat(fresh.at("/properties/0/lastAt").isNull()).isTrue();

    for (int i = 0; i < 30; i++) {
      WORLD.deliver(shop, ApiWorld.customer("ann", "\"plan\":\"pro\",\"arr\":5")).expect(200);
      pass(Duration.ofMinutes(20));
    }
    assertThat(health(shop).at("/state").asText()).isEqualTo("ok");
    assertThat(health(shop).at("/findings").isEmpty()).isTrue();

    for (int i = 0; i < 25; i++) {
      WORLD.deliver(shop, ApiWorld.customer("ann", "\"arr\":\"n/a\",\"vip\":true")).expect(200);
      pass(Duration.ofHours(2));
    }
    JsonNode changed = health(shop);
    assertThat(changed.at("/state").asText()).isEqualTo("changed");
    assertThat(changed.at("/findings").findValuesAsText("kind"))
        .containsExactly("property-missing", "property-refused");
    assertThat(changed.at("/findings").findValuesAsText("property")).containsExactly("plan", "arr");
    assertThat(changed.at("/findings/0/words").asText())
        .startsWith("“plan” has not come since Friday, 20 November");
    assertThat(changed.at("/findings/1/words").asText()).contains("it is not a number");
    assertThat(changed.toString()).as("no value that was sent").doesNotContain("n/a");
    JsonNode plan = changed.at("/properties/0");
    assertThat(plan.at("/days")).hasSize(14);
    long valued = 0;
    for (JsonNode day : plan.at("/days")) {
      valued += day.get("valued").asLong();
    }
    assertThat(valued).isEqualTo(30);
    assertThat(changed.at("/properties/1/days/12/refused/type").asLong()).isPositive();
    assertThat(changed.at("/properties/1/share").asDouble()).isEqualTo(1);

    // The list says the same.
    JsonNode listed =
        WORLD.admin().get(shop + "/integrations/activity").expect(200).body().at("/items/0/health");
    assertThat(listed.get("state").asText()).isEqualTo("changed");
    assertThat(listed.get("words")).isEqualTo(changed.get("words"));
  }

  @Test
  void integrationsThatTakeFilesHaveNone() {
    String shop = WORLD.system("files");
    WORLD
        .admin()
        .post(
            shop + "/integrations",
            ApiWorld.CRM.replace("\"identifier\"", "\"kind\":\"csv\",\"identifier\""))
        .expect(201);
    assertThat(WORLD.admin().get(shop + "/integrations/crm/health").expect(409).text("/type"))
        .endsWith("not-api-integration");
    WORLD.admin().get(shop + "/integrations/none/health").expect(404);
  }
}
