package dev.muster.embedded;

import dev.muster.attribute.RefusalKind;
import dev.muster.catalog.CatalogLimits;
import dev.muster.catalog.Integration;
import dev.muster.catalog.Property;
import dev.muster.catalog.SystemDefinition;
import dev.muster.intake.Delivery;
import dev.muster.intake.Outcome;
import dev.muster.intake.RejectedProperty;
import dev.muster.population.Change;
import dev.muster.population.Population;
import dev.muster.population.Update;
import dev.muster.population.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides, in the order of the log, what has been taken already and what is older than what is
/// known. What is decided is what the record says, so that a replay decides nothing. Only for the
/// writer thread.
final class EventOrder {

  /// As long as what is said of a property that is older, without its name and path.
  private static final int REASON_BYTES = 128;

  /// A character of a property's name and path takes at most three bytes.
  private static final int NAMES_BYTES =
      3 * (CatalogLimits.DEFAULT.nameLength() + CatalogLimits.DEFAULT.pathLength());

  private record Place(int environmentId, UserId user, int attributeId) {}

  private final EngineState state;

  /// Of the group that is on its way to the disk.
  private final Set<Long> ids = new HashSet<>();

  private final Map<Place, Long> happened = new HashMap<>();

  EventOrder(EngineState state) {
    this.state = state;
  }

  /// By how much a record may grow by what is decided.
  static int bytesMax(Delivery delivery) {
    return delivery.event().happenedMillis().isEmpty() || delivery.update().isEmpty()
        ? 0
        : delivery.update().get().changes().size() * (REASON_BYTES + NAMES_BYTES);
  }

  /// What a delivery turns out to be.
  ///
  /// @param key what [SenderIds#key] gave for it
  Delivery decide(Delivery delivery, OptionalLong key) {
    Delivery.Event event = delivery.event();
    if (delivery.update().isEmpty() || event.equals(Delivery.Event.NONE)) {
      return delivery;
    }
    if (key.isPresent()
        && (ids.contains(key.getAsLong())
            || state.senderIds().has(key.getAsLong(), delivery.at()))) {
      return delivery.without(Outcome.DUPLICATE);
    }
    Population population = state.populations().get(delivery.environmentId());
    return event.happenedMillis().isEmpty() || population == null
        ? delivery
        : newer(delivery, delivery.update().get(), event.happenedMillis().getAsLong(), population);
  }

  private Delivery newer(
      Delivery delivery, Update update, long happenedMillis, Population population) {
    List<Change> left = new ArrayList<>();
    List<RejectedProperty> older = new ArrayList<>();
    for (Change change : update.changes()) {
      long known = known(delivery.environmentId(), update.user(), change.attributeId(), population);
      if (known > happenedMillis) {
        older.add(older(delivery, change.attributeId(), known));
      } else {
        left.add(change);
      }
    }
    if (older.isEmpty()) {
      return delivery;
    }
    return left.isEmpty() && delivery.rejected().isEmpty()
        ? delivery.without(Outcome.STALE)
        : delivery.partly(new Update(update.user(), left, update.happenedMillis()), older);
  }

  /// @return when what is known happened, in epoch milliseconds; the least number if that is not
  ///   known
  private long known(int environmentId, UserId user, int attributeId, Population population) {
    @Nullable Long noted = happened.get(new Place(environmentId, user, attributeId));
    return noted != null
        ? noted
        : population.happenedMillis(user, attributeId).orElse(Long.MIN_VALUE);
  }

  private RejectedProperty older(Delivery delivery, int attributeId, long knownMillis) {
    String reason =
        RefusalKind.OLDER_WORDS + ", which happened at " + Instant.ofEpochMilli(knownMillis);
    return property(delivery.integrationId(), attributeId)
        .map(property -> new RejectedProperty(property.name(), property.path(), reason))
        .orElseGet(() -> new RejectedProperty("", "", reason));
  }

  private Optional<Property> property(int integrationId, int attributeId) {
    for (SystemDefinition system : state.catalog().systems().values()) {
      for (Integration integration : system.integrations().values()) {
        if (integration.id() == integrationId) {
          return integration.properties().stream()
              .filter(one -> one.attributeId() == attributeId)
              .findFirst();
        }
      }
    }
    return Optional.empty();
  }

  /// Remembers a delivery for those after it in the same group.
  ///
  /// @param key what [SenderIds#key] gave for it
  void note(Delivery delivery, OptionalLong key) {
    key.ifPresent(ids::add);
    if (delivery.update().isPresent() && delivery.event().happenedMillis().isPresent()) {
      Update update = delivery.update().get();
      for (Change change : update.changes()) {
        happened.put(
            new Place(delivery.environmentId(), update.user(), change.attributeId()),
            delivery.event().happenedMillis().getAsLong());
      }
    }
  }

  /// The group is on disk or lost: the state says it all again.
  void clear() {
    if (!ids.isEmpty()) {
      ids.clear();
    }
    if (!happened.isEmpty()) {
      happened.clear();
    }
  }
}
