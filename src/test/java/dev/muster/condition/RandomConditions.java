package dev.muster.condition;

import dev.muster.attribute.Attribute;
import dev.muster.attribute.AttributeType;
import dev.muster.attribute.AttributeValue;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Random attributes, users and conditions that meet often: values come from small sets, with the
/// borders of types, days and months among them.
public final class RandomConditions implements Fields {

  private static final List<String> TEXTS =
      List.of("", "pro", "Pro", "PRO", "free", "enterprise", "ä", "Ä", "straße", "pro plan", "x");
  private static final List<String> PATTERNS = List.of("^p", "o$", "r.o", "[aeiou]{2}", "", "P");
  private static final double[] NUMBERS = {
    0, -1, 1, 0.1, 0.25, 99_999.99, 100_000, 1e300, -1e-7, 3, 255, 256, 65_536, 4_294_967_296.0
  };

  private final Random random;
  private final Instant now;
  private final List<Attribute> attributes = new ArrayList<>();
  private final Map<String, Condition> segments = new HashMap<>();

  public RandomConditions(long seed, Instant now) {
    this.random = new Random(seed);
    this.now = now;
    int id = 1;
    for (AttributeType type : AttributeType.values()) {
      attributes.add(new Attribute(id++, "crm", type.code(), type));
      attributes.add(new Attribute(id++, "billing", type.code() + ".x", type));
    }
    segments.put("first", condition(2, false));
    segments.put("second", condition(2, true));
  }

  @Override
  public Optional<Attribute> attribute(String integration, String name) {
    return attributes.stream()
        .filter(one -> one.integration().equals(integration) && one.name().equals(name))
        .findFirst();
  }

  @Override
  public Optional<Condition> segment(String key) {
    return Optional.ofNullable(segments.get(key));
  }

  @Override
  public Collection<Attribute> attributes() {
    return attributes;
  }

  public Map<String, Condition> segments() {
    return segments;
  }

  public Condition condition() {
    return condition(3, true);
  }

  private Condition condition(int depth, boolean withSegments) {
    if (depth == 0 || random.nextInt(3) == 0) {
      return rule(withSegments);
    }
    List<Condition> parts = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      parts.add(condition(depth - 1, withSegments));
    }
    Combinator combinator = random.nextBoolean() ? Combinator.AND : Combinator.OR;
    return new Condition.Group(combinator, random.nextInt(4) == 0, parts);
  }

  private Condition rule(boolean withSegments) {
    if (withSegments && segments.containsKey("first") && random.nextInt(12) == 0) {
      Operator operator = random.nextBoolean() ? Operator.EQUAL : Operator.NOT_EQUAL;
      return new Condition.Rule("segment", operator, new Literal.Text("first"), false);
    }
    Attribute attribute = attributes.get(random.nextInt(attributes.size()));
    List<Operator> operators = Operator.of(attribute.type());
    Operator operator = operators.get(random.nextInt(operators.size()));
    Literal value = literal(attribute.type(), operator);
    boolean fold =
        value != Literal.None.NONE
            && (attribute.type() == AttributeType.STRING
                || attribute.type() == AttributeType.STRINGS)
            && random.nextInt(3) == 0;
    return new Condition.Rule(attribute.field(), operator, value, fold);
  }

  private Literal literal(AttributeType type, Operator operator) {
    if (operator == Operator.NULL || operator == Operator.NOT_NULL) {
      return Literal.None.NONE;
    }
    return switch (type) {
      case STRING ->
          switch (operator) {
            case IN, NOT_IN -> texts();
            case MATCHES -> new Literal.Text(PATTERNS.get(random.nextInt(PATTERNS.size())));
            default -> new Literal.Text(text());
          };
      case NUMBER ->
          switch (operator) {
            case IN, NOT_IN ->
                new Literal.Items(
                    List.of(new Literal.Numeric(number()), new Literal.Numeric(number())));
            case BETWEEN, NOT_BETWEEN -> {
              double one = number();
              double other = number();
              yield new Literal.Items(
                  List.of(
                      new Literal.Numeric(Math.min(one, other)),
                      new Literal.Numeric(Math.max(one, other))));
            }
            default -> new Literal.Numeric(number());
          };
      case BOOLEAN -> new Literal.Bool(random.nextBoolean());
      case DATE -> date(operator);
      case STRINGS ->
          operator == Operator.CONTAINS || operator == Operator.DOES_NOT_CONTAIN
              ? new Literal.Text(text())
              : texts();
    };
  }

  private Literal date(Operator operator) {
    return switch (operator) {
      case IN_LAST, NOT_IN_LAST, IN_NEXT -> new Literal.Period(random.nextInt(40), unit());
      case BETWEEN, NOT_BETWEEN -> {
        LocalDate first = day();
        yield new Literal.Items(
            List.of(
                new Literal.Text(first.toString()),
                new Literal.Text(first.plusDays(random.nextInt(30)).toString())));
      }
      case EQUAL, NOT_EQUAL ->
          new Literal.Text(random.nextBoolean() ? day().toString() : instant().toString());
      default ->
          switch (random.nextInt(3)) {
            case 0 -> new Literal.Text(day().toString());
            case 1 -> new Literal.Text(instant().toString());
            default -> new Literal.Period(random.nextInt(80) - 40, unit());
          };
    };
  }

  private ChronoUnit unit() {
    List<ChronoUnit> units =
        List.of(
            ChronoUnit.MINUTES,
            ChronoUnit.HOURS,
            ChronoUnit.DAYS,
            ChronoUnit.WEEKS,
            ChronoUnit.MONTHS);
    return units.get(random.nextInt(units.size()));
  }

  /// A user: each attribute has a value three times out of four.
  public Map<String, AttributeValue> user() {
    Map<String, AttributeValue> user = new HashMap<>();
    for (Attribute attribute : attributes) {
      if (random.nextInt(4) != 0) {
        user.put(attribute.field(), value(attribute.type()));
      }
    }
    return user;
  }

  public AttributeValue value(AttributeType type) {
    return switch (type) {
      case STRING -> new AttributeValue.Text(text());
      case NUMBER -> new AttributeValue.Numeric(number());
      case BOOLEAN -> new AttributeValue.Bool(random.nextBoolean());
      case DATE -> new AttributeValue.Date(instant().toEpochMilli());
      case STRINGS ->
          new AttributeValue.Texts(
              random
                  .ints(random.nextInt(4), 0, TEXTS.size())
                  .distinct()
                  .mapToObj(TEXTS::get)
                  .toList());
    };
  }

  private Literal texts() {
    return new Literal.Items(List.of(new Literal.Text(text()), new Literal.Text(text())));
  }

  private String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  private double number() {
    return random.nextInt(3) == 0
        ? random.nextInt(1000) / 100.0
        : NUMBERS[random.nextInt(NUMBERS.length)];
  }

  private LocalDate day() {
    return LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(random.nextInt(80) - 40);
  }

  private Instant instant() {
    return switch (random.nextInt(4)) {
      case 0 -> day().atStartOfDay(ZoneOffset.UTC).toInstant();
      case 1 -> day().atStartOfDay(ZoneOffset.UTC).toInstant().minusMillis(1);
      case 2 -> now.plus(random.nextInt(2_000) - 1_000, ChronoUnit.HOURS);
      default -> now.plusMillis(random.nextInt(2_000_000_000) - 1_000_000_000L);
    };
  }
}
