package dev.muster.signature;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;

/// Signs what Muster sends as Standard Webhooks says: HMAC-SHA256 with a secret `whsec_…` over the
/// message's id, the time of the attempt and the body. With several secrets, as while one is
/// exchanged for another, there is a signature by each. Safe for use by many threads.
public final class StandardWebhooksSigner {

  /// As the specification recommends: between 24 and 64.
  private static final int SECRET_BYTES = 32;

  private final List<Mac> keyed = new ArrayList<>();

  /// @param secrets `whsec_` and base64 each
  /// @throws IllegalArgumentException if one of them is not
  public StandardWebhooksSigner(List<String> secrets) {
    for (String secret : secrets) {
      if (!secret.startsWith(StandardWebhooksVerifier.SECRET_PREFIX)) {
        throw new IllegalArgumentException("a secret to sign with begins with whsec_");
      }
      keyed.add(
          Digest.SHA256.keyed(
              StandardWebhooksVerifier.decode(
                  secret.substring(StandardWebhooksVerifier.SECRET_PREFIX.length()))));
    }
  }

  /// A secret that nobody knows yet.
  public static String newSecret() {
    byte[] key = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(key);
    return StandardWebhooksVerifier.SECRET_PREFIX + Base64.getEncoder().encodeToString(key);
  }

  /// What the header `webhook-signature` says.
  ///
  /// @param id what `webhook-id` says
  /// @param seconds what `webhook-timestamp` says, since 1970
  /// @param body as it is sent
  /// @return one signature a secret, in the order of the secrets, with spaces between them
  public String signatures(String id, long seconds, byte[] body) {
    byte[] head = (id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8);
    return keyed.stream().map(key -> signature(key, head, body)).collect(Collectors.joining(" "));
  }

  private static String signature(Mac key, byte[] head, byte[] body) {
    try {
      Mac mac = (Mac) key.clone();
      mac.update(head);
      return StandardWebhooksVerifier.SYMMETRIC
          + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("this Java's keyed digests cannot be copied", e);
    }
  }
}
