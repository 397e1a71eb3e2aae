package dev.muster.condition;

import dev.muster.attribute.Attribute;
import java.util.Collection;
import java.util.Optional;

/// What a condition may name.
public interface Fields {

  /// The attribute of an integration.
  Optional<Attribute> attribute(String integration, String name);

  /// The condition of a segment.
  Optional<Condition> segment(String key);

  /// The attributes there are, to suggest one where a name is not known.
  Collection<Attribute> attributes();
}
