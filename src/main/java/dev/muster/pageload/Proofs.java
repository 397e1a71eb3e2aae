package dev.muster.pageload;

import dev.muster.catalog.SecretBox;
import dev.muster.catalog.Verification;
import dev.muster.population.UserId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Checks the proofs of identifiers: hex HMAC-SHA256 (RFC 2104) of the identifier's UTF-8, keyed
/// with the UTF-8 of a secret. Thread-safe.
final class Proofs {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int HEX_LENGTH = 64;

  private final boolean required;

  /// One a secret. They are copied for each use, which is cheaper than keying them.
  private final List<Keyed> keyed = new ArrayList<>();

  private record Keyed(String secretId, Mac mac) {}

  private final boolean unreadable;

  Proofs(Verification verification, SecretBox box) {
    this.required = verification.required();
    boolean closed = false;
    for (Verification.Secret secret : verification.secrets()) {
      Optional<String> open = secret.open(box);
      open.ifPresent(text -> keyed.add(new Keyed(secret.id(), mac(text))));
      closed |= open.isEmpty();
    }
    this.unreadable = closed;
  }

  private static Mac mac(String secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + ALGORITHM, e);
    }
  }

  /// Whether pages have to prove identifiers.
  boolean required() {
    return required;
  }

  /// Whether a secret could not be opened.
  boolean unreadable() {
    return unreadable;
  }

  /// Whether a proof is one.
  sealed interface Finding {

    /// It is, with one of the secrets.
    ///
    /// @param secretId of that one
    record Right(String secretId) implements Finding {}

    /// It is not.
    record Wrong(Refusal why) implements Finding {}
  }

  Finding check(UserId user, @Nullable String hash) {
    if (hash == null || hash.isEmpty()) {
      return new Finding.Wrong(Refusal.HASH_MISSING);
    }
    byte[] presented = bytes(hash);
    String with = "";
    for (Keyed one : keyed) {
      // All are tried, so that the time does not tell which secret it was.
      if (MessageDigest.isEqual(copy(one.mac()).doFinal(user.utf8()), presented)) {
        with = one.secretId();
      }
    }
    if (!with.isEmpty()) {
      return new Finding.Right(with);
    }
    return new Finding.Wrong(unreadable ? Refusal.SECRETS_UNREADABLE : Refusal.HASH_WRONG);
  }

  /// Whether what was proved with a secret still is.
  ///
  /// @param secretId of that secret; empty where nothing was
  boolean stillProved(String secretId) {
    return !required || keyed.stream().anyMatch(one -> one.secretId().equals(secretId));
  }

  private static byte[] bytes(String hash) {
    try {
      return hash.length() == HEX_LENGTH ? HexFormat.of().parseHex(hash) : new byte[0];
    } catch (IllegalArgumentException _) {
      return new byte[0];
    }
  }

  private static Mac copy(Mac mac) {
    try {
      return (Mac) mac.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("this Java's " + ALGORITHM + " cannot be copied", e);
    }
  }
}
