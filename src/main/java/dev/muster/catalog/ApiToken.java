package dev.muster.catalog;

import java.time.Instant;
import java.util.Optional;

/// A bearer token of the management plane.
///
/// @param role what its bearer may do
/// @param expiresAt from when on it is refused; empty: never
public record ApiToken(
    String id,
    String name,
    Role role,
    String sha256,
    Optional<Instant> expiresAt,
    Instant createdAt,
    String createdBy,
    Optional<Instant> lastUsedAt)
    implements Token {

  @Override
  public ApiToken usedAt(Instant at) {
    return new ApiToken(id, name, role, sha256, expiresAt, createdAt, createdBy, Optional.of(at));
  }
}
