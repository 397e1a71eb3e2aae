package dev.muster.signature;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// With what a keyed digest (RFC 2104) is made.
public enum Digest {
  /// 20 bytes. Old, and in this use not broken.
  SHA1("sha1", "HmacSHA1"),
  /// 32 bytes.
  SHA256("sha256", "HmacSHA256"),
  /// 64 bytes.
  SHA512("sha512", "HmacSHA512");

  private final String code;
  private final String algorithm;

  Digest(String code, String algorithm) {
    this.code = code;
    this.algorithm = algorithm;
  }

  /// Its name in JSON.
  public String code() {
    return code;
  }

  /// @return empty where none has this name
  public static Optional<Digest> ofCode(String code) {
    return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
  }

  /// A keyed digest that nothing was put into yet, to be copied for each use: to key one takes
  /// longer than to make it of a short body.
  ///
  /// @param key of any length but 0
  /// @throws IllegalArgumentException if the key has no byte
  Mac keyed(byte[] key) {
    if (key.length == 0) {
      throw new IllegalArgumentException("a secret is empty");
    }
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + algorithm, e);
    }
  }

  /// One of the same key, for one use. Many threads may copy the same.
  ///
  /// @param keyed by [#keyed]
  static Mac copy(Mac keyed) {
    try {
      return (Mac) keyed.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("this Java's keyed digests cannot be copied", e);
    }
  }
}
