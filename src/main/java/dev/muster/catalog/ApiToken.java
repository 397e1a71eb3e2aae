package dev.muster.catalog;

import java.time.Instant;
import java.util.Optional;

/// A bearer token of the management plane. Only its hash is kept.
///
/// @param id the token's selector (see [AccessKey]); names it in paths
/// @param name for people
/// @param role what its bearer may do
/// @param sha256 of the whole token's UTF-8, as 64 lower-case hexadecimal digits
/// @param expiresAt from when on it is refused; empty: never
/// @param createdAt to the millisecond
/// @param createdBy [Actor#name]
public record ApiToken(
    String id,
    String name,
    Role role,
    String sha256,
    Optional<Instant> expiresAt,
    Instant createdAt,
    String createdBy) {}
