package dev.muster.condition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The JSON form of conditions, which is react-querybuilder's. What it does not know (`id`, `path`,
/// `valueSource`, …) is passed over.
public final class ConditionJson {

  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "minutes", ChronoUnit.MINUTES,
          "hours", ChronoUnit.HOURS,
          "days", ChronoUnit.DAYS,
          "weeks", ChronoUnit.WEEKS,
          "months", ChronoUnit.MONTHS);

  /// The greatest whole number that a double tells from its neighbours; ids of this size exist.
  private static final double WHOLE_MAX = 9_007_199_254_740_991.0;

  private final ConditionLimits limits;
  private final List<RuleError> errors = new ArrayList<>();
  private int rules;

  private ConditionJson(ConditionLimits limits) {
    this.limits = limits;
  }

  /// Reads a condition within the default limits.
  ///
  /// @throws ConditionException with everything that is wrong with its form
  public static Condition read(JsonNode json) throws ConditionException {
    return read(json, ConditionLimits.DEFAULT);
  }

  /// Reads a condition.
  ///
  /// @throws ConditionException with everything that is wrong with its form
  public static Condition read(JsonNode json, ConditionLimits limits) throws ConditionException {
    ConditionJson reading = new ConditionJson(limits);
    Condition condition = reading.condition(json, "", 1);
    if (reading.rules > limits.rulesMax()) {
      reading.wrong("", "has more than " + limits.rulesMax() + " rules");
    }
    if (!reading.errors.isEmpty()) {
      throw new ConditionException(reading.errors);
    }
    return condition;
  }

  /// Writes a condition so that [#read] gives an equal one.
  public static JsonNode write(Condition condition) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    ObjectNode node = json.objectNode();
    switch (condition) {
      case Condition.Group(Combinator combinator, boolean not, List<Condition> parts) -> {
        node.put("combinator", combinator.code());
        if (not) {
          node.put("not", true);
        }
        ArrayNode array = node.putArray("rules");
        parts.forEach(part -> array.add(write(part)));
      }
      case Condition.Rule(String field, Operator operator, Literal value, boolean ignoreCase) -> {
        node.put("field", field);
        node.put("operator", operator.code());
        if (value != Literal.None.NONE) {
          node.set("value", write(value));
        }
        if (ignoreCase) {
          node.put("ignoreCase", true);
        }
      }
    }
    return node;
  }

  /// The name of a unit of a period in JSON.
  static String code(ChronoUnit unit) {
    return unit.name().toLowerCase(Locale.ROOT);
  }

  private static JsonNode write(Literal value) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (value) {
      case Literal.None _ -> json.nullNode();
      case Literal.Text(String text) -> json.textNode(text);
      case Literal.Numeric(double number) ->
          number == Math.rint(number) && Math.abs(number) <= WHOLE_MAX
              ? json.numberNode((long) number)
              : json.numberNode(number);
      case Literal.Bool(boolean bool) -> json.booleanNode(bool);
      case Literal.Items(List<Literal> items) -> {
        ArrayNode array = json.arrayNode();
        items.forEach(item -> array.add(write(item)));
        yield array;
      }
      case Literal.Period(long amount, ChronoUnit unit) ->
          json.objectNode().put("amount", amount).put("unit", code(unit));
    };
  }

  private Condition condition(JsonNode json, String path, int depth) {
    if (!json.isObject()) {
      wrong(path, "a condition is a JSON object: a group with rules, or a rule with a field");
      return Condition.EVERYBODY;
    }
    return json.has("rules") ? group(json, path, depth) : rule(json, path);
  }

  private Condition group(JsonNode json, String path, int depth) {
    if (depth > limits.depthMax()) {
      wrong(path, "groups are nested more than " + limits.depthMax() + " deep");
      return Condition.EVERYBODY;
    }
    JsonNode code = json.path("combinator");
    Optional<Combinator> combinator =
        code.isMissingNode() ? Optional.of(Combinator.AND) : Combinator.ofCode(code.asText());
    if (combinator.isEmpty() || !(code.isTextual() || code.isMissingNode())) {
      wrong(at(path, "combinator"), "is \"and\" or \"or\"");
    }
    boolean not = flag(json, "not", path);
    JsonNode parts = json.path("rules");
    if (!parts.isArray()) {
      wrong(at(path, "rules"), "is an array of rules and groups");
      return Condition.EVERYBODY;
    }
    if (parts.isEmpty() && !path.isEmpty()) {
      wrong(at(path, "rules"), "a group needs at least one rule; remove the group or add one");
    }
    List<Condition> read = new ArrayList<>();
    for (int i = 0; i < parts.size() && !tooMuch(); i++) {
      read.add(condition(parts.get(i), at(path, "rules[" + i + "]"), depth + 1));
    }
    return new Condition.Group(combinator.orElse(Combinator.AND), not, read);
  }

  /// Whether reading on would only make a long answer longer.
  private boolean tooMuch() {
    return rules > limits.rulesMax() || errors.size() > limits.rulesMax();
  }

  private Condition rule(JsonNode json, String path) {
    rules++;
    JsonNode field = json.path("field");
    if (!field.isTextual() || field.asText().isEmpty()) {
      wrong(at(path, "field"), "names what the rule looks at, such as \"crm.plan\"");
    }
    bounded(field.asText(), at(path, "field"));
    Optional<Operator> operator = Operator.ofCode(json.path("operator").asText());
    if (operator.isEmpty() || !json.path("operator").isTextual()) {
      wrong(
          at(path, "operator"),
          json.has("operator")
              ? "there is no operator " + shown(json.path("operator"))
              : "is missing");
    }
    if (operator.isPresent()
        && (operator.get() == Operator.NULL || operator.get() == Operator.NOT_NULL)) {
      // Editors leave an old value behind when the operator changes to one that needs none.
      return new Condition.Rule(field.asText(), operator.get(), Literal.None.NONE, false);
    }
    Literal value = literal(json.path("value"), at(path, "value"), true);
    boolean ignoreCase = flag(json, "ignoreCase", path);
    return new Condition.Rule(field.asText(), operator.orElse(Operator.EQUAL), value, ignoreCase);
  }

  private boolean flag(JsonNode json, String name, String path) {
    JsonNode flag = json.path(name);
    if (!flag.isMissingNode() && !flag.isBoolean()) {
      wrong(at(path, name), "is true or false");
    }
    return flag.asBoolean(false);
  }

  private Literal literal(JsonNode json, String path, boolean listed) {
    if (json.isMissingNode() || json.isNull()) {
      return Literal.None.NONE;
    }
    if (json.isTextual()) {
      bounded(json.asText(), path);
      return new Literal.Text(json.asText());
    }
    if (json.isBoolean()) {
      return new Literal.Bool(json.asBoolean());
    }
    if (json.isNumber()) {
      double number = json.asDouble();
      if (!Double.isFinite(number)) {
        wrong(path, "is a number out of range");
        return Literal.None.NONE;
      }
      return new Literal.Numeric(number == 0 ? 0.0 : number);
    }
    if (json.isObject()) {
      return period(json, path);
    }
    if (!listed || json.size() > limits.itemsMax()) {
      wrong(
          path,
          listed
              ? "has " + json.size() + " values; at most " + limits.itemsMax() + " are taken"
              : "a list inside a list");
      return Literal.None.NONE;
    }
    List<Literal> items = new ArrayList<>();
    for (int i = 0; i < json.size(); i++) {
      items.add(literal(json.get(i), path + "[" + i + "]", false));
    }
    return new Literal.Items(items);
  }

  private Literal period(JsonNode json, String path) {
    JsonNode amount = json.path("amount");
    ChronoUnit unit = UNITS.get(json.path("unit").asText());
    if (!amount.isIntegralNumber()
        || !amount.canConvertToInt()
        || Math.abs(amount.asLong()) > 1_000_000
        || unit == null) {
      wrong(
          path,
          "a period has a whole \"amount\" of at most 1,000,000 and a \"unit\": minutes, hours,"
              + " days, weeks or months");
      return Literal.None.NONE;
    }
    return new Literal.Period(amount.asLong(), unit);
  }

  private void bounded(String text, String path) {
    if (text.length() > limits.textCharactersMax()) {
      wrong(path, "has more than " + limits.textCharactersMax() + " characters");
    }
  }

  private void wrong(String path, String reason) {
    errors.add(new RuleError(path, reason));
  }

  private static String at(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static String shown(JsonNode json) {
    String text = json.toString();
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }
}
