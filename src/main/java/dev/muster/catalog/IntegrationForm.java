package dev.muster.catalog;

import dev.muster.attribute.AttributeType;
import java.util.List;
import java.util.Optional;

/// What is sent to set up an integration.
///
/// @param key [Integration#key]
/// @param name [Integration#name]
/// @param kind [Integration#kind]; fixed
/// @param identifier [Integration#identifier]
/// @param properties [Integration#properties]
/// @param keepRejected [Integration#keepRejected]
/// @param receiving [Integration#receiving]; empty: as it is, and of a new one as it comes
public record IntegrationForm(
    String key,
    String name,
    IntegrationKind kind,
    String identifier,
    List<PropertyForm> properties,
    boolean keepRejected,
    Optional<Receiving> receiving) {

  /// What is sent of one property.
  ///
  /// @param path [Property#path]
  /// @param name [Property#name]
  /// @param type [Property#type]
  public record PropertyForm(String path, String name, AttributeType type) {}

  /// Copies the list.
  public IntegrationForm {
    properties = List.copyOf(properties);
  }

  /// One that keeps the payloads of what it refuses.
  public IntegrationForm(
      String key,
      String name,
      IntegrationKind kind,
      String identifier,
      List<PropertyForm> properties) {
    this(key, name, kind, identifier, properties, true, Optional.empty());
  }
}
