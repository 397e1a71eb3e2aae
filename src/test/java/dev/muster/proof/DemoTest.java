package dev.muster.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
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

  @Test
  void whatItSaysCanBeTriedAndItGoesOnAfterARestart() throws Exception {
    Path data = directory.resolve("data");
    try (ServerProcess demo = ServerProcess.startDemo(data, "--users", "700", "--rate", "50");
        Api api = new Api(demo.base())) {
      assertThat(count(api).get("total").asInt()).isBetween(700, 710);
      assertThat(count(api).get("matching").asInt()).isBetween(70, 400);

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

    try (ServerProcess again = ServerProcess.startDemo(data, "--users", "700");
        Api api = new Api(again.base())) {
      assertThat(count(api).get("total").asInt()).isBetween(700, 710);
      assertThat(api.list("/api/v1/systems")).hasSize(1);
      assertThat(again.stop()).isZero();
    }
  }
}
