package dev.muster.intake;

import dev.muster.catalog.EndpointSecret;
import dev.muster.catalog.Integration;
import dev.muster.catalog.Receiving;
import dev.muster.catalog.SecretBox;
import dev.muster.signature.AddressRange;
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
    List<String> secrets = new ArrayList<>();
    String unready = "";
    for (EndpointSecret secret : integration.secrets()) {
      if (secret.environment().equals(environment)) {
        Optional<String> opened = secret.open(box);
        opened.ifPresent(secrets::add);
        unready = opened.isPresent() ? unready : "it was closed with another key file";
      }
    }
    if (secrets.isEmpty() && unready.isEmpty()) {
      unready = "it has none for the environment " + environment;
    }
    Duration tolerance = Duration.ofSeconds(signature.get().toleranceSeconds());
    try {
      Verifier verifier =
          Verifier.of(EndpointSecret.scheme(signature.get().scheme()), secrets, tolerance);
      return new Guard(allowed, verifier, secrets.isEmpty() ? unready : "");
    } catch (IllegalArgumentException wrong) {
      // The scheme was changed after the secret was given.
      Verifier none =
          Verifier.of(EndpointSecret.scheme(signature.get().scheme()), List.of(), tolerance);
      return new Guard(allowed, none, "it does not fit: " + wrong.getMessage());
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
