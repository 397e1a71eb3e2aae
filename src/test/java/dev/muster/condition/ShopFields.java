package dev.muster.condition;

import dev.muster.attribute.Attribute;
import dev.muster.attribute.AttributeType;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The fields of a small shop: one attribute of each type, and the segments that a test gives it.
final class ShopFields implements Fields {

  private final List<Attribute> attributes =
      List.of(
          new Attribute(1, "crm", "plan", AttributeType.STRING),
          new Attribute(2, "crm", "arr", AttributeType.NUMBER),
          new Attribute(3, "crm", "trial", AttributeType.BOOLEAN),
          new Attribute(4, "crm", "signup", AttributeType.DATE),
          new Attribute(5, "crm", "tags", AttributeType.STRINGS),
          new Attribute(6, "segment-io", "plan.name", AttributeType.STRING));
  private final Map<String, Condition> segments = new HashMap<>();

  /// The name of the one field of a type.
  static String of(AttributeType type) {
    return switch (type) {
      case STRING -> "crm.plan";
      case NUMBER -> "crm.arr";
      case BOOLEAN -> "crm.trial";
      case DATE -> "crm.signup";
      case STRINGS -> "crm.tags";
    };
  }

  ShopFields with(String key, Condition condition) {
    segments.put(key, condition);
    return this;
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
}
