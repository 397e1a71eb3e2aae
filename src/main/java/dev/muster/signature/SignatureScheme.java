package dev.muster.signature;

import java.util.List;
import java.util.Locale;

/// How senders prove that requests are theirs.
public sealed interface SignatureScheme {

  /// Keyed digests over parts of the request.
  ///
  /// @param header the field that has the signature, in lower case
  /// @param layout where in the field it is
  /// @param time where the time is that is signed too
  /// @param parts what is signed, one after the other
  record Hmac(
      String header, Layout layout, Time time, Digest digest, Encoding encoding, List<Part> parts)
      implements SignatureScheme {
    /// Copies the list.
    public Hmac {
      header = header.toLowerCase(Locale.ROOT);
      parts = List.copyOf(parts);
    }
  }

  /// Standard Webhooks (standardwebhooks.com), also with the field names of Svix: HMAC-SHA256 and
  /// ed25519 over identifier, time and body.
  enum StandardWebhooks implements SignatureScheme {
    /// The only one.
    STANDARD_WEBHOOKS
  }

  /// A field that has the secret as it is.
  ///
  /// @param header in lower case
  record SharedHeader(String header) implements SignatureScheme {
    /// In lower case.
    public SharedHeader {
      header = header.toLowerCase(Locale.ROOT);
    }
  }

  /// User name and password (RFC 7617); the secret is `user:password`.
  enum Basic implements SignatureScheme {
    /// The only one.
    BASIC
  }

  /// Where in its field a signature is.
  sealed interface Layout {

    /// The whole field is one, after a prefix; where the field was sent several times, the first.
    ///
    /// @param prefix maybe empty
    record Whole(String prefix) implements Layout {}

    /// Pairs of name and value, several of which may be signatures.
    ///
    /// @param separator between pairs
    /// @param time the name of the pair with the time
    /// @param signature the name of pairs with signatures
    record Pairs(String separator, String time, String signature) implements Layout {}
  }

  /// Where the time of sending is.
  sealed interface Time {

    /// It is not signed: whoever saw a request can send it again.
    enum None implements Time {
      /// The only one.
      NONE
    }

    /// In a pair of the field with the signature, in seconds.
    enum InPairs implements Time {
      /// The only one.
      IN_PAIRS
    }

    /// In a field of its own.
    ///
    /// @param header in lower case
    /// @param unit of the number
    record InHeader(String header, Unit unit) implements Time {
      /// In lower case.
      public InHeader {
        header = header.toLowerCase(Locale.ROOT);
      }
    }
  }

  /// What a time counts, from 1970 on.
  enum Unit {
    /// Seconds.
    SECONDS,
    /// Milliseconds.
    MILLISECONDS
  }

  /// What is signed.
  sealed interface Part {

    /// Always the same.
    record Literal(String text) implements Part {}

    /// The time as it was sent.
    enum Sent implements Part {
      /// The time as it was sent.
      TIME,
      /// The request's method.
      METHOD,
      /// The request's URL, with what HubSpot leaves unescaped unescaped.
      URL,
      /// The body's bytes.
      BODY
    }
  }

  /// `Stripe-Signature: t=…,v1=…`.
  Hmac STRIPE =
      new Hmac(
          "stripe-signature",
          new Layout.Pairs(",", "t", "v1"),
          Time.InPairs.IN_PAIRS,
          Digest.SHA256,
          Encoding.HEX,
          List.of(Part.Sent.TIME, new Part.Literal("."), Part.Sent.BODY));

  /// `X-Hub-Signature-256: sha256=…`.
  Hmac GITHUB = ofBody("x-hub-signature-256", "sha256=", Digest.SHA256, Encoding.HEX);

  /// `X-HubSpot-Signature-v3`.
  Hmac HUBSPOT =
      new Hmac(
          "x-hubspot-signature-v3",
          new Layout.Whole(""),
          new Time.InHeader("x-hubspot-request-timestamp", Unit.MILLISECONDS),
          Digest.SHA256,
          Encoding.BASE64,
          List.of(Part.Sent.METHOD, Part.Sent.URL, Part.Sent.BODY, Part.Sent.TIME));

  /// `X-Shopify-Hmac-Sha256`.
  Hmac SHOPIFY = ofBody("x-shopify-hmac-sha256", "", Digest.SHA256, Encoding.BASE64);

  /// `X-Signature` of Segment's webhook destination.
  Hmac SEGMENT = ofBody("x-signature", "", Digest.SHA1, Encoding.HEX);

  /// `X-Hub-Signature: sha1=…`.
  Hmac INTERCOM = ofBody("x-hub-signature", "sha1=", Digest.SHA1, Encoding.HEX);

  /// `Paddle-Signature: ts=…;h1=…`.
  Hmac PADDLE =
      new Hmac(
          "paddle-signature",
          new Layout.Pairs(";", "ts", "h1"),
          Time.InPairs.IN_PAIRS,
          Digest.SHA256,
          Encoding.HEX,
          List.of(Part.Sent.TIME, new Part.Literal(":"), Part.Sent.BODY));

  /// `X-Slack-Signature: v0=…`.
  Hmac SLACK =
      new Hmac(
          "x-slack-signature",
          new Layout.Whole("v0="),
          new Time.InHeader("x-slack-request-timestamp", Unit.SECONDS),
          Digest.SHA256,
          Encoding.HEX,
          List.of(new Part.Literal("v0:"), Part.Sent.TIME, new Part.Literal(":"), Part.Sent.BODY));

  /// A signature over nothing but the body.
  ///
  /// @param header the field that has it
  /// @param prefix what it begins with; maybe empty
  static Hmac ofBody(String header, String prefix, Digest digest, Encoding encoding) {
    return new Hmac(
        header,
        new Layout.Whole(prefix),
        Time.None.NONE,
        digest,
        encoding,
        List.of(Part.Sent.BODY));
  }
}
