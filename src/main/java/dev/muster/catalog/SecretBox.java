package dev.muster.catalog;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
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

  private final SecretKey key;
  private final SecureRandom random = new SecureRandom();

  private SecretBox(SecretKey key) {
    this.key = key;
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

  /// Closes a secret.
  ///
  /// @param purpose what it is for; it can be opened for nothing else
  /// @return in the alphabet of base64url, another text each time
  public String close(String purpose, String secret) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] closed =
          cipher(Cipher.ENCRYPT_MODE, purpose, nonce, 0)
              .doFinal(secret.getBytes(StandardCharsets.UTF_8));
      byte[] all = new byte[NONCE_BYTES + closed.length];
      System.arraycopy(nonce, 0, all, 0, NONCE_BYTES);
      System.arraycopy(closed, 0, all, NONCE_BYTES, closed.length);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot encrypt", e);
    }
  }

  /// Opens what [#close] gave.
  ///
  /// @return empty if it was closed with another key or for another purpose, or has been changed
  public Optional<String> open(String purpose, String closed) {
    try {
      byte[] all = Base64.getUrlDecoder().decode(closed);
      if (all.length < NONCE_BYTES) {
        return Optional.empty();
      }
      byte[] secret =
          cipher(Cipher.DECRYPT_MODE, purpose, all, 0)
              .doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
      return Optional.of(new String(secret, StandardCharsets.UTF_8));
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private Cipher cipher(int mode, String purpose, byte[] nonce, int at)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, at, NONCE_BYTES));
    cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
