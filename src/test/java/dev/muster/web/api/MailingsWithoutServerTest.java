package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A server that no mail server is set up for.
class MailingsWithoutServerTest {

  @RegisterExtension static final ApiWorld WORLD = new ApiWorld();

  @Test
  void aMailingIsSavedButNotEnabledAndNotSent() {
    String shop = WORLD.shop("shop");
    WORLD
        .admin()
        .post(
            shop + "/reports",
            "{\"key\":\"all\",\"name\":\"All\",\"environment\":\"production\","
                + "\"view\":\"users\",\"query\":{}}")
        .expect(201);
    String mailing =
        "{\"key\":\"m\",\"name\":\"M\",\"report\":\"all\",\"recipients\":[\"a@example.com\"],"
            + "\"every\":\"day\",\"time\":\"08:00\"%s}";
    var refused = WORLD.admin().post(shop + "/mailings", mailing.formatted("")).expect(422);
    assertThat(refused.text("/errors/0/path")).isEqualTo("enabled");
    assertThat(refused.text("/errors/0/reason")).contains("smtp-host");
    WORLD.admin().post(shop + "/mailings", mailing.formatted(",\"enabled\":false")).expect(201);
    assertThat(WORLD.admin().get(shop + "/mailings").expect(200).text("/canSend"))
        .isEqualTo("false");
    assertThat(WORLD.admin().post(shop + "/mailings/m/send", "{}").expect(502).text("/detail"))
        .contains("smtp-host");
    WORLD.admin().put(shop + "/mailings/m", "{\"enabled\":true}").expect(422);
  }
}
