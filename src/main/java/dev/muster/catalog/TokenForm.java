package dev.muster.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is sent to get a token.
///
/// @param name [Token#name]
/// @param kind `api` or `oauth2`
/// @param role [ApiToken#role], for `api` only
/// @param expiresAt [ApiToken#expiresAt], for `api` only; in the future
/// @param scopes codes of [OAuth2Client#scopes], for `oauth2` only
public record TokenForm(
    String name,
    String kind,
    Optional<Role> role,
    Optional<Instant> expiresAt,
    Optional<List<String>> scopes) {

  /// For an [ApiToken].
  public static final String API = "api";

  /// For an [OAuth2Client].
  public static final String OAUTH2 = "oauth2";

  /// For an API token.
  public static TokenForm api(String name, Role role, Optional<Instant> expiresAt) {
    return new TokenForm(name, API, Optional.of(role), expiresAt, Optional.empty());
  }

  /// For an OAuth2 client.
  public static TokenForm oauth2(String name, List<String> scopes) {
    return new TokenForm(name, OAUTH2, Optional.empty(), Optional.empty(), Optional.of(scopes));
  }
}
