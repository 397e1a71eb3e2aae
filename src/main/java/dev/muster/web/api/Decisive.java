package dev.muster.web.api;

import dev.muster.condition.Combinator;
import dev.muster.condition.Condition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which rules of a condition its verdict about a user rests on: those of which one would have to
/// be otherwise for the verdict to be otherwise, as far as groups inside groups allow it to be
/// said.
final class Decisive {

  private final List<@Nullable Boolean> holds;
  private int next;

  private Decisive(List<@Nullable Boolean> holds) {
    this.holds = holds;
  }

  /// @param holds what is known of each rule, in the order of [Conditions#rules]
  /// @return the numbers of the rules in that order, ascending
  static List<Integer> of(Condition condition, List<@Nullable Boolean> holds) {
    return new Decisive(holds).seen(condition).rules;
  }

  private record Seen(@Nullable Boolean verdict, List<Integer> rules) {}

  private Seen seen(Condition condition) {
    return switch (condition) {
      case Condition.Rule _ -> {
        int rule = next++;
        yield new Seen(holds.get(rule), List.of(rule));
      }
      case Condition.Group(Combinator combinator, boolean not, List<Condition> parts) -> {
        List<Seen> seen = parts.stream().map(this::seen).toList();
        Seen whole = whole(seen, combinator == Combinator.AND);
        yield not && whole.verdict != null ? new Seen(!whole.verdict, whole.rules) : whole;
      }
    };
  }

  /// One part that fails decides where all have to hold, one that holds where any is enough; else
  /// those that are not known, and where there are none, all together.
  private static Seen whole(List<Seen> parts, boolean all) {
    if (parts.isEmpty()) {
      return new Seen(true, List.of());
    }
    if (parts.stream().anyMatch(part -> part.verdict != null && part.verdict != all)) {
      return new Seen(!all, rules(parts, !all));
    }
    return parts.stream().anyMatch(part -> part.verdict == null)
        ? new Seen(null, rules(parts, null))
        : new Seen(all, rules(parts, all));
  }

  private static List<Integer> rules(List<Seen> parts, @Nullable Boolean verdict) {
    List<Integer> found = new ArrayList<>();
    for (Seen part : parts) {
      if (verdict == null ? part.verdict == null : verdict.equals(part.verdict)) {
        found.addAll(part.rules);
      }
    }
    return found;
  }
}
