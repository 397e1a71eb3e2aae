package dev.muster.condition;

import dev.muster.attribute.AttributeValue;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The oracle: reads a condition as it is written, straight from the operator table, without
/// resolving, compiling or any code of the product's evaluation. Slow and simple on purpose.
public final class NaiveEvaluator {

  private final Map<String, Condition> segments;
  private final Instant now;
  private final ZoneId zone;

  public NaiveEvaluator(Map<String, Condition> segments, Instant now, ZoneId zone) {
    this.segments = segments;
    this.now = now;
    this.zone = zone;
  }

  public boolean holds(Condition condition, Map<String, AttributeValue> user) {
    return switch (condition) {
      case Condition.Group group -> {
        boolean holds;
        if (group.rules().isEmpty()) {
          holds = true;
        } else if (group.combinator() == Combinator.AND) {
          holds = group.rules().stream().allMatch(rule -> holds(rule, user));
        } else {
          holds = group.rules().stream().anyMatch(rule -> holds(rule, user));
        }
        yield holds != group.not();
      }
      case Condition.Rule rule -> rule(rule, user);
    };
  }

  private boolean rule(Condition.Rule rule, Map<String, AttributeValue> user) {
    String operator = rule.operator().code();
    if (rule.field().equals("segment")) {
      boolean in =
          texts(rule.value()).stream()
              .anyMatch(key -> {
                Condition segment = segments.get(key);
                return segment != null && holds(segment, user);
              });
      return (operator.equals("=") || operator.equals("in")) == in;
    }
    AttributeValue value = user.get(rule.field());
    return switch (operator) {
      case "null" -> value == null;
      case "notNull" -> value != null;
      case "!=" -> !test("=", rule, value);
      case "notIn" -> !test("in", rule, value);
      case "notBetween" -> !test("between", rule, value);
      case "notInLast" -> !test("inLast", rule, value);
      case "doesNotContain" -> !test("contains", rule, value);
      case "doesNotBeginWith" -> !test("beginsWith", rule, value);
      case "doesNotEndWith" -> !test("endsWith", rule, value);
      default -> test(operator, rule, value);
    };
  }

  private boolean test(String operator, Condition.Rule rule, @Nullable AttributeValue value) {
    return switch (value) {
      case null -> false;
      case AttributeValue.Text(String text) -> text(operator, rule, text);
      case AttributeValue.Numeric(double number) -> number(operator, rule.value(), number);
      case AttributeValue.Bool(boolean bool) -> ((Literal.Bool) rule.value()).value() == bool;
      case AttributeValue.Date(long millis) ->
          date(operator, rule.value(), Instant.ofEpochMilli(millis));
      case AttributeValue.Texts(List<String> list) -> list(operator, rule, list);
    };
  }

  private boolean text(String operator, Condition.Rule rule, String text) {
    boolean any = rule.ignoreCase();
    return switch (operator) {
      case "=" -> same(text, texts(rule.value()).getFirst(), any);
      case "in" -> texts(rule.value()).stream().anyMatch(other -> same(text, other, any));
      case "contains" -> {
        String other = texts(rule.value()).getFirst();
        boolean found = false;
        for (int i = 0; i + other.length() <= text.length(); i++) {
          found |= same(text.substring(i, i + other.length()), other, any);
        }
        yield found;
      }
      case "beginsWith" ->
          text.regionMatches(any, 0, texts(rule.value()).getFirst(), 0, length(rule));
      case "endsWith" ->
          text.regionMatches(
              any, text.length() - length(rule), texts(rule.value()).getFirst(), 0, length(rule));
      case "matches" ->
          Pattern.compile(texts(rule.value()).getFirst(), any ? Pattern.CASE_INSENSITIVE : 0)
              .matcher(text)
              .find();
      default -> throw new IllegalArgumentException(operator);
    };
  }

  private static int length(Condition.Rule rule) {
    return texts(rule.value()).getFirst().length();
  }

  private static boolean same(String one, String other, boolean ignoreCase) {
    return ignoreCase ? one.equalsIgnoreCase(other) : one.equals(other);
  }

