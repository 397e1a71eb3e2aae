package dev.muster.signature;

/// Whether a request is its sender's.
public sealed interface Verification {

  /// One of the secrets made the signature.
  ///
  /// @param secret which of those that the verifier has, from 0; of several the last
  record Verified(int secret) implements Verification {}

  /// It may be anybody's.
  ///
  /// @param reason what was missing, wrong or too old, and what to do; without secrets and without
  ///   what the signature would have had to be
  record Refused(String reason) implements Verification {}
}
