package dev.muster.catalog;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What publishing to an environment would start from, as a short text: another one as soon as what
/// is live there, a segment, or an integration is another. Whoever publishes can so say what they
/// have seen.
public final class PublicationBasis {

  private static final int DIGEST_BYTES = 12;

  private PublicationBasis() {}

  /// @param environment of the system
  public static String of(SystemDefinition system, Environment environment) {
    StringBuilder all = new StringBuilder();
    all.append(environment.id()).append(' ');
    all.append(environment.live().map(Publication::version).orElse(0));
    system
        .segments()
        .values()
        .forEach(one -> add(all, "segment", one.key(), one.createdAt() + " " + one.version()));
    system
        .integrations()
        .values()
        .forEach(one -> add(all, "integration", one.key(), one.id() + " " + one.version()));
    return digest(all.toString());
  }

  private static void add(StringBuilder all, String kind, String key, String state) {
    all.append('\n').append(kind).append(' ').append(key).append(' ').append(state);
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
