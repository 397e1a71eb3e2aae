package dev.muster.intake;

import dev.muster.attribute.AttributeValue;
import dev.muster.catalog.Property;
import dev.muster.catalog.Receiving;
import dev.muster.catalog.Receiving.EventFilter;
import dev.muster.catalog.Receiving.Place;
import dev.muster.intake.Delivery.Refusal;
import dev.muster.population.Change;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What would become of a payload. Nothing of it is stored.
public final class Trial {

  private final Mapping mapping;
  private final IntakeLimits limits;
  private final Map<Integer, Property> properties = new HashMap<>();

  /// A payload that is tried comes without header fields, so what they say of its kind is not
  /// known.
  private final boolean kindInHeader;

  /// @param identifier path of the end user's identifier
  /// @param properties what is listed; each with an attribute id of its own
  /// @param zone where a day without a time begins
  /// @param salt with which identifiers are hashed; empty: they are kept as they come
  /// @param receiving how the integration takes what is sent
  /// @param limits how much a body may hold
  public Trial(
      String identifier,
      List<Property> properties,
      ZoneId zone,
      Optional<String> salt,
      Receiving receiving,
      IntakeLimits limits) {
    this.mapping = Mapping.of(identifier, properties, zone, salt, receiving);
    this.limits = limits;
    this.kindInHeader =
        receiving.events().map(EventFilter::type).orElse(null) instanceof Place.Header;
    properties.forEach(property -> this.properties.put(property.attributeId(), property));
  }

  /// What would become of one object.
  ///
  /// @param outcome as it would be recorded
  /// @param user the identifier as far as it was understood
  /// @param updated the properties with the values that their attributes would get
  /// @param cleared the properties whose attributes would lose their values
  /// @param absent the listed properties that the payload does not have: they stay as they are
  /// @param rejected the properties that would be refused
  /// @param refusal why nothing would be taken; empty unless the outcome is rejected
  public record Result(
      Outcome outcome,
      Optional<String> user,
      List<Updated> updated,
      List<Property> cleared,
      List<Property> absent,
      List<RejectedProperty> rejected,
      Optional<Refusal> refusal) {}

  /// A property and the value that its attribute would get.
  public record Updated(Property property, AttributeValue value) {}

  /// Tries a payload.
  ///
  /// @param json UTF-8, an object or an array of them
  /// @return one result an object, in order; a single one for a body that would be refused whole
  public List<Result> run(byte[] json) {
    try {
      Instant now = Instant.now();
      return mapping.body(mapping.opened(json), limits).items().stream()
          .map(item -> kindInHeader ? mapping.read(item) : mapping.read(item, _ -> null, now))
          .map(this::result)
          .toList();
    } catch (RefusedBodyException refused) {
      return List.of(
          new Result(
              Outcome.REJECTED,
              Optional.empty(),
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              Optional.of(refused.refusal())));
    }
  }

  private Result result(Mapping.Read read) {
    List<Updated> updated = new ArrayList<>();
    List<Property> cleared = new ArrayList<>();
    List<Change> changes = read.update().isPresent() ? read.update().get().changes() : List.of();
    for (Change change : changes) {
      Property property = properties.get(change.attributeId());
      if (property == null) {
        throw new IllegalStateException("a change of something that is not listed");
      }
      switch (change) {
        case Change.Set(_, AttributeValue value) -> updated.add(new Updated(property, value));
        case Change.Clear _ -> cleared.add(property);
      }
    }
    return new Result(
        read.outcome(),
        read.user(),
        updated,
        cleared,
        read.absent(),
        read.rejected(),
        read.refusal());
  }
}
