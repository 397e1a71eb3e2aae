package dev.muster.catalog;

import java.time.Instant;
import java.util.Optional;

/// What a sender proves its requests to one endpoint with. It is needed to check each request, so
/// it is kept closed by a [SecretBox], not as a digest.
///
/// @param id one per installation
/// @param environment the key of the endpoint's environment
/// @param hint its last characters, by which people tell it from others
/// @param sealed as a [SecretBox] closed it
/// @param createdAt to the millisecond
/// @param createdBy who gave it
public record EndpointSecret(
    int id, String environment, String hint, String sealed, Instant createdAt, String createdBy) {

  /// How many an endpoint may have: one in use, one to change to, and one to spare.
  public static final int MAX = 3;

  static final String PURPOSE = "secret of an endpoint";

  /// The secret itself.
  ///
  /// @return empty if it was closed with another key
  public Optional<String> open(SecretBox box) {
    return box.open(PURPOSE, sealed);
  }
}
