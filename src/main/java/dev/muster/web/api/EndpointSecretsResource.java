package dev.muster.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.EndpointSecret;
import dev.muster.catalog.Integration;
import dev.muster.catalog.SecretBox;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The secrets that senders sign with. What they are is never shown.
final class EndpointSecretsResource {

  private final CatalogStore catalog;
  private final SecretBox box;
  private final Lookup lookup;

  EndpointSecretsResource(CatalogStore catalog, SecretBox box) {
    this.catalog = catalog;
    this.box = box;
    this.lookup = new Lookup(catalog);
  }

  private record Sent(String environment, String secret) {}

  /// @param hint its last characters; null for a short one
  private record View(
      int id,
      String environment,
      @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String hint,
      Instant createdAt,
      String createdBy) {

    static View of(EndpointSecret secret) {
      return new View(
          secret.id(),
          secret.environment(),
          secret.hint().isEmpty() ? null : secret.hint(),
          secret.createdAt(),
          secret.createdBy());
    }
  }

  private record All(List<View> items) {}

  Answer list(Request request) {
    Integration integration = lookup.integration(lookup.system(request), request);
    return Answer.of(new All(integration.secrets().stream().map(View::of).toList()));
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
    return new Answer.Json(201, Map.of(), View.of(made));
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
