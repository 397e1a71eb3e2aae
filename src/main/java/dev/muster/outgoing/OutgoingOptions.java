package dev.muster.outgoing;

import dev.muster.signature.AddressRange;
import java.time.Duration;
import java.util.List;

/// What the operator says of what goes out.
///
/// @param targetsAllowed addresses that may be called although they are not of the internet, and by
///   http
/// @param sweepEvery how long it takes at most until those are found who change segment only
///   because time passes
/// @param waitingMax how many changes of segments may wait to be told
public record OutgoingOptions(
    List<AddressRange> targetsAllowed, Duration sweepEvery, int waitingMax) {

  /// Nothing but the internet; a minute; a million.
  public static final OutgoingOptions DEFAULT =
      new OutgoingOptions(List.of(), Duration.ofMinutes(1), 1_000_000);

  /// Copies the list.
  public OutgoingOptions {
    targetsAllowed = List.copyOf(targetsAllowed);
    if (!sweepEvery.isPositive() || waitingMax < 1) {
      throw new IllegalArgumentException("a sweep every " + sweepEvery + ", " + waitingMax);
    }
  }

  /// The same, allowing these addresses.
  public OutgoingOptions withTargetsAllowed(List<AddressRange> ranges) {
    return new OutgoingOptions(ranges, sweepEvery, waitingMax);
  }

  /// The same, looking for those so often.
  public OutgoingOptions withSweepEvery(Duration time) {
    return new OutgoingOptions(targetsAllowed, time, waitingMax);
  }

  /// The same, with room for so many changes.
  public OutgoingOptions withWaitingMax(int changes) {
    return new OutgoingOptions(targetsAllowed, sweepEvery, changes);
  }
}
