package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.catalog.Role;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class InsightsApiTest {

  private static final String PRO = "{\"field\":\"crm.plan\",\"operator\":\"=\",\"value\":\"pro\"}";
  private static final String HOME = "{\"field\":\"page.path\",\"operator\":\"=\",\"value\":\"/\"}";

  @RegisterExtension static final ApiWorld WORLD = new ApiWorld();

  private static final String SHOP = "/api/v1/systems/shop";
  private static final String HERE = SHOP + "/environments/production";
  private static final String INSIGHTS = HERE + "/insights/";

  private final ContractClient viewer = WORLD.as(Role.VIEWER);

  @BeforeAll
  static void tenUsers() {
    String shop = WORLD.shop("shop");
    for (int i = 0; i < 8; i++) {
      WORLD.user(
          shop,
          "user-" + i,
          "\"plan\":\"%s\",\"arr\":%d,\"vip\":%s,\"signup\":\"2026-05-0%d\",\"tags\":[\"t\",\"t%d\"]"
              .formatted(i < 5 ? "pro" : "free", i * 100, i == 0, 1 + i / 4, i % 2));
    }
    WORLD.user(shop, "=evil", "\"plan\":\"Enterprise, \\\"Plus\\\"\"");
    WORLD.user(shop, "nobody", "");
    WORLD.segment(shop, "pros", PRO);
    WORLD.segment(shop, "home", PRO + "," + HOME);
    WORLD.segment(shop, "rich", "{\"field\":\"crm.arr\",\"operator\":\">=\",\"value\":300}");
  }

  private ContractClient.Reply ask(String what, String body) {
    return viewer.post(INSIGHTS + what, body);
  }

  private void refused(String what, String body, String path, String reason) {
    var reply = ask(what, body).expect(422);
    assertThat(reply.text("/errors/0/path")).isEqualTo(path);
    assertThat(reply.text("/errors/0/reason")).contains(reason);
  }

  @Test
  void aBreakdownOfStringsHasTheMostFrequentFirstAndIsSplitBySegments() {
    var reply =
        ask("breakdown", "{\"field\":\"crm.plan\",\"limit\":2,\"split\":[\"rich\",\"pros\"]}")
            .expect(200);
    assertThat(reply.body().toString())
        .isEqualTo(
            "{\"field\":\"crm.plan\",\"type\":\"string\",\"kind\":\"values\",\"interval\":null,"
                + "\"total\":10,\"matching\":10,\"missing\":1,\"other\":1,\"buckets\":["
                + "{\"value\":\"pro\",\"users\":5,\"split\":{\"rich\":2,\"pros\":5}},"
                + "{\"value\":\"free\",\"users\":3,\"split\":{\"rich\":3,\"pros\":0}}]}");
  }

  @Test
  void aBreakdownOfNumbersIsAHistogramWithRoundEdges() {
    var reply =
        ask("breakdown", "{\"field\":\"crm.arr\",\"buckets\":4,\"condition\":%s}".formatted(PRO))
            .expect(200);
    assertThat(reply.body().toString())
        .isEqualTo(
            "{\"field\":\"crm.arr\",\"type\":\"number\",\"kind\":\"histogram\",\"interval\":null,"
                + "\"total\":10,\"matching\":5,\"missing\":0,\"other\":0,\"buckets\":["
                + "{\"from\":0,\"to\":200,\"users\":2},{\"from\":200,\"to\":400,\"users\":2},"
                + "{\"from\":400,\"to\":600,\"users\":1}]}");
  }

  @Test
  void aBreakdownOfDatesGoesByTheDaysOfTheSystemsTimeZone() {
    var reply = ask("breakdown", "{\"field\":\"crm.signup\"}").expect(200);
    assertThat(reply.body().toString())
        .isEqualTo(
            "{\"field\":\"crm.signup\",\"type\":\"date\",\"kind\":\"time\",\"interval\":\"day\","
                + "\"total\":10,\"matching\":10,\"missing\":2,\"other\":0,\"buckets\":["
                + "{\"from\":\"2026-04-30T22:00:00Z\",\"to\":\"2026-05-01T22:00:00Z\",\"users\":4},"
                + "{\"from\":\"2026-05-01T22:00:00Z\",\"to\":\"2026-05-02T22:00:00Z\",\"users\":4}]}");
    var months = ask("breakdown", "{\"field\":\"crm.signup\",\"interval\":\"month\"}").expect(200);
    assertThat(months.text("/buckets/0/users")).isEqualTo("8");
    assertThat(ask("breakdown", "{\"field\":\"user.lastSeen\"}").text("/missing")).isEqualTo("10");
    assertThat(ask("breakdown", "{\"field\":\"user.sessions\"}").body().get("buckets")).isEmpty();
  }

  @Test
  void aBreakdownOfBooleansAndListsCountsTheirValues() {
    assertThat(ask("breakdown", "{\"field\":\"crm.vip\"}").body().get("buckets").toString())
        .isEqualTo("[{\"value\":false,\"users\":7},{\"value\":true,\"users\":1}]");
    var tags = ask("breakdown", "{\"field\":\"crm.tags\",\"limit\":2}");
    assertThat(tags.body().get("buckets").toString())
        .isEqualTo("[{\"value\":\"t\",\"users\":8},{\"value\":\"t0\",\"users\":4}]");
    assertThat(tags.text("/other")).isEqualTo("4");
    assertThat(tags.text("/missing")).isEqualTo("2");
  }

  @Test
  void whatABreakdownCannotBeOfIsSaid() {
    refused(
        "breakdown",
        "{\"field\":\"crm.plan\",\"interval\":\"month\"}",
        "interval",
        "only for dates; crm.plan is of type string");
    refused("breakdown", "{\"field\":\"crm.plam\"}", "field", "did you mean crm.plan?");
    refused("breakdown", "{\"field\":\"page.path\"}", "field", "only while a page loads");
    refused("breakdown", "{\"field\":\"user.id\"}", "field", "another for every user");
    refused("breakdown", "{}", "field", "is missing");
    refused(
        "breakdown", "{\"field\":\"crm.plan\",\"split\":[\"pros\",\"none\"]}", "split[1]", "none");
    var page = ask("breakdown", "{\"field\":\"crm.plan\",\"split\":[\"home\"]}").expect(422);
    assertThat(page.code()).isEqualTo("needs-page");
    refused("breakdown", "{\"field\":\"crm.plan\",\"buckets\":1}", "buckets", "at least 2");
    refused("breakdown", "{\"field\":\"crm.plan\",\"interval\":\"year\"}", "interval", "day");
  }

  @Test
  void valuesAreSuggestedWithTheirCounts() {
    var plans = ask("values", "{\"field\":\"crm.plan\",\"q\":\"PR\"}").expect(200);
    assertThat(plans.body().toString())
        .isEqualTo(
            "{\"type\":\"string\",\"known\":3,\"values\":[{\"value\":\"pro\",\"users\":5},"
                + "{\"value\":\"Enterprise, \\\"Plus\\\"\",\"users\":1}],"
                + "\"least\":null,\"greatest\":null,\"missing\":1}");
    var arr = ask("values", "{\"field\":\"crm.arr\",\"limit\":1,\"q\":\"50\"}").expect(200);
    assertThat(arr.body().toString())
        .isEqualTo(
            "{\"type\":\"number\",\"known\":8,\"values\":[{\"value\":500,\"users\":1}],"
                + "\"least\":0,\"greatest\":700,\"missing\":2}");
    var signup = ask("values", "{\"field\":\"crm.signup\"}").expect(200);
    assertThat(signup.text("/least")).isEqualTo("2026-04-30T22:00:00Z");
    assertThat(signup.text("/values/1/users")).isEqualTo("4");
    assertThat(ask("values", "{\"field\":\"crm.tags\"}").text("/values/0/value")).isEqualTo("t");
    refused("values", "{\"field\":\"user.id\"}", "field", "another for every user");
  }

  @Test
  void aPreviewCountsAndShowsSome() {
    var reply = ask("preview", "{\"condition\":%s,\"limit\":2}".formatted(PRO)).expect(200);
    assertThat(reply.text("/matching")).isEqualTo("5");
    assertThat(reply.text("/total")).isEqualTo("10");
    assertThat(reply.text("/words")).isEqualTo("CRM plan is \"pro\"");
    assertThat(reply.body().get("sample").findValuesAsText("id"))
        .containsExactly("user-0", "user-1");
    assertThat(reply.text("/sample/1/attributes/0/value")).isEqualTo("100");
    assertThat(ask("preview", "{\"condition\":{\"rules\":[]}}").body().get("sample")).hasSize(5);
    assertThat(ask("preview", "{\"condition\":%s}".formatted(HOME)).expect(422).code())
        .isEqualTo("needs-page");
    refused(
        "preview",
        "{\"condition\":{\"field\":\"x.y\",\"operator\":\"=\",\"value\":1}}",
        "condition.field",
        "no field");
  }

  @Test
  void whyAConditionHoldsForAUserIsToldRuleByRule() {
    String condition =
        "{\"rules\":[%s,{\"combinator\":\"or\",\"rules\":[%s,{\"field\":\"crm.arr\",\"operator\":\">\",\"value\":50}]},"
                .formatted(PRO, HOME)
            + "{\"field\":\"segment\",\"operator\":\"=\",\"value\":\"rich\"},"
            + "{\"field\":\"user.id\",\"operator\":\"beginsWith\",\"value\":\"user\"},"
            + "{\"field\":\"user.sessions\",\"operator\":\"null\"}]}";
    var reply =
        ask("explain", "{\"user\":\"user-1\",\"condition\":%s}".formatted(condition)).expect(200);
    assertThat(reply.body().get("known").asBoolean()).isTrue();
    assertThat(reply.body().get("holds").isNull()).isTrue();
    assertThat(reply.body().get("rules").toString())
        .isEqualTo(
            "[{\"path\":\"rules[0]\",\"words\":\"CRM plan is \\\"pro\\\"\",\"field\":\"crm.plan\",\"holds\":true,\"value\":\"pro\",\"segments\":[],\"decides\":false},"
                + "{\"path\":\"rules[1].rules[0]\",\"words\":\"page path is \\\"/\\\"\",\"field\":\"page.path\",\"holds\":null,\"value\":null,\"segments\":[],\"decides\":false},"
                + "{\"path\":\"rules[1].rules[1]\",\"words\":\"CRM arr is more than 50\",\"field\":\"crm.arr\",\"holds\":true,\"value\":100,\"segments\":[],\"decides\":false},"
                + "{\"path\":\"rules[2]\",\"words\":\"is in segment \\\"RICH\\\"\",\"field\":\"segment\",\"holds\":false,\"value\":null,\"segments\":[\"rich\"],\"decides\":true},"
                + "{\"path\":\"rules[3]\",\"words\":\"identifier begins with \\\"user\\\"\",\"field\":\"user.id\",\"holds\":true,\"value\":\"user-1\",\"segments\":[],\"decides\":false},"
                + "{\"path\":\"rules[4]\",\"words\":\"sessions has no value\",\"field\":\"user.sessions\",\"holds\":true,\"value\":null,\"segments\":[],\"decides\":false}]");
    assertThat(reply.body().at("/segments/0/segment").asText()).isEqualTo("rich");
    assertThat(reply.body().at("/segments/0/holds").asBoolean()).isFalse();
    assertThat(reply.body().at("/segments/0/rules/0/field").asText()).isEqualTo("crm.arr");
    assertThat(reply.body().at("/segments/0/rules/0/value").asInt()).isEqualTo(100);
    assertThat(reply.body().get("segments")).hasSize(1);
    var nobody =
        ask(
                "explain",
                "{\"user\":\"who\",\"condition\":{\"combinator\":\"and\",\"not\":true,\"rules\":[%s]}}"
                    .formatted(PRO))
            .expect(200);
    assertThat(nobody.body().get("known").asBoolean()).isFalse();
    assertThat(nobody.body().get("holds").asBoolean()).isTrue();
    refused(
        "explain",
        "{\"user\":\"%s\",\"condition\":%s}".formatted("x".repeat(257), PRO),
        "user",
        "256 bytes");
    refused("explain", "{\"user\":\"\",\"condition\":%s}".formatted(PRO), "user", "empty");
  }

  @Test
  void anExportIsACsvFileOfTheMatchingUsersWithTheColumnsOfOnesChoice() {
    var reply =
        ask(
                "export",
                "{\"condition\":%s,\"q\":\"user\",\"columns\":[\"user.id\",\"crm.arr\"]}"
                    .formatted(PRO))
            .expect(200);
    assertThat(reply.body().asText())
        .isEqualTo(
            "user.id,crm.arr\r\nuser-0,0\r\nuser-1,100\r\nuser-2,200\r\nuser-3,300\r\nuser-4,400\r\n");
    assertThat(reply.header("content-disposition"))
        .isEqualTo("attachment; filename=\"shop-production-users.csv\"");
    String all = ask("export", "{}").expect(200).body().asText();
    assertThat(all.lines()).hasSize(11);
    assertThat(all)
        .startsWith(
            "user.id,user.firstSeen,user.lastSeen,user.sessions,user.pageLoads,user.activeDays,crm.arr,crm.plan,crm.signup,crm.tags,crm.vip\r\n")
        .contains("'=evil,,,0,0,0,,\"Enterprise, \"\"Plus\"\"\",,,\r\n")
        .endsWith("nobody,,,0,0,0,,,,,\r\n");
    refused("export", "{\"columns\":[\"user.id\",\"page.url\"]}", "columns[1]", "page loads");
    refused("export", "{\"columns\":[]}", "columns", "at least 1");
  }

  @Test
  void whatPublishingWouldChangeIsSaidWithTheUsersThatEnterAndLeave() {
    String system = WORLD.shop("previews");
    String here = system + "/environments/production";
    for (int i = 0; i < 6; i++) {
      WORLD.user(
          system, "user-" + i, "\"plan\":\"%s\",\"arr\":%d".formatted(i < 3 ? "pro" : "free", i));
    }
    WORLD.segment(system, "base", PRO);
    WORLD.segment(
        system, "inside", "{\"field\":\"segment\",\"operator\":\"=\",\"value\":\"base\"}");
    WORLD.segment(system, "gone", "{\"field\":\"crm.arr\",\"operator\":\">\",\"value\":3}");
    var first =
        viewer
            .send("POST", here + "/publications/preview", Optional.empty(), java.util.Map.of())
            .expect(200);
    assertThat(first.text("/version")).isEqualTo("1");
    assertThat(first.body().at("/changes/0").toString())
        .isEqualTo(
            "{\"segment\":\"base\",\"name\":\"BASE\",\"change\":\"added\",\"usersBefore\":0,"
                + "\"usersAfter\":3,\"entering\":3,\"leaving\":0,\"needsPage\":false,"
                + "\"words\":\"CRM plan is \\\"pro\\\"\"}");
    WORLD.publish(system);
    WORLD.admin().delete(system + "/segments/gone").expect(204);
    WORLD
        .admin()
        .put(
            system + "/segments/base",
            "{\"condition\":{\"field\":\"crm.arr\",\"operator\":\">=\",\"value\":2}}")
        .expect(200);
    WORLD.segment(system, "page", HOME);

    var reply =
        viewer
            .send("POST", here + "/publications/preview", Optional.empty(), java.util.Map.of())
            .expect(200);

    assertThat(reply.text("/version")).isEqualTo("2");
    assertThat(reply.body().get("problems")).isEmpty();
    assertThat(reply.body().get("changes").findValuesAsText("segment"))
        .containsExactly("base", "gone", "inside", "page");
    assertThat(reply.body().get("changes").findValuesAsText("change"))
        .containsExactly("changed", "removed", "same", "added");
    for (int i : new int[] {0, 2}) {
      assertThat(reply.body().at("/changes/" + i).toString())
          .contains("\"usersBefore\":3,\"usersAfter\":4,\"entering\":3,\"leaving\":2");
    }
    assertThat(reply.body().at("/changes/1").toString())
        .contains("\"usersBefore\":2,\"usersAfter\":0,\"entering\":0,\"leaving\":2");
    assertThat(reply.body().at("/changes/3").toString())
        .contains(
            "\"usersBefore\":0,\"usersAfter\":null,\"entering\":null,\"leaving\":null,\"needsPage\":true");

    WORLD.admin().put(system + "/integrations/crm?confirm=true", "{\"properties\":[]}").expect(200);
    var broken =
        viewer
            .send("POST", here + "/publications/preview", Optional.empty(), java.util.Map.of())
            .expect(200);
    assertThat(broken.body().get("problems").findValuesAsText("segment"))
        .containsExactly("base", "inside");
    assertThat(broken.text("/problems/0/errors/0/path")).isEqualTo("field");
    assertThat(broken.body().at("/changes/0").toString())
        .contains("\"usersBefore\":0,\"usersAfter\":null,\"entering\":null");
  }

  @Test
  void segmentsAreListedWithTheirUsersTheirTrendAndWhatUsesThem() {
    String system = WORLD.shop("listed");
    String here = system + "/environments/production";
    WORLD.user(system, "ann", "\"plan\":\"pro\"");
    WORLD.user(system, "bob", "\"plan\":\"free\"");
    WORLD.segment(system, "pros", PRO);
    WORLD.segment(
        system, "inside", "{\"field\":\"segment\",\"operator\":\"=\",\"value\":\"pros\"}");
    WORLD.publish(system);
    WORLD.engine().sampleSegmentSizes(Instant.now());
    WORLD.user(system, "cyd", "\"plan\":\"pro\"");
    WORLD.segment(system, "home", HOME);
    WORLD
        .admin()
        .put(
            system + "/segments/pros",
            "{\"condition\":{\"field\":\"crm.plan\",\"operator\":\"=\",\"value\":\"free\"}}")
        .expect(200);
    WORLD
        .admin()
        .post(
            system + "/filters",
            "{\"key\":\"f\",\"name\":\"F\",\"condition\":{\"field\":\"segment\",\"operator\":\"=\",\"value\":\"pros\"}}")
        .expect(201);

    var reply = viewer.get(here + "/segments").expect(200);

    assertThat(reply.body().get("items").findValuesAsText("key")).startsWith("home", "inside");
    var home = reply.body().at("/items/0");
    assertThat(home.get("users").isNull()).isTrue();
    assertThat(home.get("needsPage").asBoolean()).isTrue();
    assertThat(home.get("status").asText()).isEqualTo("draft");
    var pros = reply.body().at("/items/2");
    assertThat(pros.get("users").asInt()).as("as it is live").isEqualTo(2);
    assertThat(pros.get("status").asText()).isEqualTo("changed");
    assertThat(pros.get("live").asBoolean()).isTrue();
    assertThat(pros.at("/trend/0/users").asInt()).isEqualTo(1);
    assertThat(pros.at("/trend/0/at").asText()).matches(".*T\\d\\d:00:00Z");
    assertThat(pros.get("usedBy").toString())
        .isEqualTo(
            "[{\"kind\":\"segment\",\"key\":\"inside\",\"name\":\"INSIDE\"},"
                + "{\"kind\":\"filter\",\"key\":\"f\",\"name\":\"F\"},"
                + "{\"kind\":\"environment\",\"key\":\"production\",\"name\":\"Production\"}]");
    var test = viewer.get(system + "/environments/test/segments").expect(200);
    assertThat(test.body().at("/items/2/users").asInt()).isEqualTo(0);
    assertThat(test.body().at("/items/2/status").asText()).isEqualTo("draft");
    assertThat(test.body().at("/items/2/trend")).isEmpty();
  }

  @Test
  void filtersAreSavedChangedUsedAndDeleted() {
    String system = WORLD.shop("filters");
    ContractClient editor = WORLD.as(Role.EDITOR);
    var made =
        editor
            .post(
                system + "/filters",
                "{\"key\":\"pros\",\"name\":\"Pros\",\"condition\":%s}".formatted(PRO))
            .expect(201);
    String path = system + "/filters/pros";
    assertThat(made.header("location")).isEqualTo(path);
    assertThat(made.header("etag")).isEqualTo("\"1\"");
    assertThat(made.text("/words")).isEqualTo("CRM plan is \"pro\"");
    assertThat(made.text("/createdBy")).isEqualTo("editor");
    assertThat(made.body().get("lastUsedAt").isNull()).isTrue();

    viewer.send("POST", path + "/use", Optional.empty(), java.util.Map.of()).expect(204);
    var used = viewer.get(path).expect(200);
    assertThat(Instant.parse(used.text("/lastUsedAt"))).isBefore(Instant.now().plusSeconds(1));
    assertThat(used.text("/version")).isEqualTo("1");

    var changed =
        editor.put(path, used.body().toString().replace("\"Pros\"", "\"All pros\"")).expect(200);
    assertThat(changed.text("/name")).isEqualTo("All pros");
    editor
        .send("PUT", path, Optional.of("{\"name\":\"x\"}"), java.util.Map.of("If-Match", "\"1\""))
        .expect(412);
    assertThat(
            editor
                .post(
                    system + "/filters",
                    "{\"key\":\"h\",\"name\":\"h\",\"condition\":%s}".formatted(HOME))
                .expect(422)
                .code())
        .isEqualTo("needs-page");
    assertThat(viewer.get(system + "/filters").body().get("items")).hasSize(1);

    var inUse = WORLD.admin().put(system + "/integrations/crm", "{\"properties\":[]}").expect(409);
    assertThat(inUse.body().get("dependents").toString())
        .isEqualTo(
            "[{\"kind\":\"filter\",\"key\":\"pros\",\"name\":\"All pros\",\"where\":\"saved\"}]");
    WORLD.admin().put(system + "/integrations/crm?confirm=true", "{\"properties\":[]}").expect(200);
    assertThat(viewer.get(path).text("/problem/errors/0/path")).isEqualTo("field");

    editor.delete(path).expect(204);
    assertThat(viewer.get(path).expect(404).text("/detail")).contains("no saved filter \"pros\"");
  }
}
