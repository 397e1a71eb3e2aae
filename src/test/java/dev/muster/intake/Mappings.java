package dev.muster.intake;

import dev.muster.attribute.AttributeType;
import dev.muster.catalog.Integration;
import dev.muster.catalog.IntegrationKind;
import dev.muster.catalog.Property;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Integrations to map with.
final class Mappings {

  static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  private Mappings() {}

  /// @param properties `path:name:type`; attribute ids count from 1
  static Integration integration(String identifier, String... properties) {
    List<Property> listed = new ArrayList<>();
    for (String one : properties) {
      String[] parts = one.split(":", -1);
      AttributeType type = AttributeType.ofCode(parts[2]).orElseThrow();
      listed.add(new Property(listed.size() + 1, parts[0], parts[1], type));
    }
    return new Integration(
        9,
        "crm",
        "CRM",
        IntegrationKind.API,
        identifier,
        listed,
        true,
        new TreeMap<>(),
        1,
        Instant.EPOCH);
  }

  static Mapping mapping(String identifier, String... properties) {
    return Mapping.of(integration(identifier, properties), ZONE, Optional.empty());
  }

  static Mapping.Read one(Mapping mapping, String body) throws RefusedBodyException {
    return all(mapping, utf8(body)).getFirst();
  }

  static List<Mapping.Read> all(Mapping mapping, byte[] body) throws RefusedBodyException {
    return mapping.body(body, IntakeLimits.DEFAULT).items().stream().map(mapping::read).toList();
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
