package dev.muster.catalog;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;

/// The form of endpoint tokens, client keys and API tokens: 40 characters of an alphabet without
/// look-alikes. The first 8 are the selector, by which a key is looked up and named in logs; the
/// other 32 are 160 bits of [SecureRandom], compared in constant time.
public final class AccessKey {

  /// How many characters the selector has.
  public static final int SELECTOR_LENGTH = 8;

  /// How many characters a key has.
  public static final int LENGTH = 40;

  private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

  private AccessKey() {}

  /// A new key.
  static String generate(SecureRandom random) {
    byte[] bytes = new byte[LENGTH];
    random.nextBytes(bytes);
    StringBuilder key = new StringBuilder(LENGTH);
    for (byte b : bytes) {
      key.append(ALPHABET.charAt(b & 31));
    }
    return key.toString();
  }

  /// The public part of a key: good for looking it up and for showing.
  ///
  /// @param key of any form
  /// @return its first 8 characters, or all of it if it is shorter
  public static String selector(String key) {
    return key.substring(0, Math.min(SELECTOR_LENGTH, key.length()));
  }

  /// Whether two keys are the same, in a time that does not depend on where they differ.
  public static boolean same(String presented, String kept) {
    return MessageDigest.isEqual(
        presented.getBytes(StandardCharsets.UTF_8), kept.getBytes(StandardCharsets.UTF_8));
  }
}
