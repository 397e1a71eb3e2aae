package dev.muster.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.attribute.Attribute;
import dev.muster.attribute.AttributeType;
import dev.muster.attribute.AttributeValue;
import dev.muster.condition.Condition;
import dev.muster.condition.ConditionException;
import dev.muster.condition.ConditionJson;
import dev.muster.condition.Fields;
import dev.muster.condition.ResolvedCondition;
import dev.muster.condition.Resolver;
import dev.muster.population.Change;
import dev.muster.population.Update;
import dev.muster.population.UserId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// The integration `crm` and its eight attributes, for what is measured in this process.
///
/// @param attributes in the order of [Payload#INTEGRATION]
record Crm(List<Attribute> attributes) implements Fields {

  /// With attribute ids from 1 on.
  static Crm alone() {
    return new Crm(
        List.of(
            new Attribute(1, "crm", "plan", AttributeType.STRING),
            new Attribute(2, "crm", "country", AttributeType.STRING),
            new Attribute(3, "crm", "role", AttributeType.STRING),
            new Attribute(4, "crm", "arr", AttributeType.NUMBER),
            new Attribute(5, "crm", "seats", AttributeType.NUMBER),
            new Attribute(6, "crm", "churned", AttributeType.BOOLEAN),
            new Attribute(7, "crm", "signup", AttributeType.DATE),
            new Attribute(8, "crm", "last_login", AttributeType.DATE)));
  }

  /// What a delivery about a generated user changes: all eight attributes.
  Update update(GeneratedUsers users, long user) {
    return new Update(
        UserId.of(GeneratedUsers.identifier(user)),
        List.of(
            set(0, new AttributeValue.Text(users.plan(user))),
            set(1, new AttributeValue.Text(users.country(user))),
            set(2, new AttributeValue.Text(users.role(user))),
            set(3, new AttributeValue.Numeric(users.arr(user))),
            set(4, new AttributeValue.Numeric(users.seats(user))),
            set(5, new AttributeValue.Bool(users.churned(user))),
            set(
                6,
                new AttributeValue.Date(
                    users.signup(user).atStartOfDay(ZoneOffset.UTC).toEpochSecond() * 1_000)),
            set(7, new AttributeValue.Date(users.lastLoginSecond(user) * 1_000))));
  }

  private Change set(int attribute, AttributeValue value) {
    return new Change.Set(attributes.get(attribute).id(), value);
  }

  /// Makes a condition ready to run.
  ///
  /// @param json with `'` for `"`
  ResolvedCondition resolve(String json) {
    try {
      Condition condition =
          ConditionJson.read(new ObjectMapper().readTree(json.replace('\'', '"')));
      return new Resolver(this, ZoneOffset.UTC).resolve(condition);
    } catch (JsonProcessingException | ConditionException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  @Override
  public Optional<Attribute> attribute(String integration, String name) {
    return attributes.stream()
        .filter(one -> one.integration().equals(integration) && one.name().equals(name))
        .findFirst();
  }

  @Override
  public Optional<Condition> segment(String key) {
    return Optional.empty();
  }
}
