package dev.muster.embedded;

import dev.muster.catalog.Catalog;
import dev.muster.catalog.Integration;
import dev.muster.catalog.Property;
import dev.muster.catalog.SystemDefinition;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds integrations as the catalog has them just now. For one thread.
final class IntegrationsById {

  /// No attribute has this id.
  static final int NONE = -1;

  private final Map<Integer, Integration> byId = new HashMap<>();
  private Catalog catalog = Catalog.EMPTY;
  private long version = -1;

  /// From now on it is looked for in this one.
  void use(Catalog now) {
    catalog = now;
  }

  /// The attribute that a property fills.
  ///
  /// @return [#NONE] where there is none of that name
  int attribute(int integrationId, String name) {
    if (catalog.version() != version) {
      version = catalog.version();
      byId.clear();
      for (SystemDefinition system : catalog.systems().values()) {
        system.integrations().values().forEach(one -> byId.put(one.id(), one));
      }
    }
    @Nullable Integration integration = byId.get(integrationId);
    if (integration != null) {
      for (Property property : integration.properties()) {
        if (property.name().equals(name)) {
          return property.attributeId();
        }
      }
    }
    return NONE;
  }
}
