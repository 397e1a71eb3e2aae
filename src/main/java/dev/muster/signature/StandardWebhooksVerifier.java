package dev.muster.signature;

import dev.muster.signature.SignatureScheme.Unit;
import dev.muster.signature.Verification.Refused;
import dev.muster.signature.Verification.Verified;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;

/// Looks at signatures of Standard Webhooks: `v1,` HMAC-SHA256 with a secret `whsec_…`, `v1a,`
/// ed25519 with a public key `whpk_…`.
final class StandardWebhooksVerifier implements Verifier {

  static final String SECRET_PREFIX = "whsec_";
  static final String PUBLIC_PREFIX = "whpk_";
  static final String SYMMETRIC = "v1,";
  private static final String ASYMMETRIC = "v1a,";

  /// What stands before the 32 bytes of an ed25519 key in its X.509 form (RFC 8410).
  private static final byte[] ED25519_X509 = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final int ED25519_BYTES = 32;

  /// @param secret which one it is, from 0
  private record Keyed(int secret, Mac mac) {}

  /// @param secret which one it is, from 0
  private record Public(int secret, PublicKey key) {}

  private final List<Keyed> keyed = new ArrayList<>();
  private final List<Public> publicKeys = new ArrayList<>();
  private final Duration tolerance;

  StandardWebhooksVerifier(List<String> secrets, Duration tolerance) {
    this.tolerance = tolerance;
    for (int number = 0; number < secrets.size(); number++) {
      String secret = secrets.get(number);
      if (secret.startsWith(PUBLIC_PREFIX)) {
        PublicKey key = publicKey(decode(secret.substring(PUBLIC_PREFIX.length())));
        publicKeys.add(new Public(number, key));
      } else {
        String text =
            secret.startsWith(SECRET_PREFIX) ? secret.substring(SECRET_PREFIX.length()) : secret;
        keyed.add(new Keyed(number, Digest.SHA256.keyed(decode(text))));
      }
    }
  }

  static byte[] decode(String text) {
    try {
      byte[] key = Base64.getDecoder().decode(text);
      if (key.length > 0) {
        return key;
      }
    } catch (IllegalArgumentException _) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "a secret of Standard Webhooks is whsec_ and base64, a public key whpk_ and base64");
  }

  private static PublicKey publicKey(byte[] key) {
    if (key.length != ED25519_BYTES) {
      throw new IllegalArgumentException(
          "a public key whpk_ has 32 bytes in base64, not " + key.length);
    }
    byte[] encoded = new byte[ED25519_X509.length + key.length];
    System.arraycopy(ED25519_X509, 0, encoded, 0, ED25519_X509.length);
    System.arraycopy(key, 0, encoded, ED25519_X509.length, key.length);
    try {
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("a public key whpk_ is not one of ed25519", e);
    }
  }

  @Override
  public Verification verify(SignedRequest request, Instant now) {
    String id = StandardFields.field(request::header, "id");
    String time = StandardFields.field(request::header, "timestamp");
    String field = StandardFields.field(request::header, "signature");
    if (id == null || time == null || field == null) {
      String missing = id == null ? "id" : time == null ? "timestamp" : "signature";
      return new Refused("the header webhook-" + missing + " (or svix-" + missing + ") is missing");
    }
    Optional<String> refusal = SentTime.refusal(time, Unit.SECONDS, tolerance, now);
    if (refusal.isPresent()) {
      return new Refused(refusal.get());
    }
    byte[] head = (id + "." + time + ".").getBytes(StandardCharsets.UTF_8);
    int found = -1;
    for (String one : field.strip().split(" +", HmacVerifier.SIGNATURES_MAX)) {
      int secret =
          one.startsWith(ASYMMETRIC)
              ? signedWith(head, request.body(), one.substring(ASYMMETRIC.length()))
              : one.startsWith(SYMMETRIC)
                  ? madeWith(head, request.body(), one.substring(SYMMETRIC.length()))
                  : -1;
      found = Math.max(found, secret);
    }
    return found >= 0
        ? new Verified(found)
        : new Refused(
            "no signature in webhook-signature was made with a secret of this endpoint, or the"
                + " body was changed on its way");
  }

  /// @return which secret made it; negative if none did
  private int madeWith(byte[] head, byte[] body, String text) {
    byte[] signature = Encoding.BASE64.bytes(text).orElseGet(() -> new byte[0]);
    int found = -1;
    for (Keyed one : keyed) {
      Mac mac = Digest.copy(one.mac);
      mac.update(head);
      found = MessageDigest.isEqual(mac.doFinal(body), signature) ? one.secret : found;
    }
    return found;
  }

  private int signedWith(byte[] head, byte[] body, String text) {
    byte[] signature = Encoding.BASE64.bytes(text).orElseGet(() -> new byte[0]);
    int found = -1;
    for (Public one : publicKeys) {
      try {
        Signature check = Signature.getInstance("Ed25519");
        check.initVerify(one.key);
        check.update(head);
        check.update(body);
        found = check.verify(signature) ? one.secret : found;
      } catch (GeneralSecurityException _) {
        // A signature of the wrong length: not signed.
      }
    }
    return found;
  }
}
