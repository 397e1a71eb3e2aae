package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.catalog.Role;
import dev.muster.mailing.PostOffice;
import dev.muster.outgoing.OutgoingOptions;
import dev.muster.signature.AddressRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HealthApiTest {

  private static final AtomicReference<Instant> NOW =
      new AtomicReference<>(Instant.parse("2026-11-20T09:00:00Z"));

  private static final PostOffice OFFICE = new PostOffice();

  @RegisterExtension
  static final ApiWorld WORLD =
      new ApiWorld(Streams.ofDefaults(), options -> options.withMail(OFFICE.plain()), NOW::get)
          .withEngine(options ->
              options.withOutgoing(
                  OutgoingOptions.DEFAULT.withTargetsAllowed(
                      List.of(AddressRange.of("127.0.0.1")))));

  @AfterAll
  static void close() {
    OFFICE.close();
  }

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
    assertThat(changed.at("/days")).hasSize(28);
    assertThat(changed.at("/hours")).hasSize(48);
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
  void whoIsToldIsSetAndTriedAndAWebhooksSecretIsShownOnce() throws Exception {
    String alerts = WORLD.shop("alerts") + "/integrations/crm/alerts";
    ContractClient editor = WORLD.as(Role.EDITOR);
    JsonNode fresh = editor.get(alerts).expect(200).body();
    assertThat(fresh.at("/emails").isEmpty()).isTrue();
    assertThat(fresh.at("/canMail").asBoolean()).isTrue();
    assertThat(editor.post(alerts + "/test", "").expect(409).text("/type"))
        .endsWith("nobody-to-tell");
    WORLD.as(Role.VIEWER).get(alerts).expect(403);

    String settings =
        "{\"emails\":[\"ann@example.com\"],\"webhook\":\"http://127.0.0.1:1/hook\",\"kinds\":[\"quiet\"]}";
    JsonNode set = editor.put(alerts, settings).expect(200).body();
    assertThat(set.at("/webhookSecret").asText()).startsWith("whsec_");
    JsonNode again = editor.put(alerts, settings).expect(200).body();
    assertThat(again.has("webhookSecret")).isFalse();
    assertThat(again.at("/kinds/0").asText()).isEqualTo("quiet");

    JsonNode tested = editor.post(alerts + "/test", "").expect(200).body();
    assertThat(tested.at("/items/0/sent").asBoolean()).isTrue();
    assertThat(tested.at("/items/1/sent").asBoolean()).isFalse();
    assertThat(tested.at("/items/1/problem").asText()).contains("nothing listens at 127.0.0.1:1");
    assertThat(OFFICE.await(1).getFirst().message().getSubject())
        .isEqualTo("CRM: a test of its alerts");

    for (String wrong :
        List.of(
            "{\"emails\":[\"no address\"]}",
            "{\"webhook\":\"ftp://example.com\"}",
            "{\"webhook\":\"https://10.0.0.1/hook\"}",
            "{\"kinds\":[\"nothing\"]}")) {
      editor.put(alerts, wrong).expect(422);
    }
    String audit =
        WORLD.admin().get("/api/v1/audit?kind=integration").expect(200).body().toString();
    assertThat(audit).contains("ann@example.com").doesNotContain("sealed");
  }
}
