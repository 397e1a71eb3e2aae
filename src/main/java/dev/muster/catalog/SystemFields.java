package dev.muster.catalog;

import dev.muster.attribute.Attribute;
import dev.muster.condition.Condition;
import dev.muster.condition.Fields;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/// What conditions may name in a system.
///
/// @param system whose attributes
/// @param segments key to condition
record SystemFields(SystemDefinition system, Function<String, Optional<Condition>> segments)
    implements Fields {

  @Override
  public Optional<Attribute> attribute(String integration, String name) {
    return system
        .integration(integration)
        .flatMap(one -> one.property(name))
        .map(property -> property.attribute(integration));
  }

  @Override
  public Optional<Condition> segment(String key) {
    return segments.apply(key);
  }

  @Override
  public Collection<Attribute> attributes() {
    return system.attributes();
  }
}
