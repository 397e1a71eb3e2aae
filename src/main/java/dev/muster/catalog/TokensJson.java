package dev.muster.catalog;

import static dev.muster.catalog.StoredJson.instant;
import static dev.muster.catalog.StoredJson.list;
import static dev.muster.catalog.StoredJson.object;
import static dev.muster.catalog.StoredJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.Set;

/// What programs show, as it is stored, in commits and in checkpoints alike.
final class TokensJson {

  private TokensJson() {}

  static ObjectNode write(Token token) {
    ObjectNode stored =
        object()
            .put("id", token.id())
            .put("name", token.name())
            .put("sha256", token.sha256())
            .put("createdAt", token.createdAt().toString())
            .put("createdBy", token.createdBy());
    token.lastUsedAt().ifPresent(at -> stored.put("lastUsedAt", at.toString()));
    switch (token) {
      case ApiToken api -> {
        stored.put("role", api.role().code());
        api.expiresAt().ifPresent(at -> stored.put("expiresAt", at.toString()));
      }
      case OAuth2Client client -> {
        stored.put("kind", TokenForm.OAUTH2);
        ArrayNode scopes = stored.putArray("scopes");
        client.scopes().stream().sorted().forEach(scope -> scopes.add(scope.code()));
      }
    }
    return stored;
  }

  /// @param stored without a kind where it is an API token
  static Token read(JsonNode stored) {
    if (!stored.has("kind")) {
      return api(stored);
    }
    String kind = text(stored, "kind");
    if (!kind.equals(TokenForm.OAUTH2)) {
      throw UnreadableCatalogException.newer("a token of the kind " + kind);
    }
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    list(stored, "scopes").forEach(one -> scopes.add(scope(one.asText())));
    return new OAuth2Client(
        text(stored, "id"),
        text(stored, "name"),
        scopes,
        text(stored, "sha256"),
        instant(stored, "createdAt"),
        text(stored, "createdBy"),
        AccountsJson.optionalInstant(stored, "lastUsedAt"));
  }

  private static ApiToken api(JsonNode stored) {
    String role = text(stored, "role");
    return new ApiToken(
        text(stored, "id"),
        text(stored, "name"),
        Role.ofCode(role).orElseThrow(() -> UnreadableCatalogException.newer("the role " + role)),
        text(stored, "sha256"),
        AccountsJson.optionalInstant(stored, "expiresAt"),
        instant(stored, "createdAt"),
        text(stored, "createdBy"),
        AccountsJson.optionalInstant(stored, "lastUsedAt"));
  }

  private static Scope scope(String code) {
    return Scope.ofCode(code)
        .orElseThrow(() -> UnreadableCatalogException.newer("the scope " + code));
  }
}
