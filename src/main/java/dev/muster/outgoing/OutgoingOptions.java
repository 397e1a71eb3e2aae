package dev.muster.outgoing;

import dev.muster.signature.AddressRange;
import java.util.List;

/// What the operator says of what goes out.
///
/// @param targetsAllowed addresses that may be called although they are not of the internet, and by
///   http
public record OutgoingOptions(List<AddressRange> targetsAllowed) {

  /// Nothing but the internet.
  public static final OutgoingOptions DEFAULT = new OutgoingOptions(List.of());

  /// Copies the list.
  public OutgoingOptions {
    targetsAllowed = List.copyOf(targetsAllowed);
  }

  /// The same, allowing these addresses.
  public OutgoingOptions withTargetsAllowed(List<AddressRange> ranges) {
    return new OutgoingOptions(ranges);
  }
}
