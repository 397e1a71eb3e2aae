package dev.muster.intake;

import dev.muster.catalog.Receiving;
import dev.muster.catalog.Receiving.EventFilter;
import dev.muster.catalog.Receiving.Place;
import java.util.List;
import java.util.Optional;

/// The calls of the Segment HTTP API, which analytics SDKs speak. Only `identify` tells of a user's
/// traits; everything else is accepted and counted as ignored.
public enum Analytics implements WireFormat {
  /// One user's traits.
  IDENTIFY,
  /// Calls of all kinds, in `batch`, each with its `type`.
  BATCH,
  /// What somebody did: `track`, `page`, `screen`, `group`, `alias`.
  OTHER;

  /// SDKs name each message, and send it again with the same name.
  private static final Place MESSAGE_ID = new Place.Path("messageId");

  private static final EventFilter IDENTIFIES =
      new EventFilter(new Place.Path("type"), List.of("identify"));

  @Override
  public Receiving of(Receiving own) {
    return new Receiving(
        own.preset(),
        this == BATCH ? Optional.of("batch") : Optional.empty(),
        Optional.of(own.deliveryId().orElse(MESSAGE_ID)),
        own.eventTime(),
        this == IDENTIFY ? Optional.empty() : Optional.of(IDENTIFIES),
        own.signature(),
        own.allowedAddresses(),
        own.rates());
  }
}
