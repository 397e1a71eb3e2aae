package dev.muster.web.api;

import dev.muster.attribute.Attribute;
import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.Integration;
import dev.muster.catalog.Property;
import dev.muster.catalog.SystemDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// All attributes of a system, with where they come from.
final class AttributesResource {

  private final Lookup lookup;

  AttributesResource(CatalogStore catalog) {
    this.lookup = new Lookup(catalog);
  }

  private record Item(String integration, String name, String type, String path, String field) {}

  private record View(List<Item> items, int used, int limit, Map<String, Integer> byIntegration) {}

  Answer list(Request request) {
    SystemDefinition system = lookup.system(request);
    List<Item> items = new ArrayList<>();
    Map<String, Integer> byIntegration = new TreeMap<>();
    for (Integration integration : system.integrations().values()) {
      byIntegration.put(integration.key(), integration.properties().size());
      for (Property property : integration.properties()) {
        Attribute attribute = property.attribute(integration.key());
        items.add(
            new Item(
                integration.key(),
                attribute.name(),
                attribute.type().code(),
                property.path(),
                attribute.field()));
      }
    }
    return Answer.of(
        new View(items, system.attributesUsed(), system.attributeLimit(), byIntegration));
  }
}
