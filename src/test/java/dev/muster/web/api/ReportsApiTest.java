package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.catalog.Role;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Reports of page loads that came over the wire. Their figures are held to a naive count in
/// `insights`.
class ReportsApiTest {

  private static final String PRO = "{\"field\":\"crm.plan\",\"operator\":\"=\",\"value\":\"pro\"}";

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static final String ALL = "{\"combinator\":\"and\",\"rules\":[]}";

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
    WORLD.segment(shop, "frees", "{\"field\":\"crm.plan\",\"operator\":\"=\",\"value\":\"free\"}");
    WORLD.segment(shop, "drifted", PRO);
    WORLD.publish(shop);
    // As it is live and as its editors see it are two things from now on.
    WORLD
        .admin()
        .put(
            shop + "/segments/drifted",
            "{\"condition\":{\"field\":\"crm.plan\",\"operator\":\"=\",\"value\":\"free\"}}")
        .expect(200);
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
    assertThat(reply.body().at("/deliveries").toString())
        .isEqualTo("{\"all\":{\"now\":3,\"before\":0},\"refused\":{\"now\":0,\"before\":0}}");
  }

  @Test
  void aTrendIsSplitByTheValuesOfAField() {
    var by =
        ask("trend", "{\"figure\":\"pageLoads\",\"period\":{\"days\":2},\"by\":\"crm.plan\"}")
            .expect(200)
            .body()
            .at("/by");
    assertThat(by.toString())
        .isEqualTo(
            "{\"field\":\"crm.plan\",\"type\":\"string\",\"series\":["
                + "{\"group\":{\"value\":\"pro\"},\"values\":[0,3],\"total\":3},"
                + "{\"group\":{\"value\":\"free\"},\"values\":[0,2],\"total\":2}]}");
    refused("trend", "{\"figure\":\"pageLoads\",\"by\":\"crm.nothing\"}", "by", "crm.nothing");
  }

  @Test
  void whoIsBehindANumberIsListedCountedAndBrokenDown() {
    String today = "\"period\":{\"days\":1}";
    behind("{\"kind\":\"active\"," + today + "}", "ann", "bob");
    behind("{\"kind\":\"active\"," + today + ",\"page\":\"/orders/*\"}", "ann");
    behind("{\"kind\":\"active\"," + today + ",\"page\":\"other\"}");
    behind("{\"kind\":\"active\"," + today + ",\"not\":true}", "cem");
    assertThat(ask("count", "{}").expect(200).text("/matching")).isEqualTo("3");
    behind("{\"kind\":\"new\"," + today + "}", "ann", "bob");
    behind("{\"kind\":\"segment\",\"segment\":\"pros\"}", "ann", "cem");
    behind("{\"kind\":\"segment\",\"segment\":\"pros\"," + today + "}", "ann");
    behind("{\"kind\":\"segment\",\"segment\":\"pros\",\"live\":true}", "ann", "cem");
    behind("{\"kind\":\"segment\",\"segment\":\"drifted\",\"live\":true}", "ann", "cem");
    behind("{\"kind\":\"segment\",\"segment\":\"drifted\"}", "bob");
    behind("{\"kind\":\"entered\",\"segment\":\"frees\"," + today + "}", "bob");
    behind("{\"kind\":\"new\"," + today + "},{\"kind\":\"segment\",\"segment\":\"pros\"}", "ann");
    refused(
        "count",
        "{\"among\":[{\"kind\":\"new\",\"live\":true}],\"condition\":" + ALL + "}",
        "among[0].live",
        "without a period");
    refused(
        "count",
        "{\"among\":[{\"kind\":\"segment\",\"segment\":\"none\",\"live\":true}],\"condition\":"
            + ALL
            + "}",
        "among[0].segment",
        "is live here");
    String wrong = "{\"among\":[{\"kind\":\"new\",\"page\":\"/x\"}],\"condition\":" + ALL + "}";
    refused("count", wrong, "among[0].page", "no meaning");
    String nowhere =
        "{\"among\":[{\"kind\":\"active\",\"page\":\"nopage\"}],\"condition\":" + ALL + "}";
    refused("count", nowhere, "among[0].page", "pages begin with /");
    refused(
        "count",
        "{\"among\":[{\"kind\":\"segment\"}],\"condition\":" + ALL + "}",
        "among[0].segment",
        "is missing");
    refused(
        "count",
        "{\"among\":[{\"kind\":\"active\",\"period\":{\"from\":\"x\"}}],\"condition\":" + ALL + "}",
        "among[0].period.from",
        "2026-05-01");
    for (String kind : new String[] {"segment", "entered"}) {
      refused(
          "count",
          "{\"among\":[{\"kind\":\"%s\",\"segment\":\"prose\",\"not\":true,%s}],\"condition\":%s}"
              .formatted(kind, today, ALL),
          "among[0].segment",
          "there is no segment");
    }
  }

  private void behind(String among, String... users) {
    String sent = "{\"among\":[" + among + "],\"condition\":" + ALL + "}";
    var found = viewer.post(HERE + "/users/search", sent).expect(200).body().get("items");
    assertThat(found.findValuesAsText("id")).as(among).containsExactlyInAnyOrder(users);
    String count = String.valueOf(users.length);
    assertThat(ask("count", sent).expect(200).text("/matching")).isEqualTo(count);
    String broken = "{\"among\":[" + among + "],\"field\":\"crm.plan\"}";
    assertThat(ask("breakdown", broken).expect(200).text("/matching")).isEqualTo(count);
    String file =
        ask("export", "{\"among\":[" + among + "],\"columns\":[\"user.id\"]}")
            .expect(200)
            .body()
            .asText();
    assertThat(file.lines().skip(1)).containsExactlyInAnyOrder(users);
  }

  @Test
  void cohortsAreThoseWhoCameIntoASegment() {
    String days = "{\"period\":{\"days\":2},\"interval\":\"day\",\"entering\":";
    var reply = ask("retention", days + "\"pros\"}").expect(200);
    assertThat(reply.text("/cohorts/0/users")).isEqualTo("0");
    assertThat(reply.body().at("/cohorts/1/active").toString()).isEqualTo("[1]");
    refused("retention", days + "\"nothing\"}", "entering", "there is no segment");
  }

  @Test
  void segmentsHaveTheirSizesOverlapsAndFlows() {
    var sizes = ask("segments", "{}").expect(200);
    assertThat(sizes.body().at("/items").findValuesAsText("segment"))
        .containsExactly("drifted", "pros", "frees");
    assertThat(sizes.text("/items/0/now")).isEqualTo("2");
    var overlap = ask("overlap", "{\"segments\":[\"pros\",\"frees\"]}").expect(200);
    assertThat(overlap.body().at("/combinations").toString())
        .isEqualTo(
            "[{\"in\":[],\"users\":0},{\"in\":[\"pros\"],\"users\":2},"
                + "{\"in\":[\"frees\"],\"users\":1},{\"in\":[\"pros\",\"frees\"],\"users\":0}]");
    refused("overlap", "{\"segments\":[\"pros\",\"none\"]}", "segments[1]", "there is no segment");
    var flows = ask("flows", "{\"segments\":[\"pros\"]}").expect(200);
    assertThat(flows.text("/users")).isEqualTo("0");
    assertThat(flows.body().at("/cells")).hasSize(4);
    refused("flows", "{\"segments\":[\"none\"]}", "segments[0]", "there is no segment");
  }

  @Test
  void theTrendOfASegmentsSizeIsWhatWasNotedAndOtherwiseNotKnown() throws InterruptedException {
    String shop = WORLD.shop("sized");
    String here = shop + "/environments/production/insights/";
    WORLD.user(shop, "ann", "\"plan\":\"pro\"");
    WORLD.segment(shop, "pros", PRO);
    WORLD.segment(shop, "some", PRO);
    WORLD.publish(shop);
    WORLD.segment(shop, "unpublished", PRO);
    // Later than what is noted by itself: the past cannot be noted any more.
    LocalDate today = LocalDate.now(BERLIN);
    LocalDate monday = today.plusWeeks(2).with(DayOfWeek.MONDAY);
    noted(here, monday.plusDays(1), "[1]");
    WORLD.user(shop, "bob", "\"plan\":\"pro\"");
    noted(here, monday.plusDays(3), "[2]");
    WORLD.user(shop, "cem", "\"plan\":\"pro\"");
    noted(here, monday.plusDays(7), "[3]");
    String days = period(monday, monday.plusDays(8));
    String asked = "{\"figure\":\"segmentSize\",\"segment\":\"pros\",";

    var daily = viewer.post(here + "trend", asked + days + "}").expect(200).body();

    assertThat(daily.get("segment").asText()).isEqualTo("pros");
    assertThat(daily.get("values").toString()).isEqualTo("[null,1,null,2,null,null,null,3,null]");
    assertThat(daily.get("total").asInt()).as("the last").isEqualTo(3);
    var weekly =
        viewer
            .post(
                here + "trend", asked + "\"interval\":\"week\",\"split\":[\"some\"]," + days + "}")
            .expect(200)
            .body();
    assertThat(weekly.get("values").toString()).isEqualTo("[2,3]");
    assertThat(weekly.at("/split/some/values").toString()).isEqualTo("[2,3]");
    assertThat(weekly.at("/split/some/total").asInt()).isEqualTo(3);
    var after =
        viewer
            .post(here + "trend", asked + period(monday.plusDays(9), monday.plusDays(11)) + "}")
            .expect(200)
            .body();
    assertThat(after.get("values").toString()).isEqualTo("[null,null,null]");
    assertThat(after.get("total").isNull()).isTrue();
    assertThat(after.at("/before/values").toString()).isEqualTo("[null,3,null]");
    assertThat(after.at("/before/total").asInt()).isEqualTo(3);
    var segments = viewer.post(here + "segments", "{" + days + "}").expect(200).body();
    assertThat(segments.at("/items/0/sizes").findValuesAsText("users"))
        .as("the same as in the view of segments")
        .containsExactly("1", "2", "3");
    assertThat(
            viewer
                .post(here + "trend", asked.replace("pros", "unpublished") + days + "}")
                .expect(200)
                .body()
                .get("total")
                .isNull())
        .as("never live: not known, not 0")
        .isTrue();
  }

  private static String period(LocalDate from, LocalDate to) {
    return "\"period\":{\"from\":\"%s\",\"to\":\"%s\"}".formatted(from, to);
  }

  /// Has sizes noted at noon of a day, and waits for them.
  private void noted(String here, LocalDate day, String size) throws InterruptedException {
    WORLD.engine().sampleSegmentSizes(day.atTime(12, 0).atZone(BERLIN).toInstant());
    String asked = "{\"figure\":\"segmentSize\",\"segment\":\"pros\"," + period(day, day) + "}";
    long until = System.nanoTime() + 10_000_000_000L;
    while (!viewer.post(here + "trend", asked).body().get("values").toString().equals(size)) {
      assertThat(System.nanoTime()).as("sizes are noted").isLessThan(until);
      Thread.sleep(20);
    }
  }

  @Test
  void sizesAreOfSegmentsThatAreThereAndAreNotNarrowedDown() {
    refused("trend", "{\"figure\":\"segmentSize\"}", "segment", "is missing");
    String of = "{\"figure\":\"segmentSize\",\"segment\":";
    refused("trend", of + "\"none\"}", "segment", "there is no segment \"none\"");
    refused("trend", of + "\"pros\",\"split\":[\"none\"]}", "split[0]", "there is no segment");
    refused("trend", of + "\"pros\",\"condition\":" + PRO + "}", "condition", "not who");
    refused("trend", of + "\"pros\",\"by\":\"crm.plan\"}", "by", "not who");
    refused(
        "trend", "{\"figure\":\"pageLoads\",\"segment\":\"pros\"}", "segment", "segmentSize only");
  }

  @Test
  void theIntervalThatHasTodayIsNotOver() {
    String loads = "{\"figure\":\"pageLoads\",";
    LocalDate today = LocalDate.now(BERLIN);
    assertThat(ask("trend", loads + "\"period\":{\"days\":3}}").text("/ongoing")).isEqualTo("2");
    assertThat(
            ask("trend", loads + period(today.minusDays(1), today.plusDays(1)) + "}")
                .text("/ongoing"))
        .isEqualTo("1");
    var past = ask("trend", loads + period(today.minusDays(3), today.minusDays(1)) + "}");
    assertThat(past.body().get("ongoing").isNull()).isTrue();
    assertThat(
            ask("trend", loads + "\"interval\":\"month\",\"period\":{\"days\":1}}")
                .text("/ongoing"))
        .isEqualTo("0");
  }

  @Test
  void twoFieldsMakeATable() {
    var cross = ask("cross", "{\"rows\":\"crm.plan\",\"columns\":\"user.pageLoads\"}").expect(200);
    assertThat(cross.text("/matching")).isEqualTo("3");
    assertThat(cross.body().at("/rows/groups").toString())
        .isEqualTo(
            "[{\"group\":{\"value\":\"pro\"},\"users\":2},{\"group\":{\"value\":\"free\"},\"users\":1}]");
    assertThat(cross.body().at("/columns/groups").toString())
        .isEqualTo(
            "[{\"group\":{\"from\":2,\"to\":3},\"users\":1},"
                + "{\"group\":{\"from\":3,\"to\":4},\"users\":1},"
                + "{\"group\":{\"rest\":\"missing\"},\"users\":1}]");
    assertThat(cross.body().at("/cells").toString()).isEqualTo("[[0,1,1],[1,0,0]]");
    refused("cross", "{\"rows\":\"crm.plan\",\"columns\":\"crm.plan\"}", "columns", "same field");
  }

  @Test
  void numbersAreAddedUp() {
    var summary = ask("summary", "{\"field\":\"user.pageLoads\",\"by\":\"crm.plan\"}").expect(200);
    assertThat(summary.body().at("/all").toString())
        .isEqualTo(
            "{\"users\":2,\"missing\":1,\"sum\":5,\"average\":2.5,\"least\":2,\"greatest\":3,"
                + "\"percentiles\":{\"5\":2,\"25\":2,\"50\":2,\"75\":3,\"95\":3,\"99\":3}}");
    assertThat(summary.body().at("/groups/1/figures/sum").asInt()).isEqualTo(2);
    refused("summary", "{\"field\":\"crm.plan\"}", "field", "only numbers");
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
    String today = LocalDate.now(BERLIN).toString();
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
