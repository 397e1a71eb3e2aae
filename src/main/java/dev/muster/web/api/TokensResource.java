package dev.muster.web.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.muster.catalog.ApiToken;
import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.NewToken;
import dev.muster.catalog.OAuth2Client;
import dev.muster.catalog.Role;
import dev.muster.catalog.Scope;
import dev.muster.catalog.Token;
import dev.muster.catalog.TokenForm;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What programs show: the bearer tokens of the management plane, and OAuth2 clients.
final class TokensResource {

  private final CatalogStore catalog;

  TokensResource(CatalogStore catalog) {
    this.catalog = catalog;
  }

  private record Sent(
      String name,
      @Nullable String kind,
      @Nullable String role,
      @Nullable String expiresAt,
      @Nullable List<String> scopes) {

    TokenForm form() {
      return new TokenForm(
          name,
          requireNonNullElse(kind, TokenForm.API),
          Optional.ofNullable(role).map(code -> Role.ofCode(code).orElseThrow()),
          Optional.ofNullable(expiresAt).map(text -> OffsetDateTime.parse(text).toInstant()),
          Optional.ofNullable(scopes));
    }
  }

  /// A token as it is written; never the secret.
  private sealed interface View {

    static View of(Token token) {
      return switch (token) {
        case ApiToken api ->
            new ApiTokenView(
                api.id(),
                api.name(),
                TokenForm.API,
                api.role().code(),
                api.expiresAt().orElse(null),
                api.createdAt(),
                api.createdBy(),
                api.lastUsedAt().orElse(null));
        case OAuth2Client client ->
            new OAuth2ClientView(
                client.id(),
                client.name(),
                TokenForm.OAUTH2,
                client.id(),
                client.scopes().stream().sorted().map(Scope::code).toList(),
                client.createdAt(),
                client.createdBy(),
                client.lastUsedAt().orElse(null));
      };
    }
  }

  private record ApiTokenView(
      String id,
      String name,
      String kind,
      String role,
      @Nullable Instant expiresAt,
      Instant createdAt,
      String createdBy,
      @Nullable Instant lastUsedAt)
      implements View {}

  private record OAuth2ClientView(
      String id,
      String name,
      String kind,
      String clientId,
      List<String> scopes,
      Instant createdAt,
      String createdBy,
      @Nullable Instant lastUsedAt)
      implements View {}

  /// An API token as it is written this once.
  private record CreatedToken(@JsonUnwrapped View kept, String token) {}

  /// An OAuth2 client as it is written this once.
  private record CreatedClient(@JsonUnwrapped View kept, String clientSecret) {}

  Answer list(Request request) {
    List<Token> all = List.copyOf(catalog.current().tokens().values());
    return Answer.of(request.page().cut(all, Token::id, it -> it, View::of));
  }

  Answer create(Request request) {
    NewToken made = catalog.tokens().create(request.actor(), request.as(Sent.class).form());
    View view = View.of(made.kept());
    return Answer.created(
        "/api/v1/tokens/" + made.kept().id(),
        switch (made.kept()) {
          case ApiToken _ -> new CreatedToken(view, made.secret());
          case OAuth2Client _ -> new CreatedClient(view, made.secret());
        });
  }

  Answer revoke(Request request) {
    catalog.tokens().revoke(request.actor(), request.in("token"));
    return new Answer.Nothing();
  }
}
