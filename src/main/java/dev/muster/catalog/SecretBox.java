package dev.muster.catalog;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Closes secrets that have to be used again, and so cannot be kept as digests: AES-256 in Galois
/// counter mode (NIST SP 800-38D) under the installation's key, which is not in the log.
/// Thread-safe.
public final class SecretBox {

  /// How long the key is, in bytes.
  public static final int KEY_BYTES = 32;

  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  /// From which the key of [#closeAlike] is made.
  private static final byte[] NONCES = "nonces".getBytes(StandardCharsets.US_ASCII);

  private static final String MAC = "HmacSHA256";

  private final SecretKey key;
  private final Mac nonces;
  private final SecureRandom random = new SecureRandom();

  private SecretBox(SecretKey key) {
    this.key = key;
    this.nonces = mac(new SecretKeySpec(mac(key).doFinal(NONCES), MAC));
  }

  private static Mac mac(SecretKey key) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + MAC, e);
    }
  }

  /// @param key 32 bytes; copied
  /// @throws IllegalArgumentException if it is of another length
  public static SecretBox of(byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("a key has 32 bytes, not " + key.length);
    }
    return new SecretBox(new SecretKeySpec(key, "AES"));
  }

  /// A box that nothing can be opened with later, for what lives as long as the process.
  public static SecretBox passing() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return of(key);
  }

  /// A box with a key of its own that is made from this one's, for what is kept apart.
  ///
  /// @param use what it is for
  public SecretBox derived(String use) {
    return of(mac(key).doFinal(use.getBytes(StandardCharsets.UTF_8)));
  }

  /// Closes a secret.
  ///
  /// @param purpose what it is for; it can be opened for nothing else
  /// @return in the alphabet of base64url, another text each time
  public String close(String purpose, String secret) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    return text(close(bytes(purpose), nonce, secret.getBytes(StandardCharsets.UTF_8)));
  }

  /// Closes a secret so that the same comes out each time: for what has to be told apart from
  /// others, and to be closed more often than there are random nonces to trust. That two texts are
  /// of one secret can be seen.
  ///
  /// @param purpose what it is for; it can be opened for nothing else
  /// @return in the alphabet of base64url
  public String closeAlike(String purpose, String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    try {
      // The nonce is a keyed digest of all that is closed, as in RFC 5297: it is the same only for
      // the same.
      Mac mac = (Mac) nonces.clone();
      mac.update(bytes(purpose));
      mac.update((byte) 0);
      return text(close(bytes(purpose), Arrays.copyOf(mac.doFinal(bytes), NONCE_BYTES), bytes));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("this Java's " + MAC + " cannot be copied", e);
    }
  }

  /// Closes bytes.
  ///
  /// @param context which they are; they are opened as no others
  /// @return other bytes each time, 28 more than before
  public byte[] closeBytes(byte[] context, byte[] bytes) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    return close(context, nonce, bytes);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private byte[] close(byte[] purpose, byte[] nonce, byte[] secret) {
    try {
      byte[] closed = cipher(Cipher.ENCRYPT_MODE, purpose, nonce, 0).doFinal(secret);
      byte[] all = new byte[NONCE_BYTES + closed.length];
      System.arraycopy(nonce, 0, all, 0, NONCE_BYTES);
      System.arraycopy(closed, 0, all, NONCE_BYTES, closed.length);
      return all;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot encrypt", e);
    }
  }

  /// Opens what [#close] gave.
  ///
  /// @return empty if it was closed with another key or for another purpose, or has been changed
  public Optional<String> open(String purpose, String closed) {
    try {
      return openBytes(bytes(purpose), Base64.getUrlDecoder().decode(closed))
          .map(secret -> new String(secret, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// Opens what [#closeBytes] gave.
  ///
  /// @return empty if they were closed with another key or as others, or have been changed
  public Optional<byte[]> openBytes(byte[] context, byte[] closed) {
    if (closed.length < NONCE_BYTES) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          cipher(Cipher.DECRYPT_MODE, context, closed, 0)
              .doFinal(closed, NONCE_BYTES, closed.length - NONCE_BYTES));
    } catch (GeneralSecurityException _) {
      return Optional.empty();
    }
  }

  private Cipher cipher(int mode, byte[] purpose, byte[] nonce, int at)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, at, NONCE_BYTES));
    cipher.updateAAD(purpose);
    return cipher;
  }
}
