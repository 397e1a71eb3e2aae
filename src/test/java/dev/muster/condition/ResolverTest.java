package dev.muster.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.attribute.AttributeType;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ResolverTest {

  /// The table of the contract, word by word.
  private static List<String> table(AttributeType type) {
    String operators =
        switch (type) {
          case STRING ->
              "= != in notIn contains doesNotContain beginsWith doesNotBeginWith endsWith"
                  + " doesNotEndWith matches null notNull";
          case NUMBER -> "= != < <= > >= between notBetween in notIn null notNull";
          case BOOLEAN -> "= != null notNull";
          case DATE -> "= != < <= > >= between notBetween inLast notInLast inNext null notNull";
          case STRINGS -> "contains doesNotContain containsAny containsAll null notNull";
        };
    return List.of(operators.split(" "));
  }

  private final ShopFields fields = new ShopFields();
  private final Resolver resolver = new Resolver(fields, ZoneId.of("Europe/Berlin"));

  static Stream<Arguments> pairs() {
    return Arrays.stream(AttributeType.values())
        .flatMap(type -> Arrays.stream(Operator.values()).map(one -> Arguments.of(type, one)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("pairs")
  void aTypeHasTheOperatorsOfTheTableAndNoOthers(AttributeType type, Operator operator)
      throws ConditionException {
    String field = ShopFields.of(type);
    Condition.Rule rule = rule(field, operator, value(type, operator));
    if (table(type).contains(operator.code())) {
      assertThat(resolver.resolve(rule)).isNotNull();
      return;
    }
    RuleError error = only(new Condition.Group(Combinator.OR, false, List.of(rule)));
    assertThat(error.path()).isEqualTo("rules[0].operator");
    assertThat(error.reason())
        .startsWith(field + " is of type " + type.code() + ", which has no " + operator.code());
    List<String> offered = Arrays.asList(error.reason().replaceFirst(".*; use ", "").split(" "));
    assertThat(offered).containsExactlyInAnyOrderElementsOf(table(type));
  }

  @ParameterizedTest
  @EnumSource
  void everyNegativeOperatorIsTheComplementOfItsPositive(Operator operator)
      throws ConditionException {
    Map<Operator, Operator> positives =
        Map.of(
            Operator.NOT_EQUAL, Operator.EQUAL,
            Operator.NOT_BETWEEN, Operator.BETWEEN,
            Operator.NOT_IN, Operator.IN,
            Operator.DOES_NOT_CONTAIN, Operator.CONTAINS,
            Operator.DOES_NOT_BEGIN_WITH, Operator.BEGINS_WITH,
            Operator.DOES_NOT_END_WITH, Operator.ENDS_WITH,
            Operator.NOT_IN_LAST, Operator.IN_LAST,
            Operator.NULL, Operator.NOT_NULL);
    for (AttributeType type : AttributeType.values()) {
      if (operator.fits(type)) {
        ResolvedCondition resolved =
            resolver.resolve(rule(ShopFields.of(type), operator, value(type, operator)));
        Operator positive = positives.get(operator);
        if (positive == null) {
          assertThat(resolved).isNotInstanceOf(ResolvedCondition.Not.class);
        } else {
          assertThat(resolved)
              .isEqualTo(
                  new ResolvedCondition.Not(
                      resolver.resolve(
                          rule(ShopFields.of(type), positive, value(type, positive)))));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          crm.plna     | there is no field "crm.plna"; did you mean crm.plan?
          CRM.ARR      | there is no field "CRM.ARR"; did you mean crm.arr?
          user.lastSen | there is no field "user.lastSen"; did you mean user.lastSeen?
          page.uri     | there is no field "page.uri"; did you mean page.url?
          Segment      | there is no field "Segment"; fields are <integration>.<attribute>
          plan         | there is no field "plan"; fields are <integration>.<attribute>
          .plan        | there is no field ".plan"
          crm.         | there is no field "crm."
          billing.plan.of.the.shop | there is no field "billing.plan.of.the.shop"; fields are
          """)
  void anUnknownFieldIsRefusedWithTheNearestOne(String field, String reason) {
    RuleError error = only(rule(field, Operator.NOT_NULL, Literal.None.NONE));
    assertThat(error.path()).isEqualTo("field");
    assertThat(error.reason()).startsWith(reason);
  }

  @Test
  void fieldsOfUsersAndPagesAreKnownWithoutAnIntegration() throws ConditionException {
    for (UserField field : UserField.values()) {
      ResolvedCondition read = resolver.resolve(rule(field.field(), Operator.NOT_NULL, none()));
      assertThat(read).isEqualTo(new ResolvedCondition.HasValue(new Operand.OfUser(field)));
      assertThat(read.needsPage()).isFalse();
    }
    for (PageField field : PageField.values()) {
      ResolvedCondition read = resolver.resolve(rule(field.field(), Operator.NULL, none()));
      assertThat(read.needsPage()).isTrue();
    }
  }

  @Test
  void aFieldSplitsAtItsFirstDot() throws ConditionException {
    assertThat(resolver.resolve(rule("segment-io.plan.name", Operator.NOT_NULL, none())))
        .isEqualTo(
            new ResolvedCondition.HasValue(
                new Operand.OfAttribute(
                    fields.attribute("segment-io", "plan.name").orElseThrow())));
  }

  @ParameterizedTest
  @EnumSource(names = {"NUMBER", "BOOLEAN", "DATE"})
  void onlyStringsCanBeComparedWithoutCase(AttributeType type) {
    Literal value = value(type, Operator.EQUAL);
    Condition rule = new Condition.Rule(ShopFields.of(type), Operator.EQUAL, value, true);
    assertThat(only(rule))
        .isEqualTo(new RuleError("ignoreCase", "only strings can be compared without case"));
  }

  @Test
  void everyErrorIsSaidAtOnce() {
    Condition unknown = rule("crm.nothing", Operator.NULL, none());
    Condition unfit = rule("crm.arr", Operator.MATCHES, new Literal.Text("x"));
    Condition inner = new Condition.Group(Combinator.OR, true, List.of(unfit, unknown));
    ConditionException thrown =
        failure(new Condition.Group(Combinator.AND, false, List.of(unknown, inner)));
    assertThat(thrown.errors())
        .extracting(RuleError::path)
        .containsExactly("rules[0].field", "rules[1].rules[0].operator", "rules[1].rules[1].field");
  }

  /// A value that fits, if the type has the operator at all.
  private static Literal value(AttributeType type, Operator operator) {
    Literal one =
        switch (type) {
          case STRING, STRINGS -> new Literal.Text("x");
          case NUMBER -> new Literal.Numeric(7);
          case BOOLEAN -> new Literal.Bool(true);
          case DATE -> new Literal.Text("2026-05-01");
        };
    return switch (operator) {
      case NULL, NOT_NULL -> none();
      case BETWEEN, NOT_BETWEEN, IN, NOT_IN, CONTAINS_ANY, CONTAINS_ALL -> items(one, one);
      case IN_LAST, NOT_IN_LAST, IN_NEXT -> new Literal.Period(30, ChronoUnit.DAYS);
      case EQUAL,
          NOT_EQUAL,
          LESS,
          AT_MOST,
          GREATER,
          AT_LEAST,
          CONTAINS,
          DOES_NOT_CONTAIN,
          BEGINS_WITH,
          DOES_NOT_BEGIN_WITH,
          ENDS_WITH,
          DOES_NOT_END_WITH,
          MATCHES ->
          one;
    };
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
