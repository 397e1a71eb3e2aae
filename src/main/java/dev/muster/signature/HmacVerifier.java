package dev.muster.signature;

import dev.muster.signature.SignatureScheme.Hmac;
import dev.muster.signature.SignatureScheme.Layout;
import dev.muster.signature.SignatureScheme.Part;
import dev.muster.signature.SignatureScheme.Time;
import dev.muster.signature.SignatureScheme.Unit;
import dev.muster.signature.Verification.Refused;
import dev.muster.signature.Verification.Verified;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/// Looks at keyed digests.
final class HmacVerifier implements Verifier {

  /// As many signatures of one request are looked at: more than any sender sends.
  static final int SIGNATURES_MAX = 10;

  private final Hmac scheme;
  private final Duration tolerance;

  /// One a secret, to be copied.
  private final List<Mac> keyed;

  HmacVerifier(Hmac scheme, List<String> secrets, Duration tolerance) {
    this.scheme = scheme;
    this.tolerance = tolerance;
    this.keyed =
        secrets.stream()
            .map(secret -> scheme.digest().keyed(secret.getBytes(StandardCharsets.UTF_8)))
            .toList();
  }

  /// What was sent in the field.
  private record Sent(@Nullable String time, List<String> signatures) {}

  @Override
  public Verification verify(SignedRequest request, Instant now) {
    String field = request.header(scheme.header());
    if (field == null) {
      return new Refused("the header " + scheme.header() + " with the signature is missing");
    }
    Sent sent = sent(field, request);
    if (!(scheme.time() instanceof Time.None)) {
      if (sent.time == null) {
        return new Refused("the time that is signed is missing in " + where());
      }
      Optional<String> refusal = SentTime.refusal(sent.time, unit(), tolerance, now);
      if (refusal.isPresent()) {
        return new Refused(refusal.get());
      }
    }
    List<byte[]> signatures = new ArrayList<>();
    sent.signatures.stream()
        .limit(SIGNATURES_MAX)
        .forEach(text -> scheme.encoding().bytes(text).ifPresent(signatures::add));
    if (signatures.isEmpty()) {
      return new Refused("there is no signature in the header " + scheme.header() + shape());
    }
    int secret = secretOf(request, sent.time, signatures);
    return secret >= 0
        ? new Verified(secret)
        : new Refused(
            "the signature in "
                + scheme.header()
                + " was not made with "
                + (keyed.size() == 1 ? "the secret" : "one of the secrets")
                + " of this endpoint, or the body was changed on its way");
  }

  /// @return the secret that made one of the signatures; negative if none did
  private int secretOf(SignedRequest request, @Nullable String time, List<byte[]> signatures) {
    int found = -1;
    for (int secret = 0; secret < keyed.size(); secret++) {
      byte[] expected = digest(keyed.get(secret), request, time);
      for (byte[] signature : signatures) {
        // Not broken off: how long it takes tells nothing of a signature that none made.
        found = MessageDigest.isEqual(expected, signature) ? secret : found;
      }
    }
    return found;
  }

  private byte[] digest(Mac keyedOnce, SignedRequest request, @Nullable String time) {
    Mac mac = Digest.copy(keyedOnce);
    for (Part part : scheme.parts()) {
      switch (part) {
        case Part.Literal(String text) -> mac.update(text.getBytes(StandardCharsets.UTF_8));
        case Part.Sent sent ->
            mac.update(
                switch (sent) {
                  case TIME -> time == null ? new byte[0] : time.getBytes(StandardCharsets.UTF_8);
                  case METHOD -> request.method().getBytes(StandardCharsets.UTF_8);
                  case URL -> HubSpotUrl.of(request.url().get()).getBytes(StandardCharsets.UTF_8);
                  case BODY -> request.body();
                });
      }
    }
    return mac.doFinal();
  }

  private Sent sent(String field, SignedRequest request) {
    List<String> signatures = new ArrayList<>();
    String time = scheme.time() instanceof Time.InHeader in ? request.header(in.header()) : null;
    switch (scheme.layout()) {
      case Layout.Whole(String prefix) -> {
        String text = field.strip();
        if (text.startsWith(prefix)) {
          signatures.add(text.substring(prefix.length()));
        }
      }
      case Layout.Pairs(String separator, String timeName, String signatureName) -> {
        for (String pair : field.split(separator, SIGNATURES_MAX * 4)) {
          int equals = pair.indexOf('=');
          if (equals < 0) {
            continue;
          }
          String name = pair.substring(0, equals).strip();
          String value = pair.substring(equals + 1).strip();
          if (name.equals(timeName)) {
            time = value;
          } else if (name.equals(signatureName)) {
            signatures.add(value);
          }
        }
      }
    }
    return new Sent(time, signatures);
  }

  private Unit unit() {
    return scheme.time() instanceof Time.InHeader in ? in.unit() : Unit.SECONDS;
  }

  private String where() {
    return scheme.time() instanceof Time.InHeader in
        ? "the header " + in.header()
        : "the header " + scheme.header();
  }

  private String shape() {
    String one = scheme.encoding() == Encoding.HEX ? "<hexadecimal>" : "<base64>";
    return switch (scheme.layout()) {
      case Layout.Whole(String prefix) -> "; it has the form " + prefix + one;
      case Layout.Pairs(String separator, String time, String signature) ->
          "; it has the form " + time + "=<seconds>" + separator + signature + "=" + one;
    };
  }
}
