package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.condition.Condition;
import dev.muster.condition.ConditionJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisiveTest {

  /// The last column: the rules by number; the one before: whether each holds, `?` where that is
  /// not known.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          R                                                                    | +    | [0]
          {"rules": [R, R]}                                                    | ++   | [0, 1]
          {"rules": [R, R]}                                                    | +-   | [1]
          {"rules": [R, R]}                                                    | --   | [0, 1]
          {"rules": [R, R]}                                                    | +?   | [1]
          {"rules": [R, R]}                                                    | -?   | [0]
          {"combinator": "or", "rules": [R, R]}                                | +-   | [0]
          {"combinator": "or", "rules": [R, R]}                                | --   | [0, 1]
          {"combinator": "or", "rules": [R, R]}                                | ?-   | [0]
          {"not": true, "rules": [R, R]}                                       | +-   | [1]
          {"not": true, "combinator": "or", "rules": [R, R]}                   | +-   | [0]
          {"rules": [{"combinator": "or", "rules": [R, R]}, R]}                | +--  | [2]
          {"rules": [{"combinator": "or", "rules": [R, R]}, R]}                | +-+  | [0, 2]
          {"rules": [{"not": true, "rules": [R, R]}, R]}                       | +++  | [0, 1]
          {"rules": []}                                                        | ''   | []
          """)
  void aVerdictRestsOnTheRulesThatMakeIt(String condition, String holds, String rules)
      throws Exception {
    String rule = "{\"field\": \"a.a\", \"operator\": \"notNull\"}";
    Condition read =
        ConditionJson.read(new ObjectMapper().readTree(condition.replaceAll("\\bR\\b", rule)));
    List<@Nullable Boolean> known = new ArrayList<>();
    holds.chars().forEach(one -> known.add(one == '?' ? null : (Boolean) (one == '+')));
    List<Integer> expected =
        rules.equals("[]")
            ? List.of()
            : Arrays.stream(rules.replaceAll("[\\[\\] ]", "").split(",", -1))
                .map(Integer::valueOf)
                .toList();
    assertThat(Decisive.of(read, known)).isEqualTo(expected);
  }
}
