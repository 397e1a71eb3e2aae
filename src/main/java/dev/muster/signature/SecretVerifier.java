package dev.muster.signature;

import dev.muster.signature.Verification.Refused;
import dev.muster.signature.Verification.Verified;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/// Looks for a secret that is sent as it is, which only a connection that nobody reads along
/// protects.
final class SecretVerifier implements Verifier {

  private static final String AUTHORIZATION = "authorization";
  private static final String BASIC = "basic ";

  private final String header;
  private final boolean basic;
  private final List<byte[]> secrets;

  SecretVerifier(String header, List<String> secrets) {
    this(header, false, secrets);
  }

  private SecretVerifier(String header, boolean basic, List<String> secrets) {
    this.header = header;
    this.basic = basic;
    this.secrets = secrets.stream().map(secret -> secret.getBytes(StandardCharsets.UTF_8)).toList();
    for (String secret : secrets) {
      if (secret.isEmpty() || (basic && secret.indexOf(':') < 1)) {
        throw new IllegalArgumentException(
            basic ? "a secret of Basic auth is user:password" : "a secret is empty");
      }
    }
  }

  /// @param secrets each `user:password`
  static SecretVerifier basic(List<String> secrets) {
    return new SecretVerifier(AUTHORIZATION, true, secrets);
  }

  @Override
  public Verification verify(SignedRequest request, Instant now) {
    String field = request.header(header);
    if (field == null) {
      return new Refused(
          basic
              ? "user name and password are missing (HTTP Basic auth)"
              : "the header " + header + " with the secret is missing");
    }
    byte[] presented;
    if (basic) {
      if (!field.toLowerCase(Locale.ROOT).startsWith(BASIC)) {
        return new Refused("the header authorization is not one of HTTP Basic auth");
      }
      try {
        presented = Base64.getDecoder().decode(field.substring(BASIC.length()).strip());
      } catch (IllegalArgumentException _) {
        return new Refused("the header authorization has no base64 after Basic");
      }
    } else {
      presented = field.getBytes(StandardCharsets.UTF_8);
    }
    int found = -1;
    for (int secret = 0; secret < secrets.size(); secret++) {
      found = MessageDigest.isEqual(secrets.get(secret), presented) ? secret : found;
    }
    return found >= 0
        ? new Verified(found)
        : new Refused(
            basic
                ? "user name or password is wrong"
                : "the header " + header + " does not have the secret of this endpoint");
  }
}
