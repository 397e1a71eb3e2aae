package dev.muster.condition;

import java.util.List;

/// A condition as it is written: rules over named fields, in groups. Its one JSON form is the one
/// of react-querybuilder. Nothing in it is checked against definitions; [Resolver] does that.
public sealed interface Condition {

  /// The condition that everybody meets.
  Group EVERYBODY = new Group(Combinator.AND, false, List.of());

  /// Several conditions together.
  ///
  /// @param combinator whether all or any must hold
  /// @param not whether the group holds exactly where it otherwise would not
  /// @param rules may be empty only at the root, where it means everybody
  record Group(Combinator combinator, boolean not, List<Condition> rules) implements Condition {
    /// Copies the list.
    public Group {
      rules = List.copyOf(rules);
    }
  }

  /// One test of one field.
  ///
  /// @param field such as `crm.plan`, `user.lastSeen` or `segment`
  /// @param operator what is asked of it
  /// @param value what it is compared with; [Literal.None] for `null` and `notNull`
  /// @param ignoreCase whether strings are compared without case
  record Rule(String field, Operator operator, Literal value, boolean ignoreCase)
      implements Condition {}
}
