package dev.muster.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.muster.attribute.Attribute;
import dev.muster.attribute.AttributeValue;
import dev.muster.attribute.PlainValues;
import dev.muster.catalog.Integration;
import dev.muster.embedded.Engine;
import dev.muster.embedded.RecordedDelivery;
import dev.muster.intake.Delivery;
import dev.muster.intake.Delivery.Refusal;
import dev.muster.intake.RejectedProperty;
import dev.muster.population.Change;
import dev.muster.storage.KeptBytes;
import dev.muster.storage.NotOpenedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Shows deliveries of one integration in one environment.
final class DeliveryViews {

  private final Engine engine;
  private final Map<Integer, String> attributes = new HashMap<>();
  private final String environment;
  private final String integration;

  DeliveryViews(Engine engine, Integration integration, String environment) {
    this.engine = engine;
    this.integration = integration.key();
    this.environment = environment;
    for (Attribute attribute : integration.attributes()) {
      attributes.put(attribute.id(), attribute.name());
    }
  }

  /// What an attribute was set to; null where it was cleared.
  record Updated(String attribute, @Nullable Object value) {}

  /// A delivery as it is written.
  record View(
      String id,
      Instant at,
      String environment,
      String integration,
      String outcome,
      @Nullable String user,
      List<Updated> updated,
      List<RejectedProperty> rejected,
      @Nullable String reason,
      @Nullable String code,
      int bytes,
      String source,
      boolean hasPayload,
      @Nullable String replayOf,
      @Nullable String replayedAs,
      @Nullable Said event) {}

  /// What its sender says of the event.
  record Said(@Nullable String id, @Nullable String type, @Nullable Instant happenedAt) {

    static @Nullable Said of(Delivery.Event event) {
      return event.equals(Delivery.Event.NONE)
          ? null
          : new Said(
              event.id().orElse(null),
              event.type().orElse(null),
              event.happenedMillis().isPresent()
                  ? Instant.ofEpochMilli(event.happenedMillis().getAsLong())
                  : null);
    }
  }

  /// What was sent with it.
  record Payload(String text, boolean truncated, Instant keptUntil) {

    static Payload of(KeptBytes.Found found) {
      return new Payload(
          new String(found.bytes(), StandardCharsets.UTF_8), found.truncated(), found.keptUntil());
    }
  }

  /// A delivery with what was sent.
  ///
  /// @param payloadProblem why what is kept cannot be shown; null where it can
  record InFull(
      @JsonUnwrapped View delivery,
      @Nullable Payload payload,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String payloadProblem) {}

  View view(RecordedDelivery recorded) {
    Delivery delivery = recorded.delivery();
    List<Updated> updated = new ArrayList<>();
    delivery
        .update()
        .ifPresent(update -> {
          for (Change change : update.changes()) {
            // An attribute that has been removed since is erased here, too.
            String name = attributes.get(change.attributeId());
            if (name != null) {
              updated.add(new Updated(name, value(change)));
            }
          }
        });
    return new View(
        recorded.id(),
        delivery.at(),
        environment,
        integration,
        delivery.outcome().code(),
        delivery.user().orElse(null),
        updated,
        delivery.rejected(),
        reason(delivery),
        delivery.refusal().map(Refusal::code).orElse(null),
        delivery.bytes(),
        delivery.source(),
        engine.hasPayload(recorded.id()),
        delivery.replayOf().orElse(null),
        engine.replayedAs(recorded.id()).orElse(null),
        Said.of(delivery.event()));
  }

  /// Why nothing of a delivery was taken; null if something was.
  static @Nullable String reason(Delivery delivery) {
    return switch (delivery.outcome()) {
      case ACCEPTED, PARTIAL -> null;
      case REJECTED -> delivery.refusal().map(Refusal::detail).orElse(null);
      case IGNORED ->
          delivery
              .event()
              .type()
              .map(type -> "events of the kind \"" + type + "\" are not taken")
              .orElse("it does not say what kind of event it is, and only some kinds are taken");
      case DUPLICATE -> "the same delivery was taken before";
      case STALE -> "all that it says is older than what is known";
    };
  }

  /// @param withPayload whether who asks may see what was sent
  /// @throws IOException if what was sent cannot be read
  InFull inFull(RecordedDelivery recorded, boolean withPayload) throws IOException {
    try {
      Optional<KeptBytes.Found> found =
          withPayload ? engine.payload(recorded.id()) : Optional.empty();
      return new InFull(view(recorded), found.map(Payload::of).orElse(null), null);
    } catch (NotOpenedException closed) {
      return new InFull(
          view(recorded), null, "The payload cannot be opened: " + closed.getMessage() + ".");
    }
  }

  private static @Nullable Object value(Change change) {
    return switch (change) {
      case Change.Set(_, AttributeValue value) -> PlainValues.of(value);
      case Change.Clear _ -> null;
    };
  }
}
