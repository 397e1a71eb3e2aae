package dev.muster.web.api;

import dev.muster.catalog.Environment;
import dev.muster.catalog.Publication;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An environment as it is written.
record EnvironmentView(
    String key,
    String name,
    String clientKey,
    List<String> allowedOrigins,
    @Nullable Integer publication,
    long version) {

  /// @param version of the system, which each change of one of its environments raises
  static EnvironmentView of(Environment environment, long version) {
    return new EnvironmentView(
        environment.key(),
        environment.name(),
        environment.clientKey(),
        environment.origins().patterns(),
        environment.live().map(Publication::version).orElse(null),
        version);
  }
}
