package dev.muster.embedded;

import java.util.List;
import java.util.Optional;

/// A page of deliveries, newest first.
///
/// @param items at most as many as asked for; a page may be short, even empty, while more follow:
///   one call looks at a bounded number of records
/// @param nextCursor where to go on; empty at the end
public record DeliveryPage(List<RecordedDelivery> items, Optional<String> nextCursor) {
  /// Copies the list.
  public DeliveryPage {
    items = List.copyOf(items);
  }
}
