package dev.muster.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DemoTest {

  private static final String COUNT = "/api/v1/systems/shop/environments/production/insights/count";
  private static final String DELIVERIES = "/api/v1/systems/shop/integrations/crm/deliveries";
  private static final String PREMIUM =
      "{'condition':{'combinator':'and','rules':[{'field':'segment','operator':'=',"
          + "'value':'premium-customers'}]}}";

  @TempDir Path directory;

  private static String said(ServerProcess demo, String pattern) throws IOException {
    Matcher matcher = Pattern.compile(pattern).matcher(demo.output());
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group(1);
  }

  private static JsonNode count(Api api) throws IOException {
    Api.Answer answer = api.post(COUNT, PREMIUM.replace('\'', '"'));
    assertThat(answer.status()).isEqualTo(200);
    return answer.body();
  }

  /// Where the shop's page is, of which the system knows, too.
  private static String shopOf(ServerProcess demo, Api api) throws IOException {
    String shop = said(demo, "the shop is on (http://\\S+)");
    JsonNode settings = api.get("/api/v1/systems/shop/page-settings");
    assertThat(settings.get("applicationUrl").asText()).isEqualTo(shop);
    assertThat(settings.get("identifier").get("name").asText()).isEqualTo("shop_user");
    return shop;
  }

  /// Billing says that one of the samples is on the largest plan, and the next page load knows.
  private static void upgrade(Api shop, Api api, String clientKey, String user) throws IOException {
    String pageLoad = "/v1/page-load?key=" + clientKey + "&user=" + user;
    String before = api.get(pageLoad).get("segments").toString();
    assertThat(before.contains("premium-customers")).isEqualTo(user.startsWith("elena"));
    assertThat(before.contains("paying-customers"))
        .isEqualTo(user.startsWith("elena") || user.startsWith("petra"));
    assertThat(before.contains("new-users")).isEqualTo(user.startsWith("nell"));
    JsonNode answer =
        shop.post("/send", "{\"user\":\"%s\",\"event\":\"upgraded\"}".formatted(user)).body();
    assertThat(answer.get("answer").asText()).contains("\"status\":\"accepted\"");
    assertThat(api.get(pageLoad).get("segments").toString())
        .contains("paying-customers", "premium-customers");
  }

  /// But not where it listens, and not silently: so a mailing can be switched on.
  private static void takesTheSettingsOfAServer(ServerProcess demo, Api api) throws IOException {
    assertThat(demo.output())
        .containsPattern("the demo does not take host \\(from the configuration file .*conf\\)")
        .doesNotContain("does not take smtp-host");
    String report =
        """
        {"key":"active","name":"Active users","environment":"production","view":"trend",
         "query":{"figure":"activeUsers","period":{"days":30}}}
        """;
    assertThat(api.post("/api/v1/systems/shop/reports", report).status()).isEqualTo(201);
    Api.Answer mailing =
        api.post(
            "/api/v1/systems/shop/mailings",
            """
            {"key":"weekly","name":"Weekly","report":"active","recipients":["ann@example.com"],
             "every":"week","weekday":"monday","time":"08:00","enabled":true}
            """);
    assertThat(mailing.status()).as(mailing.body().toString()).isEqualTo(201);
  }

  @Test
  void whatItSaysCanBeTriedAndItGoesOnAfterARestart() throws Exception {
    Path data = directory.resolve("data");
    Path config =
        Files.writeString(
            directory.resolve("muster.conf"),
            "smtp-host=127.0.0.1\nsmtp-port=9\nmail-from=muster@example.com\nhost=0.0.0.0\n");
    try (ServerProcess demo =
            ServerProcess.startDemo(
                data,
                "--shop-port",
                "0",
                "--users",
                "700",
                "--rate",
                "50",
                "--config",
                config.toString());
        Api api = new Api(demo.base())) {
      assertThat(count(api).get("total").asInt()).isBetween(704, 720);
      assertThat(count(api).get("matching").asInt()).isBetween(25, 200);

      takesTheSettingsOfAServer(demo, api);

      String pageLoad = said(demo, "\\$MUSTER(/v1/page-load\\S+)\"");
      String endpoint = said(demo, "\\$MUSTER(/in/\\S+)");
      String upgrade = said(demo, "-d '(\\{\"contact\".*)'");
      assertThat(api.post(endpoint, upgrade).body().get("status").asText()).isEqualTo("accepted");
      assertThat(
              api.get(pageLoad)
                      .get("segments")
                      .findValuesAsText("key")
                      .contains("premium-customers")
                  || api.get(pageLoad).get("segments").toString().contains("premium-customers"))
          .isTrue();

      String clientKey = said(demo, "page-load\\?key=([a-z0-9]+)&");
      try (Api page = new Api(URI.create(shopOf(demo, api)))) {
        for (JsonNode sample : page.get("/webhooks")) {
          upgrade(page, api, clientKey, sample.get("user").asText());
        }
      }

      String password = said(demo, "as demo@example.com with the password ([0-9a-f]{16})");
      assertThat(
              api.post(
                      "/api/v1/session",
                      "{\"email\":\"demo@example.com\",\"password\":\"" + password + "\"}")
                  .body()
                  .get("role")
                  .asText())
          .isEqualTo("admin");

      String newest = api.get(DELIVERIES + "?limit=1").at("/items/0/id").asText();
      long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (api.get(DELIVERIES + "?limit=1").at("/items/0/id").asText().equals(newest)) {
        assertThat(System.nanoTime()).as("the traffic goes on").isLessThan(end);
      }
      assertThat(demo.stop()).isZero();
    }
    assertThat(Files.exists(data.resolve("format"))).isTrue();

    try (ServerProcess again = ServerProcess.startDemo(data, "--shop-port", "0", "--users", "700");
        Api api = new Api(again.base())) {
      assertThat(count(api).get("total").asInt()).isBetween(704, 720);
      assertThat(api.list("/api/v1/systems")).hasSize(1);
      assertThat(shopOf(again, api)).startsWith("http://127.0.0.1:");
      assertThat(again.stop()).isZero();
    }
  }
}
