package dev.muster.web.api;

import static java.util.Objects.requireNonNullElse;

import dev.muster.catalog.ApiToken;
import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.NewToken;
import dev.muster.catalog.Role;
import dev.muster.catalog.TokenForm;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The bearer tokens of the management plane.
final class TokensResource {

  private static final String KIND = "api";

  private final CatalogStore catalog;

  TokensResource(CatalogStore catalog) {
    this.catalog = catalog;
  }

  private record Sent(
      String name, @Nullable String kind, String role, @Nullable String expiresAt) {}

  /// A token as it is written; never the secret.
  private record View(
      String id,
      String name,
      String kind,
      String role,
      @Nullable Instant expiresAt,
      Instant createdAt,
      String createdBy) {

    static View of(ApiToken token) {
      return new View(
          token.id(),
          token.name(),
          KIND,
          token.role().code(),
          token.expiresAt().orElse(null),
          token.createdAt(),
          token.createdBy());
    }
  }

  /// A token as it is written this once.
  private record Created(@com.fasterxml.jackson.annotation.JsonUnwrapped View kept, String token) {}

  Answer list(Request request) {
    List<ApiToken> all = List.copyOf(catalog.current().tokens().values());
    return Answer.of(request.page().cut(all, ApiToken::id, it -> it, View::of));
  }

  Answer create(Request request) {
    Sent sent = request.as(Sent.class);
    NewToken made =
        catalog
            .tokens()
            .create(
                request.actor(),
                new TokenForm(
                    sent.name(),
                    requireNonNullElse(sent.kind(), KIND),
                    Role.ofCode(sent.role()).orElseThrow(),
                    Optional.ofNullable(sent.expiresAt())
                        .map(text -> OffsetDateTime.parse(text).toInstant())));
    return Answer.created(
        "/api/v1/tokens/" + made.kept().id(), new Created(View.of(made.kept()), made.token()));
  }

  Answer revoke(Request request) {
    catalog.tokens().revoke(request.actor(), request.in("token"));
    return new Answer.Nothing();
  }
}
