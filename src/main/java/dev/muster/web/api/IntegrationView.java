package dev.muster.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.catalog.AccessKey;
import dev.muster.catalog.Integration;
import dev.muster.catalog.IntegrationKind;
import dev.muster.catalog.Property;
import dev.muster.intake.Endpoints;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An integration as it is written.
///
/// @param endpoints by environment; null unless senders call it
record IntegrationView(
    String key,
    String name,
    String kind,
    String identifier,
    List<Listed> properties,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Endpoint> endpoints,
    boolean keepRejected,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ReceivingView receiving,
    long version,
    Instant createdAt) {

  /// A property.
  record Listed(String path, String name, String type) {
    static Listed of(Property property) {
      return new Listed(property.path(), property.name(), property.type().code());
    }
  }

  /// Where senders post to.
  ///
  /// @param secretMissing [Endpoints#isSecretMissing]
  record Endpoint(String url, String token, boolean secretMissing) {

    /// @param endpoints know which secrets can be used
    /// @param base where clients reach the server
    /// @param whole whether the whole token is shown, or only what it is called by
    static Endpoint of(
        Integration integration,
        String environment,
        String token,
        Endpoints endpoints,
        String base,
        boolean whole) {
      String shown = whole ? token : AccessKey.selector(token) + "…";
      return new Endpoint(
          base + "/in/" + shown, shown, endpoints.isSecretMissing(integration, environment));
    }
  }

  /// @param endpoints know which secrets can be used
  static IntegrationView of(Integration integration, Endpoints endpoints, Request request) {
    Map<String, Endpoint> shown = new TreeMap<>();
    integration
        .endpointTokens()
        .forEach((environment, token) ->
            shown.put(
                environment,
                Endpoint.of(
                    integration,
                    environment,
                    token,
                    endpoints,
                    request.base(),
                    request.seesSecrets())));
    return new IntegrationView(
        integration.key(),
        integration.name(),
        integration.kind().code(),
        integration.identifier(),
        integration.properties().stream().map(Listed::of).toList(),
        integration.kind() == IntegrationKind.API ? shown : null,
        integration.keepRejected(),
        integration.kind() == IntegrationKind.API
            ? ReceivingView.of(integration.receiving())
            : null,
        integration.version(),
        integration.createdAt());
  }
}
