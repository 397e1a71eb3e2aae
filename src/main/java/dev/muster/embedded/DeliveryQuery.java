package dev.muster.embedded;

import dev.muster.intake.Outcome;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/// Which deliveries are asked for.
///
/// @param environmentId of this environment
/// @param integrationId that came through this integration; empty: through any, which needs a user
/// @param outcomes with one of these outcomes; not empty
/// @param user of this user alone; empty: of all
/// @param matching and passing this, too
public record DeliveryQuery(
    int environmentId,
    OptionalLong integrationId,
    Set<Outcome> outcomes,
    Optional<String> user,
    Predicate<RecordedDelivery> matching) {

  /// Copies the set.
  ///
  /// @throws IllegalArgumentException without outcomes, or without both integration and user
  public DeliveryQuery {
    outcomes = Set.copyOf(outcomes);
    if (outcomes.isEmpty() || (integrationId.isEmpty() && user.isEmpty())) {
      throw new IllegalArgumentException("a query names outcomes, and an integration or a user");
    }
  }

  /// Whether a delivery is one of those that are asked for.
  public boolean wants(RecordedDelivery recorded) {
    var delivery = recorded.delivery();
    return delivery.environmentId() == environmentId
        && (integrationId.isEmpty() || integrationId.getAsLong() == delivery.integrationId())
        && outcomes.contains(delivery.outcome())
        && (user.isEmpty() || user.equals(delivery.user()))
        && matching.test(recorded);
  }
}
