package dev.muster.catalog;

import dev.muster.signature.Digest;
import dev.muster.signature.Encoding;
import dev.muster.signature.SignatureScheme;
import java.util.List;
import java.util.Optional;

/// How an integration takes what its senders send, beside what it maps: where in a body the objects
/// are, how one event is told from another, and who may send.
///
/// @param preset the key of the preset that it was set up from, for words about it; empty: none
/// @param itemsPath where in a body the array of objects is; empty: the body is the object, or the
///   array of them
/// @param deliveryId where the sender's own name of a delivery is, by which one that is sent again
///   is known
/// @param eventTime where it says when the event happened: with it, what is older never takes the
///   place of what is newer
/// @param events which kinds of event are taken; empty: all
/// @param signature how a request proves that it is the sender's; empty: the endpoint's token is
///   proof enough
/// @param allowedAddresses from where it may come, as addresses and ranges (CIDR); empty: from
///   anywhere
/// @param rates how often it may come
public record Receiving(
    Optional<String> preset,
    Optional<String> itemsPath,
    Optional<Place> deliveryId,
    Optional<Place> eventTime,
    Optional<EventFilter> events,
    Optional<Signature> signature,
    List<String> allowedAddresses,
    Rates rates) {

  /// Everything that comes to the endpoint is taken as it is.
  public static final Receiving PLAIN =
      new Receiving(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Rates.NONE);

  /// Addresses and ranges that may be listed.
  public static final int ADDRESSES_MAX = 100;

  /// Kinds of event that may be listed.
  public static final int EVENTS_MAX = 100;

  /// Copies the list.
  public Receiving {
    allowedAddresses = List.copyOf(allowedAddresses);
  }

  /// The same with the objects of a body elsewhere.
  public Receiving withItemsPath(Optional<String> path) {
    return new Receiving(
        preset, path, deliveryId, eventTime, events, signature, allowedAddresses, rates);
  }

  /// How often requests may come to each endpoint. An array of objects is one request.
  ///
  /// @param endpoint from all together; empty: as the operator says
  /// @param source from each address; empty: as the operator says
  public record Rates(Optional<Rate> endpoint, Optional<Rate> source) {

    /// As the operator says.
    public static final Rates NONE = new Rates(Optional.empty(), Optional.empty());
  }

  /// Where in a request something stands.
  public sealed interface Place {

    /// In a header field.
    ///
    /// @param name in lower case
    record Header(String name) implements Place {}

    /// In each object, at a path as of a property.
    record Path(String path) implements Place {}
  }

  /// Which kinds of event are taken; all others are counted, and change nothing.
  ///
  /// @param type where the kind stands
  /// @param taken the kinds, as the sender writes them; at least one. A `*` at the end stands for
  ///   any end
  public record EventFilter(Place type, List<String> taken) {
    /// Copies the list.
    public EventFilter {
      taken = List.copyOf(taken);
    }

    /// Whether a kind is taken.
    public boolean takes(String kind) {
      for (String one : taken) {
        if (one.endsWith("*")
            ? kind.startsWith(one.substring(0, one.length() - 1))
            : kind.equals(one)) {
          return true;
        }
      }
      return false;
    }
  }

  /// How a request proves that it is the sender's.
  ///
  /// @param scheme how
  /// @param toleranceSeconds how far a signed time may be from now; 1 to [#TOLERANCE_SECONDS_MAX]
  public record Signature(Scheme scheme, int toleranceSeconds) {

    /// A day: for senders that sign once and send again for long.
    public static final int TOLERANCE_SECONDS_MAX = 86_400;

    /// What the vendors recommend.
    public static final int TOLERANCE_SECONDS_OTHERWISE = 300;
  }

  /// How requests are proved.
  public sealed interface Scheme {

    /// As a sender does that is known.
    ///
    /// @param code such as `stripe`; one of [Known]
    record Vendor(Known code) implements Scheme {}

    /// A keyed digest over the body in a header field of one's choice.
    ///
    /// @param header in lower case
    /// @param prefix what the field begins with; maybe empty
    /// @param digest `sha1`, `sha256` or `sha512`
    /// @param encoding `hex` or `base64`
    record Hmac(String header, String prefix, Digest digest, Encoding encoding) implements Scheme {}

    /// A header field that has the secret.
    ///
    /// @param header in lower case
    record SharedHeader(String header) implements Scheme {}

    /// User name and password (HTTP Basic auth); a secret is `user:password`.
    record Basic() implements Scheme {}

    /// An access token that an [OAuth2Client] of this installation fetched; endpoints need no
    /// secret for it.
    record OAuth2() implements Scheme {}

    /// What a request is held against with the secrets of the endpoint; empty where there are none.
    default Optional<SignatureScheme> signature() {
      return switch (this) {
        case Vendor(Known known) -> Optional.of(known.scheme());
        case Hmac(var header, var prefix, var digest, var encoding) ->
            Optional.of(SignatureScheme.ofBody(header, prefix, digest, encoding));
        case SharedHeader(String header) -> Optional.of(new SignatureScheme.SharedHeader(header));
        case Basic() -> Optional.of(SignatureScheme.Basic.BASIC);
        case OAuth2() -> Optional.empty();
      };
    }
  }

  /// The senders whose schemes are known.
  public enum Known {
    /// Standard Webhooks, Svix, Clerk.
    STANDARD_WEBHOOKS("standard-webhooks"),
    /// Stripe.
    STRIPE("stripe"),
    /// GitHub.
    GITHUB("github"),
    /// HubSpot, version 3.
    HUBSPOT("hubspot"),
    /// Shopify.
    SHOPIFY("shopify"),
    /// The webhook destination of Segment.
    SEGMENT("segment"),
    /// Intercom.
    INTERCOM("intercom"),
    /// Paddle Billing.
    PADDLE("paddle"),
    /// Slack.
    SLACK("slack");

    private final String code;

    Known(String code) {
      this.code = code;
    }

    /// Its name in JSON.
    public String code() {
      return code;
    }

    /// How it signs.
    public SignatureScheme scheme() {
      return switch (this) {
        case STANDARD_WEBHOOKS -> SignatureScheme.StandardWebhooks.STANDARD_WEBHOOKS;
        case STRIPE -> SignatureScheme.STRIPE;
        case GITHUB -> SignatureScheme.GITHUB;
        case HUBSPOT -> SignatureScheme.HUBSPOT;
        case SHOPIFY -> SignatureScheme.SHOPIFY;
        case SEGMENT -> SignatureScheme.SEGMENT;
        case INTERCOM -> SignatureScheme.INTERCOM;
        case PADDLE -> SignatureScheme.PADDLE;
        case SLACK -> SignatureScheme.SLACK;
      };
    }

    /// @return empty where no sender has this name
    public static Optional<Known> ofCode(String code) {
      for (Known one : values()) {
        if (one.code.equals(code)) {
          return Optional.of(one);
        }
      }
      return Optional.empty();
    }
  }
}
