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
  /// @param accessTokens checks those that OAuth2 clients show
  static Guard of(
      Integration integration, String environment, SecretBox box, AccessTokens accessTokens) {
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
            : signed(
                scheme.get(), tolerance, integration.secretsOf(environment), environment, box));
  }

  private static Proof signed(
      SignatureScheme scheme,
      Duration tolerance,
      List<EndpointSecret> secrets,
      String environment,
      SecretBox box) {
    List<String> fitting = new ArrayList<>();
    String misfit = "it has none for the environment " + environment;
    for (EndpointSecret secret : secrets) {
      Optional<String> opened = secret.open(box);
      Optional<String> why =
          opened.isEmpty()
              ? Optional.of("it was closed with another key file")
              : misfit(scheme, opened.get(), tolerance);
      if (why.isEmpty()) {
        fitting.add(opened.orElseThrow());
      } else {
        misfit = why.get();
      }
    }
    return fitting.isEmpty() ? unready(misfit) : signed(Verifier.of(scheme, fitting, tolerance));
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

  private static Proof signed(Verifier verifier) {
    return (posted, now) -> {
      if (verifier.verify(posted.signed(), now) instanceof Verification.Refused(String reason)) {
        throw new RefusedBodyException(Flaw.SIGNATURE_INVALID, reason);
      }
    };
  }

  /// Why a secret is of no use: the scheme was changed after it was given.
  private static Optional<String> misfit(
      SignatureScheme scheme, String secret, Duration tolerance) {
    try {
      Verifier _ = Verifier.of(scheme, List.of(secret), tolerance);
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
