package dev.muster.web.api;

import dev.muster.catalog.Actor;
import dev.muster.catalog.Authentication;
import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.Role;
import dev.muster.catalog.TokenUses;
import dev.muster.catalog.Tokens;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Who a bearer token stands for: the token that the server was started with, or one of the
/// catalog's. Both are compared as hashes, in a time that does not depend on where they differ.
final class Bearer {

  /// The name under which changes by the token of the environment variable are recorded.
  static final String AUTOMATION = "MUSTER_ADMIN_TOKEN";

  private static final String SCHEME = "Bearer ";

  private final Optional<byte[]> adminHash;
  private final Tokens tokens;
  private final TokenUses uses;
  private final InstantSource clock;

  Bearer(Optional<String> adminToken, CatalogStore catalog, InstantSource clock) {
    this.adminHash = adminToken.map(Bearer::sha256);
    this.tokens = catalog.tokens();
    this.uses = catalog.tokenUses();
    this.clock = clock;
  }

  /// What a request's header says.
  sealed interface Claim {
    /// It says nothing.
    record Missing() implements Claim {}

    /// It says something that does not let in.
    ///
    /// @param why in words
    record Refused(String why) implements Claim {}

    /// It lets in.
    ///
    /// @param expiresAt until when; empty: for ever
    record Granted(Actor actor, Optional<Instant> expiresAt) implements Claim {}
  }

  /// @param authorization the header `Authorization`
  /// @param source the address that the request came from
  Claim claim(Optional<String> authorization, String source) {
    if (authorization.isEmpty()) {
      return new Claim.Missing();
    }
    String header = authorization.get();
    if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return new Claim.Refused("The header Authorization is not of the form: Bearer <token>.");
    }
    String token = header.substring(SCHEME.length()).strip();
    if (adminHash.isPresent() && MessageDigest.isEqual(adminHash.get(), sha256(token))) {
      return new Claim.Granted(new Actor(AUTOMATION, Role.ADMIN, source), Optional.empty());
    }
    Instant now = clock.instant();
    return switch (tokens.authenticate(token, now)) {
      case Authentication.Accepted accepted -> {
        uses.used(accepted.token(), now);
        yield new Claim.Granted(accepted.actor(source), accepted.token().expiresAt());
      }
      case Authentication.Expired(var kept) ->
          new Claim.Refused("The token expired at " + kept.expiresAt().orElseThrow() + ".");
      case Authentication.Unknown() ->
          new Claim.Refused("The token is unknown, or has been revoked.");
    };
  }

  private static byte[] sha256(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
