package dev.muster.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Whether pages have to prove whose segments they ask for, and by what.
///
/// @param required whether a page load without a proof is refused
/// @param secrets with which proofs are made, the oldest first; any of them will do, so that one
///   can take the place of another without a page being refused in between
public record Verification(boolean required, List<Secret> secrets) {

  /// Pages are believed.
  public static final Verification OFF = new Verification(false, List.of());

  /// How many secrets there may be: one in use, and one to change to.
  public static final int SECRETS_MAX = 2;

  static final String PURPOSE = "identity verification";

  /// What the customer's own server makes proofs with.
  ///
  /// @param id the selector of the secret, by which people tell it from others
  /// @param createdAt to the millisecond
  /// @param createdBy who made it
  /// @param sealed the secret, an [AccessKey], as a [SecretBox] closed it
  public record Secret(String id, Instant createdAt, String createdBy, String sealed) {

    /// The secret itself.
    ///
    /// @return empty if it was closed with another key
    public Optional<String> open(SecretBox box) {
      return box.open(PURPOSE, sealed);
    }
  }

  /// Copies the list.
  public Verification {
    secrets = List.copyOf(secrets);
  }
}
