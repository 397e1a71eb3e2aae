package dev.muster.catalog;

/// What became of a bearer token that was presented.
public sealed interface Authentication {

  /// It is good.
  record Accepted(ApiToken token) implements Authentication {
    /// Its bearer.
    ///
    /// @param source the address that they came from
    public Actor actor(String source) {
      return new Actor(token.name(), token.role(), source);
    }
  }

  /// It was good until [ApiToken#expiresAt].
  record Expired(ApiToken token) implements Authentication {}

  /// It never was one, or was revoked.
  record Unknown() implements Authentication {}
}
