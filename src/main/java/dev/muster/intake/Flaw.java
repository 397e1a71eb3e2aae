package dev.muster.intake;

import dev.muster.intake.Delivery.Refusal;
import java.util.Optional;

/// The kinds of refusal: each is a problem type that senders can match on.
enum Flaw {
  MALFORMED_JSON(400, "malformed-json", "Malformed JSON"),
  MALFORMED_FORM(400, "malformed-form", "Malformed form"),
  MALFORMED_XML(400, "malformed-xml", "Malformed XML"),
  MALFORMED_ENCODING(400, "malformed-encoding", "Malformed content encoding"),
  TOO_DEEP(400, "too-deep", "Nested too deeply"),
  TOO_MANY_KEYS(400, "too-many-keys", "Too many names"),
  BODY_TOO_LARGE(413, "body-too-large", "Body too large"),
  BATCH_TOO_LARGE(413, "batch-too-large", "Batch too large"),
  NOT_JSON(415, "not-json", "Not JSON"),
  UNSUPPORTED_CHARSET(415, "unsupported-charset", "Unsupported character set"),
  UNSUPPORTED_ENCODING(415, "unsupported-encoding", "Unsupported content encoding"),
  NOT_AN_OBJECT(422, "not-an-object", "Not an object"),
  /// Not from where the integration's requests come.
  ADDRESS_NOT_ALLOWED(403, "address-not-allowed", "Address not allowed"),
  /// Not proved to be the sender's.
  SIGNATURE_INVALID(401, "signature-invalid", "Signature missing or wrong"),
  /// Nothing was shown that proves who sends.
  ACCESS_TOKEN_MISSING(401, "access-token-missing", "Access token missing"),
  /// What was shown proves nothing, or does no more.
  ACCESS_TOKEN_INVALID(401, "access-token-invalid", "Access token not good"),
  /// What was shown is for something else.
  INSUFFICIENT_SCOPE(403, "insufficient-scope", "Token for something else"),
  /// The body does not say whose endpoint it is for.
  ENDPOINT_TOKEN_MISSING(422, "endpoint-token-missing", "Token of the endpoint missing"),
  /// There is nothing where the integration looks for its objects.
  ITEMS_MISSING(422, "items-missing", "No objects where they should be"),
  /// No identifier, or what cannot be one; the detail says which.
  IDENTIFIER_MISSING(422, "identifier-missing", "No usable identifier"),
  NOTHING_USABLE(422, "nothing-usable", "Nothing usable");

  private final int status;
  private final String code;
  private final String title;

  Flaw(int status, String code, String title) {
    this.status = status;
    this.code = code;
    this.title = title;
  }

  String title() {
    return title;
  }

  /// A refusal of this kind.
  ///
  /// @param detail what was wrong, where, and what to do
  Refusal refusal(String detail) {
    return new Refusal(status, code, detail);
  }

  static Optional<Flaw> ofCode(String code) {
    for (Flaw flaw : values()) {
      if (flaw.code.equals(code)) {
        return Optional.of(flaw);
      }
    }
    return Optional.empty();
  }
}
