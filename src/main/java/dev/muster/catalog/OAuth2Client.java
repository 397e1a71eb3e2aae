package dev.muster.catalog;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// A client of OAuth2 (RFC 6749) that fetches [AccessTokens] with its secret.
///
/// @param id its client id, too
/// @param scopes what its access tokens may be for; at least one
public record OAuth2Client(
    String id,
    String name,
    Set<Scope> scopes,
    String sha256,
    Instant createdAt,
    String createdBy,
    Optional<Instant> lastUsedAt)
    implements Token {

  /// Copies the set.
  public OAuth2Client {
    if (scopes.isEmpty()) {
      throw new IllegalArgumentException("a client has at least one scope");
    }
    scopes = Set.copyOf(scopes);
  }

  @Override
  public OAuth2Client usedAt(Instant at) {
    return new OAuth2Client(id, name, scopes, sha256, createdAt, createdBy, Optional.of(at));
  }
}
