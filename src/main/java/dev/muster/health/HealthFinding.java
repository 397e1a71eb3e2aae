package dev.muster.health;

import dev.muster.catalog.Property;
import java.time.Instant;
import java.util.Optional;

/// Something about what comes through an integration that somebody should know.
public sealed interface HealthFinding permits DeliveryFinding, FileFinding {

  /// What it is called in JSON; the same for what is the same of deliveries and of files.
  String code();

  /// The property that it is about.
  Optional<Property> about();

  /// Since when it is so.
  Optional<Instant> begin();

  /// The id of the upload whose file it is in, or the last of those; empty where it is of none.
  default Optional<String> upload() {
    return Optional.empty();
  }

  /// Whether it is sure enough to be told to people who did not ask.
  boolean isWorthAnAlert();

  /// What tells it from others of the same integration, and is the same as long as it lasts.
  default String key() {
    return about().map(property -> code() + ":" + property.attributeId()).orElse(code());
  }
}
