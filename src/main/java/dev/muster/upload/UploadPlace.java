package dev.muster.upload;

import dev.muster.catalog.Catalog;
import dev.muster.catalog.Environment;
import dev.muster.catalog.Integration;
import dev.muster.catalog.SystemDefinition;
import java.util.Optional;

/// Where an upload goes.
///
/// @param system whose time zone and salt count
/// @param integration whose mapping it is read by
/// @param environment whose users it changes
public record UploadPlace(
    SystemDefinition system, Integration integration, Environment environment) {

  /// Where an upload goes by the catalog as it is; empty where that is gone.
  static Optional<UploadPlace> of(Catalog catalog, Upload upload) {
    for (SystemDefinition system : catalog.systems().values()) {
      for (Integration integration : system.integrations().values()) {
        if (integration.id() == upload.integrationId()) {
          return system.environments().stream()
              .filter(environment -> environment.id() == upload.environmentId())
              .findFirst()
              .map(environment -> new UploadPlace(system, integration, environment));
        }
      }
    }
    return Optional.empty();
  }
}
