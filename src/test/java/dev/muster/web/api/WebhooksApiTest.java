package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.catalog.Role;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WebhooksApiTest {

  @RegisterExtension
  static final ApiWorld WORLD = new ApiWorld(Streams.ofDefaults(), options -> options);

  private static final String SHOP = "/api/v1/systems/shop";
  private static final String HERE = SHOP + "/environments/production/webhooks";

  private final ContractClient publisher = WORLD.signedInAs(Role.PUBLISHER);
  private final ContractClient editor = WORLD.signedInAs(Role.EDITOR);

  @BeforeAll
  static void aShop() {
    String shop = WORLD.shop("shop");
    WORLD.segment(shop, "pros", "{\"field\":\"crm.plan\",\"operator\":\"=\",\"value\":\"pro\"}");
    WORLD.segment(shop, "here", "{\"field\":\"page.path\",\"operator\":\"=\",\"value\":\"/\"}");
  }

  private static String webhook(String key, String more) {
    return """
    {"key":"%s","name":"To the CRM","url":"https://hooks.example.com/a?b=c"%s}\
    """
        .formatted(key, more);
  }

  @Test
  void aWebhookIsSetUpChangedAndDeletedByWhoMayPublish() {
    var made = publisher.post(HERE, webhook("crm", ",\"segment\":\"pros\"")).expect(201);
    assertThat(made.text("/secret")).startsWith("whsec_");
    assertThat(made.text("/webhook/segment")).isEqualTo("pros");
    assertThat(made.header("location")).isEqualTo(HERE + "/crm");
    var read = editor.get(HERE + "/crm").expect(200);
    assertThat(read.body().toString()).doesNotContain("whsec_", "sealed");
    assertThat(read.body()).isEqualTo(made.body().get("webhook"));
    assertThat(editor.get(HERE).expect(200).text("/items/0/key")).isEqualTo("crm");
    publisher.put(HERE + "/crm", read.body().toString()).expect(200);
    var all = publisher.put(HERE + "/crm", "{\"segment\":null,\"enabled\":false}").expect(200);
    assertThat(all.body().get("segment").isNull()).isTrue();
    assertThat(all.body().get("enabled").booleanValue()).isFalse();
    assertThat(all.text("/url")).isEqualTo("https://hooks.example.com/a?b=c");
    editor.put(HERE + "/crm", "{\"enabled\":true}").expect(403);
    WORLD.as(Role.VIEWER).get(HERE).expect(403);
    var other = publisher.post(HERE + "/crm/secret", "{}").expect(200);
    assertThat(other.text("/secret")).startsWith("whsec_").isNotEqualTo(made.text("/secret"));
    assertThat(other.text("/webhook/previousSecretUntil")).isNotEqualTo("null");
    assertThat(WORLD.admin().get("/api/v1/audit?kind=webhook").expect(200).body().toString())
        .contains("webhook.create", "webhook.update", "webhook.rotate-secret")
        .doesNotContain("sealed");
    publisher.delete(HERE + "/crm").expect(204);
    assertThat(editor.get(HERE + "/crm").expect(404).code()).isEqualTo("not-found");
  }

  @Test
  void whatCannotBeToldIsRefusedAtItsPlace() {
    assertThat(
            publisher
                .post(HERE, webhook("w", ",\"segment\":\"here\""))
                .expect(422)
                .text("/errors/0/path"))
        .isEqualTo("segment");
    assertThat(
            publisher
                .post(HERE, webhook("w", "").replace("https:", "gopher:"))
                .expect(422)
                .text("/errors/0/path"))
        .isEqualTo("url");
    publisher.post(HERE, webhook("w", "")).expect(201);
    assertThat(publisher.post(HERE, webhook("w", "")).expect(409).code())
        .isEqualTo("already-exists");
    publisher.put(HERE + "/w", "{\"segment\":\"pros\"}").expect(200);
    assertThat(editor.delete(SHOP + "/segments/pros").expect(409).text("/dependents/0/kind"))
        .isEqualTo("webhook");
  }
}
