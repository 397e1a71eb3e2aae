package dev.muster.catalog;

import dev.muster.catalog.Receiving.EventFilter;
import dev.muster.catalog.Receiving.Place;
import dev.muster.catalog.Receiving.Scheme;
import dev.muster.catalog.Receiving.Signature;
import dev.muster.signature.AddressRange;
import java.util.regex.Pattern;

/// What is wrong in how an integration is to receive.
final class ReceivingChecks {

  /// A token of RFC 9110.
  private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9a-z-]{1,100}");

  private static final int PREFIX_MAX = 32;
  private static final int EVENT_LENGTH_MAX = 200;

  private final Checks checks;

  ReceivingChecks(Checks checks) {
    this.checks = checks;
  }

  void check(Receiving receiving, IntegrationKind kind) {
    if (kind != IntegrationKind.API && !receiving.equals(Receiving.PLAIN)) {
      checks.wrong("receiving", "is for integrations that senders call, of kind api");
      return;
    }
    receiving.itemsPath().ifPresent(path -> checks.path("receiving.itemsPath", path));
    receiving.deliveryId().ifPresent(place -> place("receiving.deliveryId", place));
    receiving.eventTime().ifPresent(place -> place("receiving.eventTime", place));
    receiving.events().ifPresent(this::events);
    receiving.signature().ifPresent(this::signature);
    addresses(receiving);
  }

  private void place(String at, Place place) {
    switch (place) {
      case Place.Header(String name) -> header(at + ".header", name);
      case Place.Path(String path) -> checks.path(at + ".path", path);
    }
  }

  private void header(String at, String name) {
    if (!HEADER.matcher(name).matches()) {
      checks.wrong(at, "is not the name of a header field, such as x-signature");
    }
  }

  private void events(EventFilter events) {
    place("receiving.events", events.type());
    if (events.taken().isEmpty() || events.taken().size() > Receiving.EVENTS_MAX) {
      checks.wrong("receiving.events.take", "has 1 to " + Receiving.EVENTS_MAX + " kinds of event");
    }
    for (int i = 0; i < events.taken().size(); i++) {
      checks.line("receiving.events.take[" + i + "]", events.taken().get(i), EVENT_LENGTH_MAX);
    }
  }

  private void signature(Signature signature) {
    if (signature.toleranceSeconds() < 1
        || signature.toleranceSeconds() > Signature.TOLERANCE_SECONDS_MAX) {
      checks.wrong(
          "receiving.signature.toleranceSeconds",
          "is not from 1 to " + Signature.TOLERANCE_SECONDS_MAX);
    }
    switch (signature.scheme()) {
      case Scheme.Hmac hmac -> {
        header("receiving.signature.header", hmac.header());
        checks.size("receiving.signature.prefix", hmac.prefix(), PREFIX_MAX);
      }
      case Scheme.SharedHeader(String header) -> header("receiving.signature.header", header);
      case Scheme.Vendor _, Scheme.Basic _, Scheme.OAuth2 _ -> {}
    }
  }

  private void addresses(Receiving receiving) {
    if (receiving.allowedAddresses().size() > Receiving.ADDRESSES_MAX) {
      checks.wrong(
          "receiving.allowedAddresses", "has more than " + Receiving.ADDRESSES_MAX + " ranges");
    }
    for (int i = 0; i < receiving.allowedAddresses().size(); i++) {
      try {
        AddressRange _ = AddressRange.of(receiving.allowedAddresses().get(i));
      } catch (IllegalArgumentException _) {
        checks.wrong(
            "receiving.allowedAddresses[" + i + "]",
            "is not an address or a range such as 203.0.113.0/24");
      }
    }
  }
}
