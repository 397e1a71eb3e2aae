package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.catalog.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UsersApiTest {

  private static final String PRO = "{\"field\":\"crm.plan\",\"operator\":\"=\",\"value\":\"pro\"}";
  private static final String HOME = "{\"field\":\"page.path\",\"operator\":\"=\",\"value\":\"/\"}";

  @RegisterExtension static final ApiWorld WORLD = new ApiWorld();

  private static final String ENVIRONMENT = "/api/v1/systems/shop/environments/production";
  private static final String USERS = ENVIRONMENT + "/users";
  private static final String COUNT = ENVIRONMENT + "/insights/count";

  private final ContractClient viewer = WORLD.as(Role.VIEWER);

  @BeforeAll
  static void fifteenUsers() {
    String shop = WORLD.shop("shop");
    for (int i = 0; i < 10; i++) {
      WORLD.user(shop, "user-" + i, "\"plan\":\"%s\"".formatted(i % 2 == 0 ? "pro" : "free"));
    }
    WORLD.user(
        shop,
        "ann@example.com",
        "\"plan\":\"pro\",\"arr\":1200000,\"vip\":true,\"signup\":\"2026-05-01\",\"tags\":[\"a\",\"b\"]");
    WORLD.user(shop, "bob", "\"arr\":0.5");
    WORLD.user(shop, "odd/one+two %\\u00fc", "");
    WORLD.segment(shop, "pros", PRO);
    WORLD.segment(shop, "home", PRO + "," + HOME);
    WORLD.segment(
        shop,
        "not-rich",
        "{\"field\":\"crm.arr\",\"operator\":\"notBetween\",\"value\":[1000,9000000]}," + PRO);
    WORLD.publish(shop);
  }

  private static List<String> ids(ContractClient.Reply reply) {
    return reply.expect(200).body().get("items").findValuesAsText("id");
  }

  private static String filter(String condition) {
    return USERS + "?filter=" + ApiWorld.encoded(condition);
  }

  private static String counted(String condition) {
    return "{\"condition\":" + condition + "}";
  }

  @Test
  void theDeliveriesOfAUserComeFromAllIntegrationsTheLatestFirst() {
    String system = WORLD.shop("touched");
    WORLD
        .admin()
        .post(system + "/integrations", ApiWorld.CRM.replace("\"crm\"", "\"billing\""))
        .expect(201);
    WORLD.user(system, "ann/b", "\"plan\":\"pro\"");
    WORLD.user(system, "bob", "\"plan\":\"pro\"");
    String billing =
        WORLD.admin().get(system + "/integrations/billing").text("/endpoints/production/token");
    WORLD
        .admin()
        .asNobody()
        .post("/in/" + billing, ApiWorld.customer("ann/b", "\"arr\":7"))
        .expect(200);
    String path = system + "/environments/production/users/ann%2Fb/deliveries";

    var all = WORLD.as(Role.VIEWER).get(path).expect(200);

    assertThat(all.body().get("items").findValuesAsText("integration"))
        .containsExactly("billing", "crm");
    assertThat(all.text("/items/0/updated/0/attribute")).isEqualTo("arr");
    // What was refused is among them, also of somebody whom nothing is known of.
    for (String who : List.of("ann/b", "eve")) {
      WORLD.deliver(system, ApiWorld.customer(who, "\"arr\":\"a lot\"")).expect(422);
      String of = system + "/environments/production/users/" + ApiWorld.encoded(who);
      assertThat(WORLD.as(Role.VIEWER).get(of + "/deliveries").text("/items/0/outcome"))
          .isEqualTo("rejected");
    }
    var first = WORLD.as(Role.VIEWER).get(path + "?limit=1").expect(200);
    assertThat(first.body().get("items")).hasSize(1);
    var second =
        WORLD
            .as(Role.VIEWER)
            .get(path + "?limit=1&cursor=" + first.text("/nextCursor"))
            .expect(200);
    assertThat(second.text("/items/0/integration")).isEqualTo("billing");
    assertThat(
            WORLD
                .as(Role.VIEWER)
                .get(system + "/environments/test/users/ann%2Fb/deliveries")
                .expect(200)
                .body()
                .get("items"))
        .isEmpty();
  }

  @Test
  void aUserHasItsAttributesWithTheirSourceAndTime() {
    var ann = viewer.get(USERS + "/ann%40example.com").expect(200);
    assertThat(ann.text("/id")).isEqualTo("ann@example.com");
    assertThat(ann.body().get("firstSeen").isNull()).isTrue();
    var attributes = ann.body().get("attributes");
    assertThat(attributes.findValuesAsText("name"))
        .containsExactly("arr", "plan", "signup", "tags", "vip");
    assertThat(attributes.at("/0/value").toString()).isEqualTo("1200000");
    assertThat(attributes.at("/2/value").asText()).isEqualTo("2026-04-30T22:00:00Z");
    assertThat(attributes.at("/3/value").toString()).isEqualTo("[\"a\",\"b\"]");
    assertThat(attributes.at("/4/value").toString()).isEqualTo("true");
    assertThat(attributes).allMatch(one -> one.get("integration").asText().equals("crm"));
    assertThat(viewer.get(USERS + "/bob").text("/attributes/0/value")).isEqualTo("0.5");
  }

  @Test
  void aUserHasTheLiveSegmentsAndTheReasonWhyEachHoldsOrDoesNot() {
    var ann = viewer.get(USERS + "/ann%40example.com").expect(200);
    assertThat(ann.body().get("segments").toString()).isEqualTo("[\"pros\"]");
    assertThat(ann.body().get("reasons").toString())
        .isEqualTo(
            """
            [{"segment":"home","name":"HOME","holds":null,\
            "words":"CRM plan is \\"pro\\" and page path is \\"/\\"",\
            "rules":[{"path":"rules[0]","words":"CRM plan is \\"pro\\"","field":"crm.plan",\
            "holds":true,"value":"pro","segments":[],"decides":false},\
            {"path":"rules[1]","words":"page path is \\"/\\"","field":"page.path",\
            "holds":null,"value":null,"segments":[],"decides":true}],"errors":[]},\
            {"segment":"not-rich","name":"NOT-RICH","holds":false,\
            "words":"CRM arr is not between 1,000 and 9,000,000 and CRM plan is \\"pro\\"",\
            "rules":[{"path":"rules[0]","words":"CRM arr is not between 1,000 and 9,000,000",\
            "field":"crm.arr","holds":false,"value":1200000,"segments":[],"decides":true},\
            {"path":"rules[1]","words":"CRM plan is \\"pro\\"","field":"crm.plan",\
            "holds":true,"value":"pro","segments":[],"decides":false}],\
            "errors":[]},\
            {"segment":"pros","name":"PROS","holds":true,"words":"CRM plan is \\"pro\\"",\
            "rules":[{"path":"rules[0]","words":"CRM plan is \\"pro\\"","field":"crm.plan",\
            "holds":true,"value":"pro","segments":[],"decides":true}],\
            "errors":[]}]\
            """);
  }

  @Test
  void aLiveSegmentThatCanNoLongerBeRunSaysWhy() {
    String system = WORLD.shop("broken");
    WORLD.segment(system, "pros", PRO);
    WORLD.publish(system);
    WORLD.user(system, "ann", "\"plan\":\"pro\"");
    String user = system + "/environments/production/users/ann";
    assertThat(viewer.get(user).text("/reasons/0/holds")).isEqualTo("true");

    WORLD.admin().put(system + "/integrations/crm?confirm=true", "{\"properties\":[]}").expect(200);

    var ann = viewer.get(user).expect(200);
    assertThat(ann.body().get("segments")).isEmpty();
    assertThat(ann.text("/reasons/0/holds")).isEqualTo("false");
    assertThat(ann.text("/reasons/0/errors/0/path")).isEqualTo("rules[0].field");
    assertThat(ann.body().at("/reasons/0/rules/0/holds").isNull()).isTrue();
    assertThat(ann.body().at("/reasons/0/rules/0/value").isNull()).isTrue();
  }

  @Test
  void aRuleAboutALiveSegmentNamesItSoThatItsOwnReasonIsFound() {
    String system = WORLD.shop("nested");
    WORLD.segment(system, "pros", PRO);
    WORLD.segment(system, "base", "{\"field\":\"segment\",\"operator\":\"=\",\"value\":\"pros\"}");
    WORLD.publish(system);
    WORLD.user(system, "bob", "\"plan\":\"free\"");
    var reasons = viewer.get(system + "/environments/production/users/bob").body().get("reasons");
    assertThat(reasons.at("/0/rules/0/segments").toString()).isEqualTo("[\"pros\"]");
    assertThat(reasons.at("/0/rules/0/holds").asBoolean()).isFalse();
    assertThat(reasons.at("/1/segment").asText()).isEqualTo("pros");
    assertThat(reasons.at("/1/rules/0/value").asText()).isEqualTo("free");
  }

  @Test
  void anIdentifierInAPathMayHaveAnyCharacters() {
    var odd = viewer.get(USERS + "/" + ApiWorld.encoded("odd/one+two %ü")).expect(200);
    assertThat(odd.text("/id")).isEqualTo("odd/one+two %ü");
    assertThat(viewer.get(USERS + "/odd%2Fone+two%20%25%C3%BC").expect(200).body())
        .isEqualTo(odd.body());
    for (String nobody : new String[] {"%FF", "%00", "x".repeat(300), "%ED%A0%80", "ANN", "%20"}) {
      assertThat(viewer.get(USERS + "/" + nobody).expect(404).code()).isEqualTo("not-found");
    }
  }

  @Test
  void aPageLoadIsSeen() {
    String system = WORLD.shop("seen");
    WORLD.user(system, "ann", "");
    String environment = system + "/environments/production";
    String key = viewer.get(environment).text("/clientKey");
    WORLD.admin().asNobody().get("/v1/page-load?user=ann&key=" + key).expect(200);

    ContractClient.Reply ann = viewer.get(environment + "/users/ann");
    for (int i = 0; i < 100 && ann.body().get("lastSeen").isNull(); i++) {
      pause();
      ann = viewer.get(environment + "/users/ann");
    }

    assertThat(ann.body().get("lastSeen").isNull()).isFalse();
    assertThat(ann.body().get("firstSeen")).isEqualTo(ann.body().get("lastSeen"));
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void usersAreListedInTheOrderInWhichTheyBecameKnown() {
    List<String> all = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      var page = viewer.get(USERS + "?limit=4" + cursor.map(it -> "&cursor=" + it).orElse(""));
      all.addAll(ids(page));
      cursor = Optional.ofNullable(page.body().get("nextCursor").textValue());
    } while (cursor.isPresent());
    assertThat(all)
        .hasSize(13)
        .startsWith("user-0", "user-1")
        .endsWith("ann@example.com", "bob", "odd/one+two %ü");
  }

  @Test
  void aListIsNarrowedByTheBeginningOfTheIdentifierAndByACondition() {
    assertThat(ids(viewer.get(USERS + "?q=user-&limit=3")))
        .containsExactly("user-0", "user-1", "user-2");
    assertThat(ids(viewer.get(USERS + "?q=nobody"))).isEmpty();
    assertThat(ids(viewer.get(filter(PRO))))
        .containsExactly("user-0", "user-2", "user-4", "user-6", "user-8", "ann@example.com");
    assertThat(ids(viewer.get(filter(PRO) + "&q=ann"))).containsExactly("ann@example.com");
    assertThat(
            ids(
                viewer.get(
                    filter("{\"field\":\"segment\",\"operator\":\"=\",\"value\":\"not-rich\"}"))))
        .containsExactly("user-0", "user-2", "user-4", "user-6", "user-8");
    var found =
        viewer.post(
            USERS + "/search", "{\"condition\":%s,\"limit\":2,\"q\":\"user\"}".formatted(PRO));
    assertThat(ids(found)).containsExactly("user-0", "user-2");
    var next =
        viewer.post(
            USERS + "/search",
            "{\"condition\":%s,\"limit\":9,\"q\":\"user\",\"cursor\":\"%s\"}"
                .formatted(PRO, found.text("/nextCursor")));
    assertThat(ids(next)).containsExactly("user-4", "user-6", "user-8");
    assertThat(next.body().get("nextCursor").isNull()).isTrue();
    assertThat(ids(viewer.post(USERS + "/search", "{}"))).hasSize(13);
  }

  @Test
  void aCursorThatWasNotGivenOutIsRefused() {
    for (String cursor : new String[] {"LTE", "eA", "NDI5NDk2NzI5NQ", "!!", "%00"}) {
      assertThat(viewer.get(USERS + "?cursor=" + cursor).expect(400).code())
          .as(cursor)
          .isEqualTo("cursor-invalid");
    }
    assertThat(ids(viewer.get(USERS + "?cursor=MjE0NzQ4MzY0Nw"))).isEmpty();
  }

  @Test
  void aFilterThatIsWrongSaysWhere() {
    var reply =
        viewer.get(filter("{\"rules\":[{\"field\":\"crm.x\",\"operator\":\"=\",\"value\":1}]}"));
    assertThat(reply.expect(422).text("/errors/0/path")).isEqualTo("filter.rules[0].field");
    viewer.get(filter("{")).expect(400);
    viewer.get(filter("[]")).expect(422);
    var page = viewer.get(filter(HOME)).expect(422);
    assertThat(page.code()).isEqualTo("needs-page");
    assertThat(page.text("/errors/0/path")).isEqualTo("filter");
  }

  @Test
  void aCountSaysHowManyOfHowMany() {
    var pros = viewer.post(COUNT, counted(PRO)).expect(200);
    assertThat(pros.body().toString()).isEqualTo("{\"matching\":6,\"total\":13}");
    assertThat(viewer.post(COUNT, counted("{\"rules\":[]}")).text("/matching")).isEqualTo("13");
    assertThat(
            viewer
                .post(
                    COUNT,
                    counted("{\"field\":\"crm.plan\",\"operator\":\"!=\",\"value\":\"pro\"}"))
                .text("/matching"))
        .isEqualTo("7");
  }

  @Test
  void aCountNamesAllThatIsWrong() {
    var reply =
        viewer
            .post(
                COUNT,
                counted(
                    "{\"rules\":[{\"field\":\"crm.x\",\"operator\":\"=\",\"value\":1},"
                        + "{\"field\":\"crm.arr\",\"operator\":\"=\",\"value\":\"x\"}]}"))
            .expect(422);
    assertThat(reply.body().get("errors").findValuesAsText("path"))
        .containsExactly("condition.rules[0].field", "condition.rules[1].value");
    var everybody = viewer.post(COUNT, "{}").expect(200);
    assertThat(everybody.text("/matching")).isEqualTo(everybody.text("/total"));
  }

  @Test
  void rulesThatNeedAPageAreNamedAlsoThoseOfSegments() {
    String time = "{\"field\":\"time.hour\",\"operator\":\"<\",\"value\":12}";
    String home = "{\"field\":\"segment\",\"operator\":\"=\",\"value\":\"home\"}";
    var reply =
        viewer
            .post(
                COUNT,
                counted("{\"rules\":[%s,{\"rules\":[%s,%s]},%s]}".formatted(PRO, time, PRO, home)))
            .expect(422);
    assertThat(reply.code()).isEqualTo("needs-page");
    assertThat(reply.body().get("errors").toString())
        .isEqualTo(
            "[{\"path\":\"condition.rules[1].rules[0]\","
                + "\"reason\":\"time.hour is known only while a page loads\"},"
                + "{\"path\":\"condition.rules[2]\","
                + "\"reason\":\"is about a segment that looks at the page, the browser or the"
                + " time\"}]");
  }

  @Test
  void anEnvironmentThatThereIsNotIsNamed() {
    var reply = viewer.get("/api/v1/systems/shop/environments/moon/users").expect(404);
    assertThat(reply.text("/detail")).isEqualTo("System \"shop\" has no environment \"moon\".");
  }
}
