package dev.muster.catalog;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The form of identifiers that are kept hashed only: SHA-256 over the salt and the identifier,
/// each in UTF-8, in hex. The snippet makes the same in the browser.
public final class IdentifierHash {

  private IdentifierHash() {}

  /// @param identifier well-formed Unicode
  /// @return 64 hexadecimal digits
  public static String of(String salt, String identifier) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((salt + identifier).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
