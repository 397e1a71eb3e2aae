package dev.muster.condition;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.muster.attribute.Attribute;
import dev.muster.attribute.AttributeType;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Checks a condition against what there is and turns it into the form that is run. For one
/// condition at a time; not safe for use by several threads.
public final class Resolver {

  private static final int PATTERN_CHARACTERS_MAX = 500;
  private static final int PATTERN_SIZE_MAX = 2_000;
  private static final ResolvedCondition NEVER = new ResolvedCondition.Any(List.of());

  private final Fields fields;
  private final DateRanges dates;
  private final ConditionLimits limits;
  private final List<RuleError> errors = new ArrayList<>();
  private final Deque<String> inside = new ArrayDeque<>();
  private int rules;

  /// @param fields what conditions may name
  /// @param zone where days begin
  public Resolver(Fields fields, ZoneId zone) {
    this(fields, zone, ConditionLimits.DEFAULT);
  }

  /// @param fields what conditions may name
  /// @param zone where days begin
  /// @param limits how large a condition may be
  public Resolver(Fields fields, ZoneId zone, ConditionLimits limits) {
    this.fields = fields;
    this.dates = new DateRanges(zone);
    this.limits = limits;
  }

  /// Resolves a condition.
  ///
  /// @throws ConditionException with everything that is wrong with it: unknown fields, operators or
  ///   values that do not fit the type, segments that contain themselves
  public ResolvedCondition resolve(Condition condition) throws ConditionException {
    return resolve(condition, "");
  }

  /// Resolves the condition of a segment, which must not contain itself.
  ///
  /// @param segment the segment's key
  /// @throws ConditionException as [#resolve(Condition)]
  public ResolvedCondition resolve(Condition condition, String segment) throws ConditionException {
    errors.clear();
    inside.clear();
    rules = 0;
    if (!segment.isEmpty()) {
      inside.addLast(segment);
    }
    ResolvedCondition resolved = part(condition, "");
    if (!errors.isEmpty()) {
      throw new ConditionException(errors);
    }
    return resolved;
  }

  /// What a field stands for.
  ///
  /// @param field `crm.plan`, `user.sessions`
  /// @throws ConditionException if there is no such field; the reason names the nearest one
  public Operand field(String field) throws ConditionException {
    Optional<Operand> operand = operand(field);
    if (operand.isEmpty()) {
      throw new ConditionException(
          List.of(new RuleError("", FieldNames.unknown(field, fields.attributes()))));
    }
    return operand.get();
  }

