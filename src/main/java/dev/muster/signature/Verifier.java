package dev.muster.signature;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A scheme with the secrets that are accepted, ready to look at requests. Immutable, safe for use
/// by many threads.
///
/// Several secrets are accepted at once so that one can be replaced without a moment in which
/// requests are refused.
public interface Verifier {

  /// How far a signed time may be from now, in either direction: what Stripe, HubSpot, Slack and
  /// Standard Webhooks recommend.
  Duration TOLERANCE = Duration.ofMinutes(5);

  /// Whether a request is of somebody who has one of the secrets. Takes as long whatever of a
  /// signature is wrong.
  ///
  /// @param now what time it is
  Verification verify(SignedRequest request, Instant now);

  /// @param secrets as the sender shows them; without one, everything is refused
  /// @param tolerance how far a signed time may be from now
  /// @throws IllegalArgumentException if a secret cannot be one of this scheme; the message says
  ///   what one looks like, and nothing of the secret
  static Verifier of(SignatureScheme scheme, List<String> secrets, Duration tolerance) {
    return switch (scheme) {
      case SignatureScheme.Hmac hmac -> new HmacVerifier(hmac, secrets, tolerance);
      case SignatureScheme.StandardWebhooks _ -> new StandardWebhooksVerifier(secrets, tolerance);
      case SignatureScheme.SharedHeader(String header) -> new SecretVerifier(header, secrets);
      case SignatureScheme.Basic _ -> SecretVerifier.basic(secrets);
    };
  }
}
