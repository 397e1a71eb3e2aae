package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.catalog.Role;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Reports of page loads that came over the wire. Their figures are held to a naive count in
/// `insights`.
class ReportsApiTest {

  private static final String PRO = "{\"field\":\"crm.plan\",\"operator\":\"=\",\"value\":\"pro\"}";

  @RegisterExtension static final ApiWorld WORLD = new ApiWorld();

  private static final String HERE = "/api/v1/systems/shop/environments/production";

  private final ContractClient viewer = WORLD.as(Role.VIEWER);

  @BeforeAll
  static void pageLoads() throws InterruptedException {
    String shop = WORLD.shop("shop");
    WORLD.user(shop, "ann", "\"plan\":\"pro\"");
    WORLD.user(shop, "bob", "\"plan\":\"free\"");
    WORLD.user(shop, "cem", "\"plan\":\"pro\"");
    WORLD.segment(shop, "pros", PRO);
    ContractClient admin = WORLD.as(Role.ADMIN);
    String key = admin.get(HERE).expect(200).text("/clientKey");
    for (String load :
        new String[] {
          "ann&url=https://app.example/pricing",
          "ann&url=https://app.example/orders/17",
          "ann&url=https://app.example/orders/18",
          "bob&url=https://app.example/pricing?from=mail",
          "bob",
          "nobody&url=https://app.example/pricing"
        }) {
      admin.asNobody().get("/v1/page-load?key=" + key + "&user=" + load).expect(200);
    }
    long until = System.nanoTime() + 10_000_000_000L;
    while (admin.post(HERE + "/insights/pages", "{}").expect(200).body().get("loads").asInt() < 5) {
      assertThat(System.nanoTime()).as("page loads follow within a second").isLessThan(until);
      Thread.sleep(50);
    }
  }

  private ContractClient.Reply ask(String what, String body) {
    return viewer.post(HERE + "/insights/" + what, body);
  }

  private void refused(String what, String body, String path, String reason) {
    var reply = ask(what, body).expect(422);
    assertThat(reply.text("/errors/0/path")).isEqualTo(path);
    assertThat(reply.text("/errors/0/reason")).contains(reason);
  }

  @Test
  void pagesHaveTheirUsersAndLoads() {
    assertThat(ask("pages", "{}").expect(200).body().get("items").toString())
        .isEqualTo(
            "[{\"page\":\"/pricing\",\"users\":2,\"loads\":2},"
                + "{\"page\":\"/orders/*\",\"users\":1,\"loads\":2}]");
    var some = ask("pages", "{\"condition\":" + PRO + ",\"limit\":1}").expect(200);
    assertThat(some.text("/users")).isEqualTo("1");
    assertThat(some.text("/loads")).isEqualTo("3");
    assertThat(some.text("/pages")).isEqualTo("2");
    assertThat(some.body().get("items")).hasSize(1);
    assertThat(some.body().get("other").isNull()).isTrue();
  }

  @Test
  void aTrendHasEachDayAndIsSplitBySegments() {
    var reply =
        ask("trend", "{\"figure\":\"pageLoads\",\"period\":{\"days\":3},\"split\":[\"pros\"]}")
            .expect(200);
    assertThat(reply.body().get("values").toString()).isEqualTo("[0,0,5]");
    assertThat(reply.body().at("/split/pros/values").toString()).isEqualTo("[0,0,3]");
    assertThat(reply.text("/total")).isEqualTo("5");
    assertThat(reply.body().at("/before/values").toString()).isEqualTo("[0,0,0]");
    assertThat(reply.text("/interval")).isEqualTo("day");
    assertThat(ask("trend", "{\"figure\":\"activeUsers\",\"interval\":\"month\"}").text("/total"))
        .isEqualTo("2");
    assertThat(ask("trend", "{\"figure\":\"newUsers\"}").text("/total")).isEqualTo("2");
    assertThat(ask("trend", "{\"figure\":\"sessions\"}").text("/total")).isEqualTo("2");
  }

  @Test
  void anOverviewHasAllFiguresBesideThoseOfBefore() {
    var reply = ask("overview", "{}").expect(200);
    assertThat(reply.text("/known")).isEqualTo("3");
    assertThat(reply.body().at("/figures").toString())
        .isEqualTo(
            "{\"activeUsers\":{\"now\":2,\"before\":0},\"newUsers\":{\"now\":2,\"before\":0},"
                + "\"pageLoads\":{\"now\":5,\"before\":0},\"sessions\":{\"now\":2,\"before\":0}}");
    assertThat(reply.text("/active/today/now")).isEqualTo("2");
  }

  @Test
  void thoseWhoCameTodayAreACohort() {
    var reply = ask("retention", "{\"period\":{\"days\":2},\"interval\":\"day\"}").expect(200);
    assertThat(reply.body().at("/cohorts/0/active").toString()).isEqualTo("[0,0]");
    assertThat(reply.body().at("/cohorts/1/active").toString()).isEqualTo("[2]");
    assertThat(reply.text("/cohorts/1/users")).isEqualTo("2");
  }

  @Test
  void userFieldsCountPageLoadsAndActiveDays() {
    var ann = viewer.get(HERE + "/users/ann").expect(200);
    assertThat(ann.text("/pageLoads")).isEqualTo("3");
    assertThat(ann.text("/activeDays")).isEqualTo("1");
    assertThat(
            ask(
                    "count",
                    "{\"condition\":{\"field\":\"user.activeDays\",\"operator\":\">=\",\"value\":1}}")
                .text("/matching"))
        .isEqualTo("2");
    assertThat(ask("breakdown", "{\"field\":\"user.activeDays\"}").text("/missing")).isEqualTo("1");
    assertThat(ask("breakdown", "{\"field\":\"user.pageLoads\"}").text("/missing")).isEqualTo("1");
  }

  @Test
  void aWrongPeriodIsRefusedWithWords() {
    String today = LocalDate.now(ZoneId.of("Europe/Berlin")).toString();
    refused("pages", "{\"period\":{\"from\":\"yesterday\"}}", "period.from", "2026-05-01");
    refused("pages", "{\"period\":{\"to\":\"" + today + "\"}}", "period.from", "is missing");
    refused(
        "pages",
        "{\"period\":{\"from\":\"2026-05-02\",\"to\":\"2026-05-01\"}}",
        "period.to",
        "before period.from");
    refused("pages", "{\"period\":{\"days\":3,\"from\":\"2026-05-02\"}}", "period", "either");
    refused(
        "retention",
        "{\"period\":{\"days\":90},\"interval\":\"day\"}",
        "period",
        "90 intervals, more than 60");
    refused(
        "trend",
        "{\"figure\":\"pageLoads\",\"split\":[\"nothing\"]}",
        "split[0]",
        "there is no segment");
    ask("trend", "{\"figure\":\"clicks\"}").expect(422);
    ask("trend", "{}").expect(422);
  }
}