  private ResolvedCondition part(Condition condition, String path) {
    return switch (condition) {
      case Condition.Group(Combinator combinator, boolean not, List<Condition> parts) -> {
        List<ResolvedCondition> resolved = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
          resolved.add(part(parts.get(i), at(path, "rules[" + i + "]")));
        }
        // A root without rules means everybody, whichever its combinator is.
        boolean any = combinator == Combinator.OR && !parts.isEmpty();
        ResolvedCondition group =
            any ? new ResolvedCondition.Any(resolved) : new ResolvedCondition.All(resolved);
        yield not ? new ResolvedCondition.Not(group) : group;
      }
      case Condition.Rule rule -> rule(rule, path);
    };
  }

  private ResolvedCondition rule(Condition.Rule rule, String path) {
    if (++rules > 10 * limits.rulesMax()) {
      return rules == 10 * limits.rulesMax() + 1
          ? wrong(path, "with the segments inside it the condition has too many rules")
          : NEVER;
    }
    if (rule.field().equals("segment")) {
      return segments(rule, path);
    }
    Optional<Operand> operand = operand(rule.field());
    if (operand.isEmpty()) {
      return wrong(at(path, "field"), FieldNames.unknown(rule.field(), fields.attributes()));
    }
    AttributeType type = operand.get().type();
    if (!rule.operator().fits(type)) {
      return wrong(
          at(path, "operator"),
          rule.field()
              + " is of type "
              + type.code()
              + ", which has no "
              + rule.operator().code()
              + "; use "
              + Operator.of(type).stream().map(Operator::code).collect(Collectors.joining(" ")));
    }
    ResolvedCondition positive = positive(rule, operand.get(), path);
    return rule.operator().holdsWithoutValue() ? new ResolvedCondition.Not(positive) : positive;
  }

  /// What the rule asks, or where its operator is negative, the positive of it.
  private ResolvedCondition positive(Condition.Rule rule, Operand operand, String rulePath) {
    if (rule.operator() == Operator.NULL || rule.operator() == Operator.NOT_NULL) {
      return new ResolvedCondition.HasValue(operand);
    }
    if (rule.ignoreCase()
        && operand.type() != AttributeType.STRING
        && operand.type() != AttributeType.STRINGS) {
      return wrong(at(rulePath, "ignoreCase"), "only strings can be compared without case");
    }
    String path = at(rulePath, "value");
    return switch (operand.type()) {
      case STRING -> text(rule, operand, path);
      case NUMBER -> number(rule, operand, path);
      case BOOLEAN ->
          rule.value() instanceof Literal.Bool(boolean value)
              ? new ResolvedCondition.BooleanIs(operand, value)
              : wrong(path, "must be true or false");
      case DATE -> date(rule, operand, path);
      case STRINGS -> list(rule, operand, path);
    };
  }

  private ResolvedCondition text(Condition.Rule rule, Operand operand, String path) {
    boolean fold = rule.ignoreCase();
    if (rule.operator() == Operator.IN || rule.operator() == Operator.NOT_IN) {
      return texts(rule.value(), fold, path)
          .<ResolvedCondition>map(
              texts -> new ResolvedCondition.TextIs(operand, new TextTest.OneOf(texts, fold)))
          .orElse(NEVER);
    }
    if (!(rule.value() instanceof Literal.Text(String written))) {
      return wrong(path, "must be a string");
    }
    String value = fold ? TextTest.fold(written) : written;
    Optional<TextTest> test =
        switch (rule.operator()) {
          case EQUAL, NOT_EQUAL -> Optional.of(new TextTest.OneOf(Set.of(value), fold));
          case CONTAINS, DOES_NOT_CONTAIN -> Optional.of(new TextTest.Contains(value, fold));
          case BEGINS_WITH, DOES_NOT_BEGIN_WITH ->
              Optional.of(new TextTest.BeginsWith(value, fold));
          case ENDS_WITH, DOES_NOT_END_WITH -> Optional.of(new TextTest.EndsWith(value, fold));
          case MATCHES -> pattern(written, fold, path);
          default -> throw new IllegalStateException(rule.operator() + " on a string");
        };
    return test.<ResolvedCondition>map(found -> new ResolvedCondition.TextIs(operand, found))
        .orElse(NEVER);
  }

  private Optional<TextTest> pattern(String written, boolean fold, String path) {
    if (written.length() > PATTERN_CHARACTERS_MAX) {
      wrong(path, "is an expression of more than " + PATTERN_CHARACTERS_MAX + " characters");
      return Optional.empty();
    }
    if (PatternSize.of(written) > PATTERN_SIZE_MAX) {
      wrong(
          path,
          "repeats too much: written out, the expression has more than "
              + PATTERN_SIZE_MAX
              + " parts");
      return Optional.empty();
    }
    try {
      int flags = fold ? Pattern.CASE_INSENSITIVE : 0;
      return Optional.of(new TextTest.Matches(Pattern.compile(written, flags)));
    } catch (PatternSyntaxException wrong) {
      wrong(path, "is not an RE2 expression: " + wrong.getDescription());
      return Optional.empty();
    }
  }

  private ResolvedCondition number(Condition.Rule rule, Operand operand, String path) {
    return switch (rule.operator()) {
      case IN, NOT_IN -> {
        if (!(rule.value() instanceof Literal.Items(List<Literal> items)) || items.isEmpty()) {
          yield wrong(path, "must be a list of one or more numbers");
        }
        Set<Double> numbers = new LinkedHashSet<>();
        for (int i = 0; i < items.size(); i++) {
          if (items.get(i) instanceof Literal.Numeric(double number)) {
            numbers.add(number);
          } else {
            wrong(path + "[" + i + "]", "must be a number");
          }
        }
        yield new ResolvedCondition.NumberIs(operand, new NumberTest.OneOf(numbers));
      }
      case BETWEEN, NOT_BETWEEN -> {
        if (!(rule.value() instanceof Literal.Items(List<Literal> items))
            || items.size() != 2
            || !(items.get(0) instanceof Literal.Numeric(double least))
            || !(items.get(1) instanceof Literal.Numeric(double greatest))) {
          yield wrong(path, "must be a list of two numbers, the least and the greatest");
        }
        if (least > greatest) {
          yield wrong(path, "the first number is greater than the second; swap them");
        }
        yield range(operand, least, true, greatest, true);
      }
      default -> {
        if (!(rule.value() instanceof Literal.Numeric(double value))) {
          yield wrong(path, "must be a number");
        }
        yield switch (rule.operator()) {
          case EQUAL, NOT_EQUAL ->
              new ResolvedCondition.NumberIs(operand, new NumberTest.OneOf(Set.of(value)));
          case LESS -> range(operand, Double.NEGATIVE_INFINITY, true, value, false);
          case AT_MOST -> range(operand, Double.NEGATIVE_INFINITY, true, value, true);
          case GREATER -> range(operand, value, false, Double.POSITIVE_INFINITY, true);
          case AT_LEAST -> range(operand, value, true, Double.POSITIVE_INFINITY, true);
          default -> throw new IllegalStateException(rule.operator() + " on a number");
        };
      }
    };
  }

  private static ResolvedCondition range(
      Operand operand, double least, boolean leastIn, double greatest, boolean greatestIn) {
    return new ResolvedCondition.NumberIs(
        operand, new NumberTest.Range(least, leastIn, greatest, greatestIn));
  }

  private ResolvedCondition date(Condition.Rule rule, Operand operand, String path) {
    return switch (rule.operator()) {
      case EQUAL, NOT_EQUAL ->
          dates
              .dayOf(rule.value())
              .<ResolvedCondition>map(day -> new ResolvedCondition.DateIs(operand, day))
              .orElseGet(() -> wrong(path, "must be a date such as \"2026-05-01\""));
      case IN_LAST, NOT_IN_LAST, IN_NEXT -> {
        if (!(rule.value() instanceof Literal.Period(long amount, ChronoUnit unit)) || amount < 0) {
          yield wrong(path, "must be a period such as {\"amount\": 30, \"unit\": \"days\"}");
        }
        Moment now = new Moment.Shifted(0, ChronoUnit.MINUTES);
        DateRange range =
            rule.operator() == Operator.IN_NEXT
                ? new DateRange(now, new Moment.Shifted(amount, unit))
                : new DateRange(new Moment.Shifted(-amount, unit), now);
        yield new ResolvedCondition.DateIs(operand, range);
      }
      case BETWEEN, NOT_BETWEEN -> {
        if (!(rule.value() instanceof Literal.Items(List<Literal> items)) || items.size() != 2) {
          yield wrong(path, "must be a list of two dates, the first and the last");
        }
        Optional<DateRanges.Stretch> first = stretch(items.get(0), path + "[0]");
        Optional<DateRanges.Stretch> last = stretch(items.get(1), path + "[1]");
        if (first.isEmpty() || last.isEmpty()) {
          yield NEVER;
        }
        if (DateRanges.reversed(first.get().first(), last.get().last())) {
          yield wrong(path, "the first date is after the second; swap them");
        }
        yield new ResolvedCondition.DateIs(
            operand, new DateRange(first.get().first(), last.get().last()));
      }
      default ->
          stretch(rule.value(), path)
              .<ResolvedCondition>map(stretch ->
                  new ResolvedCondition.DateIs(operand, compared(rule.operator(), stretch)))
              .orElse(NEVER);
    };
  }

  private static DateRange compared(Operator operator, DateRanges.Stretch stretch) {
    Moment open = Moment.Open.OPEN;
    return switch (operator) {
      case LESS -> new DateRange(open, DateRanges.before(stretch.first()));
      case AT_MOST -> new DateRange(open, stretch.last());
      case GREATER -> new DateRange(DateRanges.after(stretch.last()), open);
      case AT_LEAST -> new DateRange(stretch.first(), open);
      default -> throw new IllegalStateException(operator + " on a date");
    };
  }

  private Optional<DateRanges.Stretch> stretch(Literal value, String path) {
    Optional<DateRanges.Stretch> stretch = dates.stretch(value);
    if (stretch.isEmpty()) {
      wrong(
          path,
          "must be a day such as \"2026-05-01\", a date-time with its offset such as"
              + " \"2026-05-01T10:00:00Z\", or a period from now such as"
              + " {\"amount\": -30, \"unit\": \"days\"}");
    }
    return stretch;
  }

  private ResolvedCondition list(Condition.Rule rule, Operand operand, String path) {
    boolean fold = rule.ignoreCase();
    Optional<Set<String>> texts =
        rule.operator() == Operator.CONTAINS || rule.operator() == Operator.DOES_NOT_CONTAIN
            ? text(rule.value(), fold, path)
            : texts(rule.value(), fold, path);
    return texts
        .<ResolvedCondition>map(found ->
            new ResolvedCondition.ListIs(
                operand,
                rule.operator() == Operator.CONTAINS_ALL
                    ? new ListTest.HasAll(found, fold)
                    : new ListTest.HasAny(found, fold)))
        .orElse(NEVER);
  }

  private Optional<Set<String>> text(Literal value, boolean fold, String path) {
    if (value instanceof Literal.Text(String text)) {
      return Optional.of(Set.of(fold ? TextTest.fold(text) : text));
    }
    wrong(path, "must be a string");
    return Optional.empty();
  }

  private Optional<Set<String>> texts(Literal value, boolean fold, String path) {
    if (!(value instanceof Literal.Items(List<Literal> items)) || items.isEmpty()) {
      wrong(path, "must be a list of one or more strings");
      return Optional.empty();
    }
    Set<String> texts = new LinkedHashSet<>();
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Literal.Text(String text)) {
        texts.add(fold ? TextTest.fold(text) : text);
      } else {
        wrong(path + "[" + i + "]", "must be a string");
      }
    }
    return Optional.of(texts);
  }

  private ResolvedCondition segments(Condition.Rule rule, String path) {
    boolean single = rule.operator() == Operator.EQUAL || rule.operator() == Operator.NOT_EQUAL;
    if (!single && rule.operator() != Operator.IN && rule.operator() != Operator.NOT_IN) {
      return wrong(
          at(path, "operator"),
          "a segment has no " + rule.operator().code() + "; use = != in notIn");
    }
    String valuePath = at(path, "value");
    Optional<Set<String>> keys =
        single ? text(rule.value(), false, valuePath) : texts(rule.value(), false, valuePath);
    if (keys.isEmpty()) {
      return NEVER;
    }
    List<ResolvedCondition> resolved = new ArrayList<>();
    for (String key : keys.get()) {
      resolved.add(segment(key, valuePath));
    }
    ResolvedCondition any = new ResolvedCondition.Any(resolved);
    return rule.operator().holdsWithoutValue() ? new ResolvedCondition.Not(any) : any;
  }

  private ResolvedCondition segment(String key, String path) {
    if (inside.contains(key)) {
      List<String> ring = new ArrayList<>(inside);
      ring = ring.subList(ring.indexOf(key), ring.size());
      return wrong(path, "segments contain each other: " + String.join(" → ", ring) + " → " + key);
    }
    if (inside.size() > limits.depthMax()) {
      return wrong(path, "segments are nested more than " + limits.depthMax() + " deep");
    }
    Optional<Condition> condition = fields.segment(key);
    if (condition.isEmpty()) {
      return wrong(path, "there is no segment \"" + key + "\"");
    }
    inside.addLast(key);
    int before = errors.size();
    ResolvedCondition resolved = part(condition.get(), "");
    inside.removeLast();
    if (errors.size() > before) {
      RuleError first = errors.get(before);
      errors.subList(before, errors.size()).clear();
      String where = first.path().isEmpty() ? "" : first.path() + ": ";
      return wrong(
          path,
          first.reason().startsWith("segment \"") || first.reason().startsWith("segments ")
              ? first.reason()
              : "segment \"" + key + "\" cannot be used: " + where + first.reason());
    }
    return resolved;
  }

  private Optional<Operand> operand(String field) {
    for (UserField userField : UserField.values()) {
      if (userField.field().equals(field)) {
        return Optional.of(new Operand.OfUser(userField));
      }
    }
    for (PageField pageField : PageField.values()) {
      if (pageField.field().equals(field)) {
        return Optional.of(new Operand.OfPage(pageField));
      }
    }
    int dot = field.indexOf('.');
    if (dot <= 0) {
      return Optional.empty();
    }
    Optional<Attribute> attribute =
        fields.attribute(field.substring(0, dot), field.substring(dot + 1));
    return attribute.map(Operand.OfAttribute::new);
  }

  private ResolvedCondition wrong(String path, String reason) {
    errors.add(new RuleError(path, reason));
    return NEVER;
  }

  private static String at(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
