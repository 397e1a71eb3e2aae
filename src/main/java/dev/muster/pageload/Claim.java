package dev.muster.pageload;

import dev.muster.population.UserId;
import org.jspecify.annotations.Nullable;

/// What somebody says who asks for the segments of a user.
///
/// @param clientKey of the environment; compared in constant time
/// @param user whose segments
/// @param hash hex HMAC-SHA256 of the user with a secret of the environment; null if none was sent
/// @param origin of the page that asks, as the browser sent it; null where no page of another
///   origin does
/// @param address that it came from, as far as it can be believed
public record Claim(
    String clientKey, UserId user, @Nullable String hash, @Nullable String origin, String address) {

  /// Holds neither identifier nor proof.
  @Override
  public String toString() {
    return "Claim";
  }
}
