package dev.muster.condition;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Says a condition in words, for people who will not read its JSON.
public final class ConditionWords {

  private static final int SHOWN_MAX = 5;

  private final UnaryOperator<String> names;

  /// Names fields as conditions do.
  public ConditionWords() {
    this(UnaryOperator.identity());
  }

  /// @param names gives the name that people know a field by
  public ConditionWords(UnaryOperator<String> names) {
    this.names = names;
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
    String value = value(rule.value());
    if (rule.field().equals("segment")) {
      return switch (rule.operator()) {
        case NOT_EQUAL, NOT_IN -> "is not in segment " + value;
        default -> "is in segment " + value;
      };
    }
    String words = names.apply(rule.field()) + " " + asked(rule.operator(), value);
    return rule.ignoreCase() ? words + " (in any case)" : words;
  }

  private static String asked(Operator operator, String value) {
    return switch (operator) {
      case EQUAL, IN -> "is " + value;
      case NOT_EQUAL, NOT_IN -> "is not " + value;
      case LESS -> "is less than " + value;
      case AT_MOST -> "is at most " + value;
      case GREATER -> "is more than " + value;
      case AT_LEAST -> "is at least " + value;
      case BETWEEN -> "is between " + value.replaceFirst(" or ", " and ");
      case NOT_BETWEEN -> "is not between " + value.replaceFirst(" or ", " and ");
      case CONTAINS -> "contains " + value;
      case DOES_NOT_CONTAIN -> "does not contain " + value;
      case BEGINS_WITH -> "begins with " + value;
      case DOES_NOT_BEGIN_WITH -> "does not begin with " + value;
      case ENDS_WITH -> "ends with " + value;
      case DOES_NOT_END_WITH -> "does not end with " + value;
      case MATCHES -> "matches " + value;
      case CONTAINS_ANY -> "contains " + value;
      case CONTAINS_ALL -> "contains each of " + value.replace(" or ", " and ");
      case IN_LAST -> "is in the last " + value;
      case NOT_IN_LAST -> "is not in the last " + value;
      case IN_NEXT -> "is in the next " + value;
      case NULL -> "has no value";
      case NOT_NULL -> "has a value";
    };
  }

  private static String value(Literal value) {
    return switch (value) {
      case Literal.None _ -> "nothing";
      case Literal.Text(String text) -> "\"" + text + "\"";
      case Literal.Numeric(double number) -> number(number);
      case Literal.Bool(boolean bool) -> Boolean.toString(bool);
      case Literal.Period(long amount, var unit) -> period(amount, ConditionJson.code(unit));
      case Literal.Items(List<Literal> items) -> items(items);
    };
  }

  private static String items(List<Literal> items) {
    List<String> shown =
        items.stream().limit(SHOWN_MAX).map(ConditionWords::value).collect(Collectors.toList());
    if (items.size() > SHOWN_MAX) {
      shown.add("one of " + (items.size() - SHOWN_MAX) + " more");
    }
    if (shown.size() < 2) {
      return String.join("", shown);
    }
    String last = shown.removeLast();
    return String.join(", ", shown) + " or " + last;
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
}
