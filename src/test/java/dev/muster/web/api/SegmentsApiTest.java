package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.catalog.Role;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SegmentsApiTest {

  private static final String PROS =
      "{\"field\":\"crm.plan\",\"operator\":\"=\",\"value\":\"pro\"}";
  private static final String RICH = "{\"field\":\"crm.arr\",\"operator\":\">=\",\"value\":1000}";

  @RegisterExtension static final ApiWorld WORLD = new ApiWorld();

  private final ContractClient editor = WORLD.as(Role.EDITOR);
  private final ContractClient publisher = WORLD.as(Role.PUBLISHER);

  private static String in(String segment) {
    return "{\"field\":\"segment\",\"operator\":\"=\",\"value\":\"%s\"}".formatted(segment);
  }

  private static String change(String rule) {
    return "{\"condition\":{\"combinator\":\"and\",\"rules\":[" + rule + "]}}";
  }

  @Test
  void aSegmentIsADraftInPlainWords() {
    String system = WORLD.shop("made");
    var made = WORLD.segment(system, "pros", PROS + "," + RICH);
    assertThat(made.header("location")).isEqualTo(system + "/segments/pros");
    assertThat(made.header("etag")).isEqualTo("\"1\"");
    assertThat(made.text("/status")).isEqualTo("draft");
    assertThat(made.text("/statusByEnvironment/test")).isEqualTo("draft");
    assertThat(made.text("/words")).isEqualTo("CRM plan is \"pro\" and CRM arr is at least 1,000");
    assertThat(made.body().get("problem").isNull()).isTrue();
    assertThat(made.text("/description")).isEmpty();
    assertThat(editor.get(system + "/segments/pros").body()).isEqualTo(made.body());
    assertThat(editor.get(system + "/segments").body().at("/items/0")).isEqualTo(made.body());
  }

  @Test
  void publishingMakesItLiveAndEditingItMakesItChanged() {
    String system = WORLD.shop("status");
    WORLD.segment(system, "pros", PROS);
    WORLD.publish(system);
    String path = system + "/segments/pros";
    assertThat(editor.get(path).text("/status")).isEqualTo("live");
    assertThat(editor.get(path).text("/statusByEnvironment/test")).isEqualTo("draft");

    editor.put(path, change(RICH)).expect(200);

    assertThat(editor.get(path).text("/status")).isEqualTo("changed");
    assertThat(editor.get(path).text("/statusByEnvironment/production")).isEqualTo("changed");
  }

  @Test
  void onlyWhatWasLookedAtIsPublished() {
    String system = WORLD.shop("basis");
    WORLD.segment(system, "pros", PROS);
    String publications = system + "/environments/production/publications";
    String seen = publisher.post(publications + "/preview", "").expect(200).text("/basis");
    WORLD.segment(system, "rich", RICH);

    String publish = "{\"basis\":\"%s\"}";
    var late = publisher.post(publications, publish.formatted(seen)).expect(412);
    assertThat(late.code()).isEqualTo("version-conflict");
    assertThat(publisher.get(publications).body().get("items")).isEmpty();

    String now = publisher.post(publications + "/preview", "").text("/basis");
    assertThat(publisher.post(publications, publish.formatted(now)).expect(201).text("/version"))
        .isEqualTo("1");
    // A second click finds the first one's version live.
    publisher.post(publications, publish.formatted(now)).expect(412);
  }

  @Test
  void allThatIsWrongInAConditionIsSaidWithThePathOfTheRule() {
    String system = WORLD.shop("wrong");
    var reply =
        editor
            .post(
                system + "/segments",
                """
                {"key":"x","name":"X","condition":{"combinator":"and","rules":[
                  {"field":"crm.plann","operator":"=","value":"pro"},
                  {"combinator":"or","rules":[
                    {"field":"crm.arr","operator":"contains","value":"1"},
                    {"field":"crm.plan","operator":"=","value":3}]}]}}
                """)
            .expect(422);
    assertThat(reply.code()).isEqualTo("invalid");
    assertThat(reply.body().get("errors").findValuesAsText("path"))
        .containsExactly(
            "condition.rules[0].field",
            "condition.rules[1].rules[0].operator",
            "condition.rules[1].rules[1].value");
    assertThat(reply.text("/errors/0/reason")).contains("did you mean crm.plan?");
    for (String odd : new String[] {"{}", "{\"rules\":7}", "{\"rules\":[{}]}", "{\"rules\":[7]}"}) {
      String sent = "{\"key\":\"x\",\"name\":\"X\",\"condition\":" + odd + "}";
      assertThat(editor.post(system + "/segments", sent).expect(422).text("/errors/0/path"))
          .startsWith("condition");
    }
    editor.get(system + "/segments/x").expect(404);
  }

  @Test
  void segmentsThatContainEachOtherAreRefusedWithTheRing() {
    String system = WORLD.shop("ring");
    WORLD.segment(system, "one", PROS);
    WORLD.segment(system, "two", in("one"));
    var reply = editor.put(system + "/segments/one", change(in("two"))).expect(422);
    assertThat(reply.text("/errors/0/reason")).contains("one").contains("two").contains("→");
  }

  @Test
  void aSegmentThatAnotherUsesIsNotDeletedWithoutConfirmation() {
    String system = WORLD.shop("uses");
    WORLD.segment(system, "one", PROS);
    WORLD.segment(system, "two", in("one"));
    var refused = editor.delete(system + "/segments/one").expect(409);
    assertThat(refused.code()).isEqualTo("in-use");
    assertThat(refused.text("/dependents/0/key")).isEqualTo("two");

    editor.delete(system + "/segments/one?confirm=true").expect(204);

    assertThat(editor.get(system + "/segments/two").text("/problem/errors/0/reason"))
        .contains("one");
    assertThat(publisher.post(system + "/environments/test/publications", "{}").expect(422).code())
        .isEqualTo("unresolved");
  }

  @Test
  void aChangeThatMakesAnotherSegmentTooLargeCanBeConfirmed() {
    String system = WORLD.shop("large");
    WORLD.segment(system, "part", PROS);
    StringBuilder many = new StringBuilder(in("part"));
    for (int i = 0; i < 19; i++) {
      many.append(',').append(in("part"));
    }
    WORLD.segment(system, "whole", many.toString());
    StringBuilder rules = new StringBuilder(PROS);
    for (int i = 0; i < 149; i++) {
      rules.append(',').append(PROS);
    }
    String path = system + "/segments/part";

    assertThat(editor.put(path, change(rules.toString())).expect(409).text("/dependents/0/key"))
        .isEqualTo("whole");
    editor.put(path + "?confirm=true", change(rules.toString())).expect(200);
  }

  @Test
  void aChangeOfAVersionThatIsGoneIsRefused() {
    String system = WORLD.shop("race");
    WORLD.segment(system, "pros", PROS);
    String path = system + "/segments/pros";
    Map<String, String> seen = Map.of("If-Match", "\"1\"");
    editor.send("PUT", path, Optional.of("{\"name\":\"One\"}"), seen).expect(200);
    editor.send("PUT", path, Optional.of("{\"name\":\"Two\"}"), seen).expect(412);
    editor.send("DELETE", path, Optional.empty(), seen).expect(412);
    editor.put(path, editor.get(path).body().toString()).expect(200);
    assertThat(editor.get(path).text("/name")).isEqualTo("One");
  }

  @Test
  void aPublicationHoldsWhatWasLiveThenAndSaysWhatChanged() {
    String system = WORLD.shop("history");
    String production = system + "/environments/production/publications";
    WORLD.segment(system, "a", PROS);
    WORLD.segment(system, "b", PROS);
    var first = publisher.post(production, "{\"note\":\"first\"}").expect(201);
    assertThat(first.header("location")).isEqualTo(production + "/1");
    assertThat(first.text("/publishedBy")).isEqualTo("publisher");
    assertThat(first.text("/note")).isEqualTo("first");
    assertThat(first.body().get("segments").toString()).isEqualTo("[\"a\",\"b\"]");
    assertThat(first.body().get("changes").findValuesAsText("change"))
        .containsExactly("added", "added");

    editor.put(system + "/segments/a", change(RICH)).expect(200);
    editor.delete(system + "/segments/b").expect(204);
    WORLD.segment(system, "c", PROS);
    var second = publisher.send("POST", production, Optional.empty(), Map.of()).expect(201);
    assertThat(second.body().get("changes").toString())
        .contains("{\"segment\":\"a\",\"name\":\"A\",\"change\":\"changed\"}")
        .contains("{\"segment\":\"b\",\"name\":\"B\",\"change\":\"removed\"}")
        .contains("{\"segment\":\"c\",\"name\":\"C\",\"change\":\"added\"}");

    var listed = editor.get(production).expect(200).body().get("items");
    assertThat(listed.findValuesAsText("version")).containsExactly("2", "1");
    assertThat(listed.findValuesAsText("live")).containsExactly("true", "false");
    var one = editor.get(production + "/1").expect(200);
    assertThat(one.text("/definitions/0/words")).isEqualTo("CRM plan is \"pro\"");
    assertThat(one.text("/live")).isEqualTo("false");
    assertThat(editor.get(system + "/environments/production").text("/publication")).isEqualTo("2");
  }

  @Test
  void restoringMakesAnOlderVersionLiveAsTheNextAndLeavesDraftsAlone() {
    String system = WORLD.shop("restore");
    String production = system + "/environments/production/publications";
    WORLD.segment(system, "a", PROS);
    WORLD.publish(system);
    editor.put(system + "/segments/a", change(RICH)).expect(200);
    WORLD.publish(system);

    var third = publisher.post(production + "/1/restore", "{\"note\":\"back\"}").expect(201);

    assertThat(third.text("/version")).isEqualTo("3");
    assertThat(third.text("/restoredFrom")).isEqualTo("1");
    assertThat(third.text("/live")).isEqualTo("true");
    assertThat(editor.get(production + "/3").text("/definitions/0/words"))
        .isEqualTo("CRM plan is \"pro\"");
    assertThat(editor.get(system + "/segments/a").text("/words"))
        .isEqualTo("CRM arr is at least 1,000");
    publisher.post(production + "/9/restore", "{}").expect(404);
    editor.get(production + "/9").expect(404);
    assertThat(editor.get(production + "/x").expect(400).text("/errors/0/path"))
        .isEqualTo("path.version");
  }

  @Test
  void pageLoadsUseWhatWasPublishedLast() {
    String system = WORLD.shop("pages");
    WORLD.segment(system, "pros", PROS);
    WORLD.user(system, "ann", "\"plan\":\"pro\"");
    String key = editor.get(system + "/environments/production").text("/clientKey");
    ContractClient page = WORLD.admin().asNobody();
    String load = "/v1/page-load?user=ann&key=" + key;
    assertThat(page.get(load).expect(200).body().get("segments")).isEmpty();

    WORLD.publish(system);

    assertThat(page.get(load).body().get("segments").toString()).isEqualTo("[\"pros\"]");
    assertThat(page.get(load).text("/publication")).isEqualTo("1");
  }
}
