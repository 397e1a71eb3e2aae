package dev.muster.embedded;

import dev.muster.intake.Outcome;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Which deliveries are asked for.
///
/// @param environmentId of this environment
/// @param integrationIds that came through one of these integrations; empty: through any, which
///   needs a user. What was refused before that user became known is found only where they are
///   named
/// @param outcomes with one of these outcomes; not empty
/// @param user of this user alone; empty: of all
/// @param matching and passing this, too
public record DeliveryQuery(
    int environmentId,
    Set<Integer> integrationIds,
    Set<Outcome> outcomes,
    Optional<String> user,
    Predicate<RecordedDelivery> matching) {

  /// Copies the sets.
  ///
  /// @throws IllegalArgumentException without outcomes, or without both integrations and user
  public DeliveryQuery {
    integrationIds = Set.copyOf(integrationIds);
    outcomes = Set.copyOf(outcomes);
    if (outcomes.isEmpty() || (integrationIds.isEmpty() && user.isEmpty())) {
      throw new IllegalArgumentException("a query names outcomes, and an integration or a user");
    }
  }

  /// Whether a delivery is one of those that are asked for.
  public boolean wants(RecordedDelivery recorded) {
    var delivery = recorded.delivery();
    return delivery.environmentId() == environmentId
        && (integrationIds.isEmpty() || integrationIds.contains(delivery.integrationId()))
        && outcomes.contains(delivery.outcome())
        && (user.isEmpty() || user.equals(delivery.user()))
        && matching.test(recorded);
  }
}
