package dev.muster.web.api;

import dev.muster.catalog.SystemDefinition;
import java.time.Instant;
import java.util.List;

/// A system as it is written.
record SystemView(
    String key,
    String name,
    String timeZone,
    int attributeLimit,
    long version,
    Instant createdAt,
    List<EnvironmentView> environments) {

  static SystemView of(SystemDefinition system) {
    return new SystemView(
        system.key(),
        system.name(),
        system.timeZone().getId(),
        system.attributeLimit(),
        system.version(),
        system.createdAt(),
        system.environments().stream()
            .map(one -> EnvironmentView.of(one, system.version()))
            .toList());
  }
}
