package dev.muster.web.api;

import dev.muster.catalog.Environment;
import dev.muster.catalog.Publication;
import org.jspecify.annotations.Nullable;

/// An environment as it is written.
record EnvironmentView(String key, String name, String clientKey, @Nullable Integer publication) {

  static EnvironmentView of(Environment environment) {
    return new EnvironmentView(
        environment.key(),
        environment.name(),
        environment.clientKey(),
        environment.live().map(Publication::version).orElse(null));
  }
}
