package dev.muster.condition;

import java.util.Set;
import java.util.TreeSet;

/// What a condition names.
///
/// @param fields such as `crm.plan`; without `segment`
/// @param segments keys of segments inside it
public record References(Set<String> fields, Set<String> segments) {

  /// What a condition names, itself, not what is inside its segments.
  public static References of(Condition condition) {
    Set<String> fields = new TreeSet<>();
    Set<String> segments = new TreeSet<>();
    collect(condition, fields, segments);
    return new References(fields, segments);
  }

  private static void collect(Condition condition, Set<String> fields, Set<String> segments) {
    switch (condition) {
      case Condition.Group group -> group.rules().forEach(part -> collect(part, fields, segments));
      case Condition.Rule rule -> {
        if (rule.field().equals("segment")) {
          keys(rule.value(), segments);
        } else {
          fields.add(rule.field());
        }
      }
    }
  }

  private static void keys(Literal value, Set<String> segments) {
    switch (value) {
      case Literal.Text(String key) -> segments.add(key);
      case Literal.Items(var items) -> items.forEach(item -> keys(item, segments));
      case Literal.None _, Literal.Numeric _, Literal.Bool _, Literal.Period _ -> {}
    }
  }
}
