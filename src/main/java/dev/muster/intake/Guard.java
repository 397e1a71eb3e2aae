package dev.muster.intake;

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
import org.jspecify.annotations.Nullable;

/// Who may send to an endpoint. Immutable.
final class Guard {

  /// Lets everything through: what is taken once more was let through before.
  static final Guard NONE = new Guard(List.of(), null, "");

  private final List<AddressRange> allowed;
  private final @Nullable Verifier verifier;
  private final String unready;

  private Guard(List<AddressRange> allowed, @Nullable Verifier verifier, String unready) {
    this.allowed = allowed;
    this.verifier = verifier;
    this.unready = unready;
  }

  /// @param box opens the endpoint's secrets
  static Guard of(Integration integration, String environment, SecretBox box) {
    List<AddressRange> allowed =
        integration.receiving().allowedAddresses().stream().map(AddressRange::of).toList();
    Optional<Receiving.Signature> signature = integration.receiving().signature();
    if (signature.isEmpty()) {
      return new Guard(allowed, null, "");
    }
    SignatureScheme scheme = signature.get().scheme().signature();
    Duration tolerance = Duration.ofSeconds(signature.get().toleranceSeconds());
    List<String> secrets = new ArrayList<>();
    String unready = "it has none for the environment " + environment;
    for (EndpointSecret secret : integration.secretsOf(environment)) {
      Optional<String> opened = secret.open(box);
      Optional<String> misfit =
          opened.isEmpty()
              ? Optional.of("it was closed with another key file")
              : misfit(scheme, opened.get(), tolerance);
      if (misfit.isEmpty()) {
        secrets.add(opened.orElseThrow());
      } else {
        unready = misfit.get();
      }
    }
    return new Guard(
        allowed, Verifier.of(scheme, secrets, tolerance), secrets.isEmpty() ? unready : "");
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
    if (!allowed.isEmpty() && !comesFromAllowed(posted.source())) {
      throw new RefusedBodyException(
          Flaw.ADDRESS_NOT_ALLOWED,
          "requests of this integration come from other addresses than "
              + posted.source()
              + "; add it to the integration's allowed addresses if it is the sender's");
    }
    if (verifier == null) {
      return;
    }
    if (!unready.isEmpty()) {
      throw new RefusedBodyException(
          Flaw.SIGNATURE_INVALID,
          "the signature cannot be checked, since the endpoint has no secret that can be used ("
              + unready
              + "); give it the sender's in the console, and send this again");
    }
    if (verifier.verify(posted.signed(), now) instanceof Verification.Refused(String reason)) {
      throw new RefusedBodyException(Flaw.SIGNATURE_INVALID, reason);
    }
  }

  private boolean comesFromAllowed(String source) {
    Optional<InetAddress> address = AddressRange.literal(source);
    return address.isPresent() && allowed.stream().anyMatch(range -> range.contains(address.get()));
  }
}
