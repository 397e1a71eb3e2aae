package dev.muster.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResolverSegmentsTest {

  private static final Condition PRO =
      new Condition.Rule("crm.plan", Operator.EQUAL, new Literal.Text("pro"), false);
  private static final Condition TRIAL =
      new Condition.Rule("crm.trial", Operator.EQUAL, new Literal.Bool(true), false);

  private final ShopFields fields = new ShopFields().with("pro", PRO).with("trial", TRIAL);
  private final Resolver resolver = new Resolver(fields, ZoneOffset.UTC);

  @Test
  void aSegmentInsideAConditionIsReplacedByItsOwnCondition() throws ConditionException {
    ResolvedCondition pro = resolver.resolve(PRO);
    ResolvedCondition trial = resolver.resolve(TRIAL);
    ResolvedCondition either = new ResolvedCondition.Any(List.of(pro, trial));
    assertThat(resolver.resolve(in(Operator.EQUAL, "pro")))
        .isEqualTo(new ResolvedCondition.Any(List.of(pro)));
    assertThat(resolver.resolve(in(Operator.NOT_EQUAL, "pro")))
        .isEqualTo(new ResolvedCondition.Not(new ResolvedCondition.Any(List.of(pro))));
    assertThat(resolver.resolve(list(Operator.IN, "pro", "trial"))).isEqualTo(either);
    assertThat(resolver.resolve(list(Operator.NOT_IN, "pro", "trial")))
        .isEqualTo(new ResolvedCondition.Not(either));
  }

  @ParameterizedTest
  @EnumSource(
      names = {"EQUAL", "NOT_EQUAL", "IN", "NOT_IN"},
      mode = EnumSource.Mode.EXCLUDE)
  void aSegmentHasNoOtherOperator(Operator operator) {
    assertThat(only(group(in(operator, "pro"))))
        .isEqualTo(
            new RuleError(
                "rules[0].operator",
                "a segment has no " + operator.code() + "; use = != in notIn"));
  }

  @Test
  void aValueThatIsNoSegmentIsRefused() {
    assertThat(only(group(TRIAL, in(Operator.EQUAL, "gone"))))
        .isEqualTo(new RuleError("rules[1].value", "there is no segment \"gone\""));
    assertThat(only(list(Operator.EQUAL, "pro")))
        .isEqualTo(new RuleError("value", "must be a string"));
    assertThat(only(in(Operator.NOT_IN, "pro")))
        .isEqualTo(new RuleError("value", "must be a list of one or more strings"));
  }

  @Test
  void theSameSegmentTwiceIsNoRing() throws ConditionException {
    fields.with("both", group(in(Operator.EQUAL, "pro"), in(Operator.EQUAL, "trial")));
    Condition twice = group(in(Operator.EQUAL, "both"), in(Operator.EQUAL, "pro"));
    assertThat(resolver.resolve(twice, "outer")).isNotNull();
  }

  @Test
  void aSegmentThatContainsItselfIsRefusedWithTheRing() {
    fields.with("a", in(Operator.EQUAL, "b"));
    fields.with("b", group(PRO, in(Operator.NOT_EQUAL, "c")));
    fields.with("c", list(Operator.IN, "pro", "b"));
    assertThat(only(in(Operator.EQUAL, "a")))
        .isEqualTo(new RuleError("value", "segments contain each other: b → c → b"));
    Condition self = group(in(Operator.EQUAL, "self"));
    ConditionException thrown =
        catchThrowableOfType(ConditionException.class, () -> resolver.resolve(self, "self"));
    assertThat(thrown.errors())
        .containsExactly(
            new RuleError("rules[0].value", "segments contain each other: self → self"));
  }

  @Test
  void whatIsWrongInsideASegmentNamesTheSegmentAndTheRule() {
    Condition unfit =
        new Condition.Rule("segment-io.plan.name", Operator.LESS, new Literal.Numeric(1), false);
    fields.with("inner", group(PRO, unfit)).with("outer", in(Operator.EQUAL, "inner"));
    RuleError error = only(group(in(Operator.EQUAL, "outer")));
    assertThat(error.path()).isEqualTo("rules[0].value");
    assertThat(error.reason())
        .startsWith(
            "segment \"inner\" cannot be used: rules[1].operator: segment-io.plan.name is of type");
  }

  @Test
  void aSegmentMayHaveEightSegmentsInsideEachOtherAndNotNine() throws ConditionException {
    fields.with("inside0", PRO);
    for (int depth = 1; depth <= 9; depth++) {
      fields.with("inside" + depth, in(Operator.EQUAL, "inside" + (depth - 1)));
    }
    assertThat(resolver.resolve(in(Operator.EQUAL, "inside7"), "inside8")).isNotNull();
    assertThat(resolver.resolve(in(Operator.EQUAL, "inside8"))).isNotNull();
    assertThat(only(in(Operator.EQUAL, "inside9")).reason())
        .isEqualTo("segments are nested more than 8 deep");
  }

  @Test
  void segmentsThatMultiplyEachOtherAreRefusedAfterTwoThousandRules() {
    fields.with("level0", group(Collections.nCopies(200, PRO).toArray(new Condition[0])));
    for (int level = 1; level <= 7; level++) {
      Condition below = in(Operator.EQUAL, "level" + (level - 1));
      fields.with(
          "level" + level, group(Collections.nCopies(200, below).toArray(new Condition[0])));
    }
    RuleError error = only(in(Operator.EQUAL, "level7"));
    assertThat(error.path()).isEqualTo("value");
    assertThat(error.reason()).contains("has too many rules");
  }

  @Test
  void aResolverForgetsWhatWasWrongBefore() throws ConditionException {
    assertThat(only(in(Operator.EQUAL, "gone"))).isNotNull();
    assertThat(resolver.resolve(PRO)).isInstanceOf(ResolvedCondition.TextIs.class);
  }

  private static Condition group(Condition... parts) {
    return new Condition.Group(Combinator.AND, false, List.of(parts));
  }

  private static Condition in(Operator operator, String key) {
    return new Condition.Rule("segment", operator, new Literal.Text(key), false);
  }

  private static Condition list(Operator operator, String... keys) {
    List<Literal> items = List.of(keys).stream().<Literal>map(Literal.Text::new).toList();
    return new Condition.Rule("segment", operator, new Literal.Items(items), false);
  }

  private RuleError only(Condition condition) {
    ConditionException thrown =
        catchThrowableOfType(ConditionException.class, () -> resolver.resolve(condition));
    assertThat(thrown.errors()).hasSize(1);
    return thrown.errors().getFirst();
  }
}
