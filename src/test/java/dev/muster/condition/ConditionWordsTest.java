package dev.muster.condition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConditionWordsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          =                | "pro"                           | is "pro"
          =                | 1000000                         | is 1,000,000
          =                | 0.5                             | is 0.5
          =                | true                            | is yes
          =                | false                           | is no
          !=               | true                            | is not yes
          !=               | "pro"                           | is not "pro"
          in               | ["pro"]                         | is "pro"
          in               | ["pro", "free"]                 | is "pro" or "free"
          in               | [1, 2, 3]                       | is 1, 2 or 3
          in               | [1, 2, 3, 4, 5, 6, 7]           | is 1, 2, 3, 4, 5 or one of 2 more
          notIn            | ["pro", "free"]                 | is not "pro" or "free"
          <                | 5                               | is less than 5
          <=               | -5                              | is at most -5
          >                | 5                               | is more than 5
          >=               | 5                               | is at least 5
          <                | "2026-05-01"                    | is before "2026-05-01"
          <=               | "2026-05-01"                    | is on or before "2026-05-01"
          >                | "2026-05-01"                    | is after "2026-05-01"
          >=               | "2026-05-01"                    | is on or after "2026-05-01"
          <                | {"amount": -30, "unit": "days"} | is before 30 days ago
          >=               | {"amount": 1, "unit": "weeks"}  | is on or after 1 week from now
          >                | {"amount": 0, "unit": "days"}   | is after now
          between          | [1, 5]                          | is between 1 and 5
          notBetween       | ["2026-05-01", "2026-06-01"]    | is not between "2026-05-01" and "2026-06-01"
          between          | [{"amount": -1, "unit": "months"}, {"amount": 0, "unit": "days"}] | is between 1 month ago and now
          contains         | "x"                             | contains "x"
          doesNotContain   | "x"                             | does not contain "x"
          beginsWith       | "x"                             | begins with "x"
          doesNotBeginWith | "x"                             | does not begin with "x"
          endsWith         | "x"                             | ends with "x"
          doesNotEndWith   | "x"                             | does not end with "x"
          matches          | "^x"                            | matches "^x"
          containsAny      | ["a", "b"]                      | contains "a" or "b"
          containsAll      | ["a", "b", "c"]                 | contains each of "a", "b" and "c"
          containsAll      | ["this or that", "x"]           | contains each of "this or that" and "x"
          containsAll      | ["1", "2", "3", "4", "5", "6"]  | contains each of "1", "2", "3", "4", "5" and 1 more
          inLast           | {"amount": 30, "unit": "days"}  | is in the last 30 days
          inLast           | {"amount": 1, "unit": "hours"}  | is in the last 1 hour
          notInLast        | {"amount": 2, "unit": "weeks"}  | is not in the last 2 weeks
          inNext           | {"amount": 5, "unit": "minutes"} | is in the next 5 minutes
          null             | null                            | has no value
          notNull          | null                            | has a value
          """)
  void everyOperatorHasItsWords(String operator, String value, String words) throws Exception {
    assertThat(words(rule("crm.x", operator, value))).isEqualTo("crm.x " + words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          =     | "a"        | is in segment "a"
          !=    | "a"        | is not in segment "a"
          in    | ["a", "b"] | is in segment "a" or "b"
          notIn | ["a", "b"] | is not in segment "a" or "b"
          """)
  void aSegmentHasWordsOfItsOwn(String operator, String value, String words) throws Exception {
    assertThat(words(rule("segment", operator, value))).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"rules": []}                                                      | everybody
          {"rules": [], "not": true}                                         | nobody
          {"rules": [A]}                                                     | a.a has a value
          {"rules": [A, B]}                                                  | a.a has a value and b.b has no value
          {"combinator": "or", "rules": [A, B]}                              | a.a has a value or b.b has no value
          {"not": true, "rules": [A]}                                        | not (a.a has a value)
          {"not": true, "combinator": "or", "rules": [A, B]}                 | not (a.a has a value or b.b has no value)
          {"rules": [A, {"combinator": "or", "rules": [B, A]}]}              | a.a has a value and (b.b has no value or a.a has a value)
          {"rules": [A, {"combinator": "or", "rules": [B]}]}                 | a.a has a value and b.b has no value
          {"rules": [A, {"not": true, "rules": [B, A]}]}                     | a.a has a value and not (b.b has no value and a.a has a value)
          """)
  void groupsAreJoinedAndBracketedSoThatTheyReadOneWay(String condition, String words)
      throws Exception {
    String a = "{\"field\": \"a.a\", \"operator\": \"notNull\"}";
    String b = "{\"field\": \"b.b\", \"operator\": \"null\"}";
    String json = condition.replaceAll("\\bA\\b", a).replaceAll("\\bB\\b", b);
    assertThat(words(json)).isEqualTo(words);
  }

  @Test
  void fieldsHaveTheNamesThatPeopleKnowAndCaseIsSpokenOf() throws Exception {
    Map<String, String> names = Map.of("crm.plan", "CRM plan");
    Condition rule =
        read(
            "{\"field\": \"crm.plan\", \"operator\": \"=\", \"value\": \"x\", \"ignoreCase\": true}");
    assertThat(
            new ConditionWords(field -> names.getOrDefault(field, field), UnaryOperator.identity())
                .of(rule))
        .isEqualTo("CRM plan is \"x\" (in any case)");
  }

  @Test
  void segmentsHaveTheNamesThatPeopleKnow() throws Exception {
    Condition rule =
        read("{\"field\": \"segment\", \"operator\": \"notIn\", \"value\": [\"a\", \"b\"]}");
    Map<String, String> names = Map.of("a", "The first");
    assertThat(
            new ConditionWords(UnaryOperator.identity(), key -> names.getOrDefault(key, key))
                .of(rule))
        .isEqualTo("is not in segment \"The first\" or \"b\"");
  }

  @ParameterizedTest
  @EnumSource
  void everyNegativeOperatorIsSaidToHoldWithoutAValueAndNoOther(Operator operator) {
    boolean negative =
        (operator.code().startsWith("not") && operator != Operator.NOT_NULL)
            || operator.code().startsWith("doesNot")
            || operator.code().equals("!=");
    Condition.Rule rule = new Condition.Rule("a.b", operator, Literal.None.NONE, false);
    assertThat(ConditionWords.holdsWithoutValue(rule)).isEqualTo(negative);
  }

  private static String rule(String field, String operator, String value) {
    return "{\"field\": \"%s\", \"operator\": \"%s\", \"value\": %s}"
        .formatted(field, operator, value);
  }

  private static String words(String json) throws Exception {
    return new ConditionWords().of(read(json));
  }

  private static Condition read(String json) throws Exception {
    return ConditionJson.read(new ObjectMapper().readTree(json));
  }
}
