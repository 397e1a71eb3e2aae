package dev.muster.condition;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Says a condition in words, for people who will not read its JSON.
public final class ConditionWords {

  private static final int SHOWN_MAX = 5;

  private final UnaryOperator<String> names;
  private final UnaryOperator<String> segments;

  /// Names fields and segments as conditions do.
  public ConditionWords() {
    this(UnaryOperator.identity(), UnaryOperator.identity());
  }

  /// @param names gives the name that people know a field by
  /// @param segments gives the name that people know a segment by, for its key
  public ConditionWords(UnaryOperator<String> names, UnaryOperator<String> segments) {
    this.names = names;
    this.segments = segments;
  }

  /// The condition as one sentence without a full stop: `crm.plan is "pro" and crm.arr is at least
  /// 1000`.
  public String of(Condition condition) {
    return switch (condition) {
      case Condition.Group(_, boolean not, List<Condition> rules) when rules.isEmpty() ->
          not ? "nobody" : "everybody";
      case Condition.Group group -> group(group, false);
      case Condition.Rule rule -> rule(rule);
    };
  }

  /// Whether a rule also holds for users without a value, which its words then ought to say.
  public static boolean holdsWithoutValue(Condition.Rule rule) {
    return rule.operator() != Operator.NULL && rule.operator().holdsWithoutValue();
  }

  private String group(Condition.Group group, boolean inner) {
    String between = " " + group.combinator().code() + " ";
    String joined =
        group.rules().stream()
            .map(part -> part instanceof Condition.Group in ? group(in, true) : of(part))
            .collect(Collectors.joining(between));
    boolean several = group.rules().size() > 1;
    if (group.not()) {
      return "not (" + joined + ")";
    }
    return inner && several ? "(" + joined + ")" : joined;
  }

  private String rule(Condition.Rule rule) {
    boolean segment = rule.field().equals("segment");
    String value = value(segment ? named(rule.value()) : rule.value(), rule.operator());
    if (segment) {
      return switch (rule.operator()) {
        case NOT_EQUAL, NOT_IN -> "is not in segment " + value;
        default -> "is in segment " + value;
      };
    }
    String words = names.apply(rule.field()) + " " + asked(rule, value);
    return rule.ignoreCase() ? words + " (in any case)" : words;
  }

  private Literal named(Literal keys) {
    return switch (keys) {
      case Literal.Text(String key) -> new Literal.Text(segments.apply(key));
      case Literal.Items(List<Literal> items) ->
          new Literal.Items(items.stream().map(this::named).toList());
      default -> keys;
    };
  }

  private static String asked(Condition.Rule rule, String value) {
    // Only dates are ordered and written as text or as a period.
    boolean date = rule.value() instanceof Literal.Text || rule.value() instanceof Literal.Period;
    return switch (rule.operator()) {
      case EQUAL, IN -> "is " + value;
      case NOT_EQUAL, NOT_IN -> "is not " + value;
      case LESS -> (date ? "is before " : "is less than ") + value;
      case AT_MOST -> (date ? "is on or before " : "is at most ") + value;
      case GREATER -> (date ? "is after " : "is more than ") + value;
      case AT_LEAST -> (date ? "is on or after " : "is at least ") + value;
      case BETWEEN -> "is between " + value;
      case NOT_BETWEEN -> "is not between " + value;
      case CONTAINS -> "contains " + value;
      case DOES_NOT_CONTAIN -> "does not contain " + value;
      case BEGINS_WITH -> "begins with " + value;
      case DOES_NOT_BEGIN_WITH -> "does not begin with " + value;
      case ENDS_WITH -> "ends with " + value;
      case DOES_NOT_END_WITH -> "does not end with " + value;
      case MATCHES -> "matches " + value;
      case CONTAINS_ANY -> "contains " + value;
      case CONTAINS_ALL -> "contains each of " + value;
      case IN_LAST -> "is in the last " + value;
      case NOT_IN_LAST -> "is not in the last " + value;
      case IN_NEXT -> "is in the next " + value;
      case NULL -> "has no value";
      case NOT_NULL -> "has a value";
    };
  }

  private static String value(Literal value, Operator operator) {
    return switch (value) {
      case Literal.None _ -> "nothing";
      case Literal.Text(String text) -> "\"" + text + "\"";
      case Literal.Numeric(double number) -> number(number);
      case Literal.Bool(boolean bool) -> bool ? "yes" : "no";
      case Literal.Period(long amount, var unit) -> {
        boolean span =
            operator == Operator.IN_LAST
                || operator == Operator.NOT_IN_LAST
                || operator == Operator.IN_NEXT;
        String code = ConditionJson.code(unit);
        yield span ? period(amount, code) : fromNow(amount, code);
      }
      case Literal.Items(List<Literal> items) -> items(items, operator);
    };
  }

  private static String items(List<Literal> items, Operator operator) {
    boolean all =
        operator == Operator.CONTAINS_ALL
            || operator == Operator.BETWEEN
            || operator == Operator.NOT_BETWEEN;
    List<String> shown =
        items.stream()
            .limit(SHOWN_MAX)
            .map(item -> value(item, operator))
            .collect(Collectors.toList());
    if (items.size() > SHOWN_MAX) {
      shown.add((all ? "" : "one of ") + (items.size() - SHOWN_MAX) + " more");
    }
    if (shown.size() < 2) {
      return String.join("", shown);
    }
    String last = shown.removeLast();
    return String.join(", ", shown) + (all ? " and " : " or ") + last;
  }

  private static String number(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? String.format(Locale.ROOT, "%,d", (long) number)
        : Double.toString(number);
  }

  private static String period(long amount, String unit) {
    String one = unit.substring(0, unit.length() - 1);
    return amount == 1 ? "1 " + one : amount + " " + unit;
  }

  private static String fromNow(long amount, String unit) {
    if (amount == 0) {
      return "now";
    }
    return amount < 0 ? period(-amount, unit) + " ago" : period(amount, unit) + " from now";
  }
}
