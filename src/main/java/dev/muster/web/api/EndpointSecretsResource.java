package dev.muster.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.EndpointSecret;
import dev.muster.catalog.Integration;
import dev.muster.catalog.SecretBox;
import dev.muster.intake.Endpoints;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The secrets that senders sign with. What they are is never shown.
final class EndpointSecretsResource {

  private final CatalogStore catalog;
  private final SecretBox box;
  private final Endpoints endpoints;
  private final Lookup lookup;

  /// @param box closes secrets
  /// @param endpoints know which are used, and which cannot be
  EndpointSecretsResource(CatalogStore catalog, SecretBox box, Endpoints endpoints) {
    this.catalog = catalog;
    this.box = box;
    this.endpoints = endpoints;
    this.lookup = new Lookup(catalog);
  }

  private record Sent(String environment, String secret) {}

  /// @param hint its last characters; null for a short one
  /// @param lastUsedAt when a call was last proved with it; null if none was since the start
  /// @param trouble why none can be, in words that follow a colon; null if one can
  private record View(
      int id,
      String environment,
      @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String hint,
      Instant createdAt,
      String createdBy,
      @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Instant lastUsedAt,
      @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String trouble) {}

  private record All(List<View> items) {}

  private View view(Integration integration, EndpointSecret secret) {
    return new View(
        secret.id(),
        secret.environment(),
        secret.hint().isEmpty() ? null : secret.hint(),
        secret.createdAt(),
        secret.createdBy(),
        endpoints.secretUses().last(secret).orElse(null),
        endpoints.trouble(integration, secret).orElse(null));
  }

  Answer list(Request request) {
    Integration integration = lookup.integration(lookup.system(request), request);
    return Answer.of(
        new All(integration.secrets().stream().map(one -> view(integration, one)).toList()));
  }

  Answer add(Request request) {
    Sent sent = request.as(Sent.class);
    EndpointSecret made =
        catalog
            .endpointSecrets()
            .add(
                request.actor(),
                request.system(),
                request.in("integration"),
                sent.environment(),
                sent.secret(),
                box);
    Integration integration = lookup.integration(lookup.system(request), request);
    return new Answer.Json(201, Map.of(), view(integration, made));
  }

  Answer remove(Request request) {
    catalog
        .endpointSecrets()
        .remove(
            request.actor(),
            request.system(),
            request.in("integration"),
            Integer.parseInt(request.in("secret")));
    return new Answer.Nothing();
  }
}
