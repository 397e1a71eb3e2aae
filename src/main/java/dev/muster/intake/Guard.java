package dev.muster.intake;

import dev.muster.catalog.AccessTokens;
import dev.muster.catalog.EndpointSecret;
import dev.muster.catalog.Integration;
import dev.muster.catalog.Receiving;
import dev.muster.catalog.SecretBox;
import dev.muster.signature.AddressRange;
import dev.muster.signature.SignatureScheme;
import dev.muster.signature.Verification;
import dev.muster.signature.Verifier;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who may send to an endpoint. Immutable.
final class Guard {

  /// Lets everything through: what is taken once more was let through before.
  static final Guard NONE = new Guard(List.of(), (_, _) -> {});

  private final List<AddressRange> allowed;
  private final Proof proof;

  private Guard(List<AddressRange> allowed, Proof proof) {
    this.allowed = allowed;
    this.proof = proof;
  }

  /// What a request has to prove.
  private interface Proof {
    /// @throws RefusedBodyException if it does not
    void require(Posted posted, Instant now) throws RefusedBodyException;
  }

  /// @param box opens the endpoint's secrets
  /// @param uses notes with which of them a call is proved
  /// @param accessTokens checks those that OAuth2 clients show
  static Guard of(
      Integration integration,
      String environment,
      SecretBox box,
      SecretUses uses,
      AccessTokens accessTokens) {
    List<AddressRange> allowed =
        integration.receiving().allowedAddresses().stream().map(AddressRange::of).toList();
    Optional<Receiving.Signature> signature = integration.receiving().signature();
    if (signature.isEmpty()) {
      return new Guard(allowed, NONE.proof);
    }
    Optional<SignatureScheme> scheme = signature.get().scheme().signature();
    Duration tolerance = Duration.ofSeconds(signature.get().toleranceSeconds());
    return new Guard(
        allowed,
        scheme.isEmpty()
            ? (posted, now) -> BearerCheck.admit(accessTokens, posted, now)
            : signed(scheme.get(), tolerance, integration, environment, box, uses));
  }

  private static Proof signed(
      SignatureScheme scheme,
      Duration tolerance,
      Integration integration,
      String environment,
      SecretBox box,
      SecretUses uses) {
    List<String> fitting = new ArrayList<>();
    List<SecretUses.Use> theirUses = new ArrayList<>();
    String trouble = "it has none for the environment " + environment;
    for (EndpointSecret secret : integration.secretsOf(environment)) {
      Optional<String> why = trouble(scheme, secret, box);
      if (why.isEmpty()) {
        fitting.add(secret.open(box).orElseThrow());
        theirUses.add(uses.of(secret));
      } else {
        trouble = why.get();
      }
    }
    return fitting.isEmpty()
        ? unready(trouble)
        : signed(Verifier.of(scheme, fitting, tolerance), List.copyOf(theirUses));
  }

  /// Why no call can be proved with a secret, in words that follow a colon; empty if one can.
  static Optional<String> trouble(Integration integration, EndpointSecret secret, SecretBox box) {
    return integration
        .receiving()
        .signature()
        .flatMap(one -> one.scheme().signature())
        .flatMap(scheme -> trouble(scheme, secret, box));
  }

  private static Optional<String> trouble(
      SignatureScheme scheme, EndpointSecret secret, SecretBox box) {
    Optional<String> opened = secret.open(box);
    return opened.isEmpty()
        ? Optional.of("it was closed with another key file")
        : misfit(scheme, opened.get());
  }

  private static Proof unready(String why) {
    return (_, _) -> {
      throw new RefusedBodyException(
          Flaw.SIGNATURE_INVALID,
          "the signature cannot be checked, since the endpoint has no secret that can be used ("
              + why
              + "); give it the sender's in the console, and send this again");
    };
  }

  /// @param uses of each secret that the verifier has
  private static Proof signed(Verifier verifier, List<SecretUses.Use> uses) {
    return (posted, now) -> {
      switch (verifier.verify(posted.signed(), now)) {
        case Verification.Verified(int secret) -> uses.get(secret).noted(now);
        case Verification.Refused(String reason) ->
            throw new RefusedBodyException(Flaw.SIGNATURE_INVALID, reason);
      }
    };
  }

  /// Why a secret is of no use: the scheme was changed after it was given.
  private static Optional<String> misfit(SignatureScheme scheme, String secret) {
    try {
      Verifier _ = Verifier.of(scheme, List.of(secret), Verifier.TOLERANCE);
      return Optional.empty();
    } catch (IllegalArgumentException wrong) {
      return Optional.of("it does not fit: " + wrong.getMessage());
    }
  }

  /// Lets a request through.
  ///
  /// @throws RefusedBodyException if it is not proved to be the sender's
  void admit(Posted posted, Instant now) throws RefusedBodyException {
    admitAddress(posted);
    proof.require(posted, now);
  }

  /// The same for one that has proved by a wire format's own means to be from whom it should be.
  ///
  /// @throws RefusedBodyException if it comes from elsewhere
  void admitAddress(Posted posted) throws RefusedBodyException {
    if (!allowed.isEmpty() && !comesFromAllowed(posted.source())) {
      throw new RefusedBodyException(
          Flaw.ADDRESS_NOT_ALLOWED,
          "requests of this integration come from other addresses than "
              + posted.source()
              + "; add it to the integration's allowed addresses if it is the sender's");
    }
  }

  private boolean comesFromAllowed(String source) {
    Optional<InetAddress> address = AddressRange.literal(source);
    return address.isPresent() && allowed.stream().anyMatch(range -> range.contains(address.get()));
  }
}
