package dev.muster.condition;

import java.util.List;

/// A condition in which every field is known, every value has its type, and every segment inside it
/// is replaced by its own condition. Both ways to run a condition, for one user and for all, start
/// here.
///
/// Logic is two-valued: each test is false where its operand has no value, and a negative operator
/// is [Not] around its positive one, so it holds there.
public sealed interface ResolvedCondition {

  /// Holds if every part does; without parts it holds.
  record All(List<ResolvedCondition> parts) implements ResolvedCondition {
    /// Copies the list.
    public All {
      parts = List.copyOf(parts);
    }
  }

  /// Holds if at least one part does; without parts it does not hold.
  record Any(List<ResolvedCondition> parts) implements ResolvedCondition {
    /// Copies the list.
    public Any {
      parts = List.copyOf(parts);
    }
  }

  /// Holds if its part does not.
  record Not(ResolvedCondition part) implements ResolvedCondition {}

  /// The operand has a value.
  record HasValue(Operand operand) implements ResolvedCondition {}

  /// The operand is a string that passes.
  record TextIs(Operand operand, TextTest test) implements ResolvedCondition {}

  /// The operand is a number that passes.
  record NumberIs(Operand operand, NumberTest test) implements ResolvedCondition {}

  /// The operand is this boolean.
  record BooleanIs(Operand operand, boolean value) implements ResolvedCondition {}

  /// The operand is a date in the range.
  record DateIs(Operand operand, DateRange range) implements ResolvedCondition {}

  /// The operand is a list that passes.
  record ListIs(Operand operand, ListTest test) implements ResolvedCondition {}

  /// Whether it can be run only while a page loads, because a part looks at a [PageField].
  default boolean needsPage() {
    return switch (this) {
      case All(var parts) -> parts.stream().anyMatch(ResolvedCondition::needsPage);
      case Any(var parts) -> parts.stream().anyMatch(ResolvedCondition::needsPage);
      case Not(var part) -> part.needsPage();
      case HasValue(var operand) -> operand instanceof Operand.OfPage;
      case TextIs(var operand, _) -> operand instanceof Operand.OfPage;
      case NumberIs(var operand, _) -> operand instanceof Operand.OfPage;
      case BooleanIs(var operand, _) -> operand instanceof Operand.OfPage;
      case DateIs(var operand, _) -> operand instanceof Operand.OfPage;
      case ListIs(var operand, _) -> operand instanceof Operand.OfPage;
    };
  }

  /// Whether it may hold at one moment and not at another of a user who has not changed, because a
  /// part counts from now.
  default boolean changesWithTime() {
    return switch (this) {
      case All(var parts) -> parts.stream().anyMatch(ResolvedCondition::changesWithTime);
      case Any(var parts) -> parts.stream().anyMatch(ResolvedCondition::changesWithTime);
      case Not(var part) -> part.changesWithTime();
      case HasValue(var operand) -> countsDays(operand);
      case NumberIs(var operand, _) -> countsDays(operand);
      case DateIs(_, var range) ->
          range.first() instanceof Moment.Shifted || range.last() instanceof Moment.Shifted;
      case TextIs _, BooleanIs _, ListIs _ -> false;
    };
  }

  private static boolean countsDays(Operand operand) {
    return operand instanceof Operand.OfUser(UserField field) && field == UserField.ACTIVE_DAYS;
  }
}
