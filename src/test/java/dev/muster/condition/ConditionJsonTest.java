package dev.muster.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionJsonTest {

  private static final String RULE =
      "{\"field\": \"crm.plan\", \"operator\": \"=\", \"value\": \"pro\"}";

  private final ObjectMapper json = new ObjectMapper();

  @Test
  void readsTheExampleOfTheContract() throws Exception {
    Condition read =
        read(
            """
            {"combinator": "and", "not": false, "rules": [
              {"field": "crm.plan", "operator": "in", "value": ["pro", "enterprise"]},
              {"combinator": "or", "rules": [
                {"field": "crm.arr", "operator": ">=", "value": 1000000},
                {"field": "crm.signup", "operator": "inLast",
                 "value": {"amount": 30, "unit": "days"}}]}]}
            """);
    Literal plans =
        new Literal.Items(List.of(new Literal.Text("pro"), new Literal.Text("enterprise")));
    assertThat(read)
        .isEqualTo(
            new Condition.Group(
                Combinator.AND,
                false,
                List.of(
                    new Condition.Rule("crm.plan", Operator.IN, plans, false),
                    new Condition.Group(
                        Combinator.OR,
                        false,
                        List.of(
                            new Condition.Rule(
                                "crm.arr", Operator.AT_LEAST, new Literal.Numeric(1e6), false),
                            new Condition.Rule(
                                "crm.signup",
                                Operator.IN_LAST,
                                new Literal.Period(30, ChronoUnit.DAYS),
                                false))))));
  }

  @Test
  void passesOverWhatAnEditorAdds() throws Exception {
    Condition read =
        read(
            """
            {"id": "g1", "path": [], "rules": [{"id": "r1", "field": "crm.plan", "operator": "=",
              "value": "pro", "valueSource": "value", "disabled": false}]}
            """);
    assertThat(read).isEqualTo(read("{\"combinator\": \"and\", \"rules\": [" + RULE + "]}"));
  }

  @ParameterizedTest
  @EnumSource
  void everyOperatorHasItsOwnNameAndComesBack(Operator operator) throws Exception {
    Literal value =
        operator == Operator.NULL || operator == Operator.NOT_NULL
            ? Literal.None.NONE
            : new Literal.Text("pro");
    Condition rule = new Condition.Rule("crm.plan", operator, value, false);
    assertThat(ConditionJson.read(ConditionJson.write(rule))).isEqualTo(rule);
  }

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatIsWrittenIsReadAgain(int seed) throws Exception {
    RandomConditions random = new RandomConditions(seed, Instant.parse("2026-05-01T10:00:00Z"));
    Condition condition = random.condition();
    String written = json.writeValueAsString(ConditionJson.write(condition));
    assertThat(read(written)).isEqualTo(condition);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\"a \\\"b\\\" \\u0000 😀\"",
        "0",
        "-1",
        "0.1",
        "1e300",
        "-5e-324",
        "1000000000000000",
        "9007199254740991",
        "true",
        "false",
        "[]",
        "[1, \"a\", true, null, {\"amount\": 1, \"unit\": \"weeks\"}]",
        "{\"amount\": -1000000, \"unit\": \"months\"}",
        "{\"amount\": 0, \"unit\": \"minutes\"}"
      })
  void everyKindOfValueComesBack(String value) throws Exception {
    Condition rule = read("{\"field\": \"a.b\", \"operator\": \"=\", \"value\": " + value + "}");
    String written = json.writeValueAsString(ConditionJson.write(rule));
    assertThat(read(written)).isEqualTo(rule);
    assertThat(tree(written).path("value")).isEqualTo(tree(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "notNull"})
  void anOperatorWithoutValueDropsWhateverAnEditorLeftBehind(String operator) throws Exception {
    Condition expected = read("{\"field\": \"a.b\", \"operator\": \"" + operator + "\"}");
    for (String old :
        List.of("\"x\"", "[[1]]", "{\"amount\": \"\", \"unit\": \"days\"}", "1e999")) {
      Condition read =
          read(
              "{\"field\": \"a.b\", \"operator\": \"%s\", \"value\": %s, \"ignoreCase\": true}"
                  .formatted(operator, old));
      assertThat(read).isEqualTo(expected);
    }
  }

  @Test
  void aRootWithoutRulesIsEverybody() throws Exception {
    assertThat(read("{\"rules\": []}")).isEqualTo(Condition.EVERYBODY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          []                                                 | ``                  | a condition is a JSON object
          "x"                                                | ``                  | a condition is a JSON object
          null                                               | ``                  | a condition is a JSON object
          {}                                                 | field               | names what the rule looks at
          {}                                                 | operator            | is missing
          {"rules": {}}                                      | rules               | is an array of rules and groups
          {"rules": null}                                    | rules               | is an array of rules and groups
          {"rules": [], "combinator": "xor"}                 | combinator          | is "and" or "or"
          {"rules": [], "combinator": 1}                     | combinator          | is "and" or "or"
          {"rules": [], "combinator": null}                  | combinator          | is "and" or "or"
          {"rules": [], "not": "yes"}                        | not                 | is true or false
          {"rules": [RULE, {"rules": []}]}                   | rules[1].rules      | a group needs at least one rule
          {"rules": [RULE, "and", RULE]}                     | rules[1]            | a condition is a JSON object
          {"rules": [RULE, {"rules": [RULE, 5]}]}            | rules[1].rules[1]   | a condition is a JSON object
          {"rules": [{"field": "", "operator": "="}]}        | rules[0].field      | names what the rule looks at
          {"rules": [{"field": 7, "operator": "="}]}         | rules[0].field      | names what the rule looks at
          {"rules": [{"operator": "="}]}                     | rules[0].field      | names what the rule looks at
          {"rules": [{"field": "a.b"}]}                      | rules[0].operator   | is missing
          {"rules": [{"field": "a.b", "operator": "=="}]}    | rules[0].operator   | there is no operator "=="
          {"rules": [{"field": "a.b", "operator": "IN"}]}    | rules[0].operator   | there is no operator "IN"
          {"rules": [{"field": "a.b", "operator": null}]}    | rules[0].operator   | there is no operator null
          {"rules": [{"field": "a.b", "operator": ["="]}]}   | rules[0].operator   | there is no operator ["="]
          {"rules": [{"field": "a.b", "operator": "=", "ignoreCase": 1}]}                                     | rules[0].ignoreCase | is true or false
          {"rules": [{"field": "a.b", "operator": "=", "value": 1e999}]}                                      | rules[0].value      | is a number out of range
          {"rules": [{"field": "a.b", "operator": "in", "value": [1, 1e999]}]}                                | rules[0].value[1]   | is a number out of range
          {"rules": [{"field": "a.b", "operator": "in", "value": ["x", ["y"]]}]}                              | rules[0].value[1]   | a list inside a list
          {"rules": [{"field": "a.b", "operator": "inLast", "value": {}}]}                                    | rules[0].value      | a period has a whole "amount"
          {"rules": [{"field": "a.b", "operator": "inLast", "value": {"amount": 1.5, "unit": "days"}}]}       | rules[0].value      | a period has a whole "amount"
          {"rules": [{"field": "a.b", "operator": "inLast", "value": {"amount": "3", "unit": "days"}}]}       | rules[0].value      | a period has a whole "amount"
          {"rules": [{"field": "a.b", "operator": "inLast", "value": {"amount": 3, "unit": "years"}}]}        | rules[0].value      | a period has a whole "amount"
          {"rules": [{"field": "a.b", "operator": "inLast", "value": {"amount": 3}}]}                         | rules[0].value      | a period has a whole "amount"
          {"rules": [{"field": "a.b", "operator": "inLast", "value": {"amount": 1000001, "unit": "days"}}]}   | rules[0].value      | a period has a whole "amount"
          {"rules": [{"field": "a.b", "operator": "inLast", "value": {"amount": 99999999999, "unit": "days"}}]} | rules[0].value    | a period has a whole "amount"
          """)
  void whatIsMalformedIsNamedByItsPath(String malformed, String path, String reason) {
    assertThat(errors(malformed.replace("RULE", RULE)))
        .anySatisfy(error -> {
          assertThat(error.path()).isEqualTo(path);
          assertThat(error.reason()).startsWith(reason);
        });
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnceInItsOrder() {
    assertThat(errors("{\"not\": 1, \"rules\": [{}, {\"rules\": [{\"field\": \"a\"}]}, []]}"))
        .extracting(RuleError::path)
        .containsExactly(
            "not", "rules[0].field", "rules[0].operator", "rules[1].rules[0].operator", "rules[2]");
  }

  @Test
  void groupsMayBeEightDeepAndNotNine() throws Exception {
    assertThat(read(nested(8))).isNotNull();
    assertThat(errors(nested(9)))
        .containsExactly(
            new RuleError(
                "rules[0]" + ".rules[0]".repeat(7), "groups are nested more than 8 deep"));
  }

  @Test
  void aConditionMayHaveTwoHundredRulesInAllItsGroupsAndNotOneMore() throws Exception {
    String group = "{\"rules\": [" + commas(RULE, 100) + "]}";
    assertThat(read("{\"rules\": [" + commas(group, 2) + "]}")).isNotNull();
    assertThat(errors("{\"rules\": [" + commas(group, 2) + "," + RULE + "]}"))
        .containsExactly(new RuleError("", "has more than 200 rules"));
    assertThat(errors("{\"rules\": [" + commas(RULE, 5_000) + "]}"))
        .containsExactly(new RuleError("", "has more than 200 rules"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "{\"rules\": []}"})
  void howMuchIsWrongIsBoundedToo(String part) {
    assertThat(errors("{\"rules\": [" + commas(part, 50_000) + "]}")).hasSizeLessThan(1_000);
  }

  @Test
  void aRuleMayHaveAThousandValuesAndNotOneMore() throws Exception {
    String rule = "{\"field\": \"a.b\", \"operator\": \"in\", \"value\": [%s]}";
    assertThat(read(rule.formatted(commas("1", 1_000)))).isNotNull();
    assertThat(errors(rule.formatted(commas("1", 1_001))))
        .containsExactly(new RuleError("value", "has 1001 values; at most 1000 are taken"));
  }

  @Test
  void aTextMayHave1024CharactersAndNotOneMore() throws Exception {
    String rule = "{\"field\": \"%s\", \"operator\": \"in\", \"value\": [\"%s\"]}";
    assertThat(read(rule.formatted("f".repeat(1_024), "x".repeat(1_024)))).isNotNull();
    assertThat(errors(rule.formatted("f".repeat(1_025), "x".repeat(1_025))))
        .containsExactly(
            new RuleError("field", "has more than 1024 characters"),
            new RuleError("value[0]", "has more than 1024 characters"));
  }

  private static String nested(int depth) {
    return "{\"rules\": [".repeat(depth) + RULE + "]}".repeat(depth);
  }

  private static String commas(String part, int times) {
    return String.join(",", Collections.nCopies(times, part));
  }

  private Condition read(String text) throws ConditionException {
    return ConditionJson.read(tree(text));
  }

  private List<RuleError> errors(String text) {
    return catchThrowableOfType(ConditionException.class, () -> read(text)).errors();
  }

  private JsonNode tree(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException(text, wrong);
    }
  }
}
