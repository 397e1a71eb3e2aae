package dev.muster.population;

import dev.muster.attribute.AttributeValue;

/// What an update does to one attribute. Absolute, so that applying it twice is applying it once.
public sealed interface Change {

  /// [dev.muster.attribute.Attribute#id]
  int attributeId();

  /// The attribute has this value from now on.
  record Set(int attributeId, AttributeValue value) implements Change {}

  /// The attribute has no value from now on.
  record Clear(int attributeId) implements Change {}
}
