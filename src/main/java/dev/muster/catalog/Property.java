package dev.muster.catalog;

import dev.muster.attribute.Attribute;
import dev.muster.attribute.AttributeType;

/// What an integration takes out of the data that comes in, as an attribute.
///
/// @param attributeId [Attribute#id]; stays while the type and either the name or the path stay
/// @param path where the value is: dot-separated (`customer.plan`, `items.0.price`), or a column
/// @param name the attribute's name, unique within the integration
/// @param type of the attribute
public record Property(int attributeId, String path, String name, AttributeType type) {

  /// The attribute that it fills.
  ///
  /// @param integration the key of the integration that it belongs to
  public Attribute attribute(String integration) {
    return new Attribute(attributeId, integration, name, type);
  }
}