  private static boolean number(String operator, Literal value, double number) {
    return switch (operator) {
      case "=" -> number == numbers(value).getFirst();
      case "<" -> number < numbers(value).getFirst();
      case "<=" -> number <= numbers(value).getFirst();
      case ">" -> number > numbers(value).getFirst();
      case ">=" -> number >= numbers(value).getFirst();
      case "in" -> numbers(value).stream().anyMatch(other -> other == number);
      case "between" -> number >= numbers(value).get(0) && number <= numbers(value).get(1);
      default -> throw new IllegalArgumentException(operator);
    };
  }

  private boolean date(String operator, Literal value, Instant date) {
    return switch (operator) {
      case "=" -> {
        String text = texts(value).getFirst();
        LocalDate wanted =
            text.length() == 10
                ? LocalDate.parse(text)
                : OffsetDateTime.parse(text).atZoneSameInstant(zone).toLocalDate();
        yield date.atZone(zone).toLocalDate().equals(wanted);
      }
      case "<" -> date.isBefore(first(value));
      case "<=" -> isUpTo(date, value);
      case ">" -> !isUpTo(date, value);
      case ">=" -> !date.isBefore(first(value));
      case "between" -> {
        List<Literal> ends = ((Literal.Items) value).items();
        yield !date.isBefore(first(ends.get(0))) && isUpTo(date, ends.get(1));
      }
      case "inLast" -> !date.isBefore(shifted((Literal.Period) value, -1)) && !date.isAfter(now);
      case "inNext" -> !date.isBefore(now) && !date.isAfter(shifted((Literal.Period) value, 1));
      default -> throw new IllegalArgumentException(operator);
    };
  }

  private boolean isUpTo(Instant date, Literal value) {
    if (value instanceof Literal.Text(String text) && text.length() == 10) {
      return date.isBefore(LocalDate.parse(text).plusDays(1).atStartOfDay(zone).toInstant());
    }
    return !date.isAfter(first(value));
  }

  private Instant first(Literal value) {
    return switch (value) {
      case Literal.Text(String text) ->
          text.length() == 10
              ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
              : OffsetDateTime.parse(text).toInstant();
      case Literal.Period period -> shifted(period, 1);
      default -> throw new IllegalArgumentException("not a date: " + value);
    };
  }

  private Instant shifted(Literal.Period period, int sign) {
    ZonedDateTime there = now.atZone(zone);
    long amount = sign * period.amount();
    return switch (period.unit()) {
      case MINUTES -> now.plusSeconds(60 * amount);
      case HOURS -> now.plusSeconds(3600 * amount);
      case DAYS -> there.plusDays(amount).toInstant();
      case WEEKS -> there.plusWeeks(amount).toInstant();
      case MONTHS -> there.plusMonths(amount).toInstant();
      default -> throw new IllegalArgumentException("unit " + period.unit());
    };
  }

  private static boolean list(String operator, Condition.Rule rule, List<String> list) {
    boolean any = rule.ignoreCase();
    return switch (operator) {
      case "contains", "containsAny" ->
          texts(rule.value()).stream()
              .anyMatch(wanted -> list.stream().anyMatch(has -> same(has, wanted, any)));
      case "containsAll" ->
          texts(rule.value()).stream()
              .allMatch(wanted -> list.stream().anyMatch(has -> same(has, wanted, any)));
      default -> throw new IllegalArgumentException(operator);
    };
  }

  private static List<String> texts(Literal value) {
    return switch (value) {
      case Literal.Text(String text) -> List.of(text);
      case Literal.Items(List<Literal> items) ->
          items.stream().map(item -> ((Literal.Text) item).value()).toList();
      default -> throw new IllegalArgumentException("not a text: " + value);
    };
  }

  private static List<Double> numbers(Literal value) {
    return switch (value) {
      case Literal.Numeric(double number) -> List.of(number);
      case Literal.Items(List<Literal> items) ->
          items.stream().map(item -> ((Literal.Numeric) item).value()).toList();
      default -> throw new IllegalArgumentException("not a number: " + value);
    };
  }
}
