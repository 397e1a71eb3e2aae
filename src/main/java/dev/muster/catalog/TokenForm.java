package dev.muster.catalog;

import java.time.Instant;
import java.util.Optional;

/// What is sent to get a token.
///
/// @param name [ApiToken#name]
/// @param kind `api`; OAuth2 clients are not given out yet
/// @param role [ApiToken#role]
/// @param expiresAt [ApiToken#expiresAt]; in the future
public record TokenForm(String name, String kind, Role role, Optional<Instant> expiresAt) {}
