package dev.muster.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResolverValuesTest {

  private final Resolver resolver = new Resolver(new ShopFields(), ZoneId.of("Europe/Berlin"));

  static Stream<Arguments> valuesThatDoNotFit() {
    Literal text = new Literal.Text("x");
    Literal number = new Literal.Numeric(1);
    Literal bool = new Literal.Bool(true);
    Literal week = new Literal.Period(1, ChronoUnit.WEEKS);
    Literal empty = items();
    return Stream.of(
        wrong("crm.plan", "=", number, "value", "must be a string"),
        wrong("crm.plan", "!=", none(), "value", "must be a string"),
        wrong("crm.plan", "contains", bool, "value", "must be a string"),
        wrong("crm.plan", "matches", items(text), "value", "must be a string"),
        wrong("crm.plan", "in", text, "value", "must be a list of one or more strings"),
        wrong("crm.plan", "notIn", empty, "value", "must be a list of one or more strings"),
        wrong("crm.plan", "in", items(text, number), "value[1]", "must be a string"),
        wrong("crm.arr", "=", text, "value", "must be a number"),
        wrong("crm.arr", "<", none(), "value", "must be a number"),
        wrong("crm.arr", ">=", items(number), "value", "must be a number"),
        wrong("crm.arr", "in", number, "value", "must be a list of one or more numbers"),
        wrong("crm.arr", "in", empty, "value", "must be a list of one or more numbers"),
        wrong("crm.arr", "notIn", items(number, none()), "value[1]", "must be a number"),
        wrong("crm.arr", "between", number, "value", "must be a list of two numbers"),
        wrong("crm.arr", "between", items(number), "value", "must be a list of two numbers"),
        wrong(
            "crm.arr", "notBetween", items(number, text), "value", "must be a list of two numbers"),
        wrong("crm.trial", "=", text, "value", "must be true or false"),
        wrong("crm.trial", "!=", number, "value", "must be true or false"),
        wrong("crm.signup", "=", text, "value", "must be a date such as"),
        wrong("crm.signup", "<", text, "value", "must be a day such as"),
        wrong("crm.signup", ">", number, "value", "must be a day such as"),
        wrong("crm.signup", "<", new Literal.Text("2026-02-30"), "value", "must be a day such as"),
        wrong("crm.signup", "<", new Literal.Text("0000-01-01"), "value", "must be a day such as"),
        wrong(
            "crm.signup", "=", new Literal.Text("2026-05-01T10:00:00"), "value", "must be a date"),
        wrong("crm.signup", "between", items(week), "value", "must be a list of two dates"),
        wrong("crm.signup", "between", items(week, text), "value[1]", "must be a day such as"),
        wrong("crm.signup", "inLast", text, "value", "must be a period such as"),
        wrong("crm.signup", "inNext", none(), "value", "must be a period such as"),
        wrong(
            "crm.signup",
            "notInLast",
            new Literal.Period(-1, ChronoUnit.DAYS),
            "value",
            "must be a"),
        wrong("crm.tags", "contains", items(text), "value", "must be a string"),
        wrong("crm.tags", "containsAny", text, "value", "must be a list of one or more strings"),
        wrong("crm.tags", "containsAll", empty, "value", "must be a list of one or more strings"),
        wrong("crm.tags", "containsAll", items(number), "value[0]", "must be a string"));
  }

  private static Arguments wrong(String field, String code, Literal value, String at, String why) {
    return Arguments.of(field, Operator.ofCode(code).orElseThrow(), value, at, why);
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("valuesThatDoNotFit")
  void aValueThatDoesNotFitIsRefusedAtItsPath(
      String field, Operator operator, Literal value, String path, String reason) {
    Condition rule = rule(field, operator, value);
    RuleError error = only(new Condition.Group(Combinator.AND, false, List.of(rule)));
    assertThat(error.path()).isEqualTo("rules[0]." + path);
    assertThat(error.reason()).startsWith(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-05-02,           2026-05-01",
    "2026-05-01T10:00:01Z, 2026-05-01T10:00:00Z",
    "2026-05-02,           2026-05-01T21:59:59Z",
  })
  void datesInTheWrongOrderAreRefused(String first, String last) {
    Literal reversed = items(new Literal.Text(first), new Literal.Text(last));
    assertThat(only(rule("crm.signup", Operator.BETWEEN, reversed)))
        .isEqualTo(new RuleError("value", "the first date is after the second; swap them"));
  }

  @Test
  void numbersAndPeriodsInTheWrongOrderAreRefusedAndEqualOnesAreNot() throws ConditionException {
    Literal more = new Literal.Numeric(2);
    Literal less = new Literal.Numeric(1);
    assertThat(only(rule("crm.arr", Operator.NOT_BETWEEN, items(more, less))).reason())
        .isEqualTo("the first number is greater than the second; swap them");
    assertThat(resolver.resolve(rule("crm.arr", Operator.BETWEEN, items(less, less)))).isNotNull();
    Literal today = new Literal.Period(0, ChronoUnit.DAYS);
    Literal earlier = new Literal.Period(-30, ChronoUnit.DAYS);
    assertThat(only(rule("crm.signup", Operator.BETWEEN, items(today, earlier))).reason())
        .isEqualTo("the first date is after the second; swap them");
    for (Literal last : List.of(earlier, today, new Literal.Text("2026-05-01"))) {
      Condition between = rule("crm.signup", Operator.BETWEEN, items(earlier, last));
      assertThat(resolver.resolve(between)).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "[a", "a{2,1}", "*", "(?=a)", "(a)\\1", "a{1001}", "(?<!a)b", "\\"})
  void whatIsNoRe2ExpressionIsRefusedWithItsReason(String pattern) {
    RuleError error = only(rule("crm.plan", Operator.MATCHES, new Literal.Text(pattern)));
    assertThat(error.path()).isEqualTo("value");
    assertThat(error.reason()).matches("is not an RE2 expression: .+");
  }

  @Test
  void anExpressionThatRepeatsTooMuchIsRefusedBeforeItFillsTheMemory() throws ConditionException {
    Literal most = new Literal.Text("(ab?){500}");
    assertThat(resolver.resolve(rule("crm.plan", Operator.MATCHES, most))).isNotNull();
    Literal more = new Literal.Text("((a{1000}){1000}){1000}");
    assertThat(only(rule("crm.plan", Operator.MATCHES, more)).reason())
        .startsWith("repeats too much");
  }

  @Test
  void anExpressionMayHave500CharactersAndNotOneMore() throws ConditionException {
    Literal longest = new Literal.Text("a".repeat(500));
    assertThat(resolver.resolve(rule("crm.plan", Operator.MATCHES, longest))).isNotNull();
    Literal longer = new Literal.Text("a".repeat(501));
    assertThat(only(rule("crm.plan", Operator.MATCHES, longer)))
        .isEqualTo(new RuleError("value", "is an expression of more than 500 characters"));
  }

  private static Literal none() {
    return Literal.None.NONE;
  }

  private static Literal items(Literal... items) {
    return new Literal.Items(List.of(items));
  }

  private static Condition.Rule rule(String field, Operator operator, Literal value) {
    return new Condition.Rule(field, operator, value, false);
  }

  private RuleError only(Condition condition) {
    assertThat(failure(condition).errors()).hasSize(1);
    return failure(condition).errors().getFirst();
  }

  private ConditionException failure(Condition condition) {
    return catchThrowableOfType(ConditionException.class, () -> resolver.resolve(condition));
  }
}
