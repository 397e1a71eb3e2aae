package dev.muster.intake;

import dev.muster.catalog.Rate;
import java.util.Optional;

/// How often requests may come to each endpoint, whatever its integration says. An array of objects
/// is one request.
///
/// @param endpoint from all addresses together; empty: as often as they like
/// @param source from each address; empty: as often as it likes
/// @param refused how often those of one address are recorded that are not proved to be the
///   sender's; empty: each is
public record IntakeRates(Optional<Rate> endpoint, Optional<Rate> source, Optional<Rate> refused) {

  /// As often as they like; of what is not the sender's, 20 a second and 200 at once are recorded.
  public static final IntakeRates DEFAULT =
      new IntakeRates(Optional.empty(), Optional.empty(), Optional.of(new Rate(20, 200)));
}
