package dev.muster.pageload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.attribute.Attribute;
import dev.muster.attribute.PlainValues;
import dev.muster.catalog.SystemDefinition;
import dev.muster.population.Population;
import dev.muster.population.UserId;
import dev.muster.population.UserState;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/// The attributes whose values pages get. Of all others no value ever leaves.
final class VisibleAttributes {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /// Field by attribute id: `crm.plan`.
  private final Map<Integer, String> fields = new TreeMap<>();

  VisibleAttributes(SystemDefinition system) {
    for (Attribute attribute : system.visibleAttributes()) {
      fields.put(attribute.id(), attribute.field());
    }
  }

  /// Whether there are any.
  boolean isEmpty() {
    return fields.isEmpty();
  }

  /// Which they are.
  @Override
  public String toString() {
    return fields.toString();
  }

  /// The values that a user has, as a JSON object by field; none of one who is not known.
  byte[] json(Population population, UserId user) {
    Map<String, Object> values = new TreeMap<>();
    population
        .user(user)
        .ifPresent(state -> {
          for (UserState.Held held : state.held()) {
            String field = fields.get(held.attributeId());
            if (field != null) {
              Object plain = PlainValues.of(held.value());
              values.put(field, plain instanceof Instant at ? at.toString() : plain);
            }
          }
        });
    try {
      return MAPPER.writeValueAsBytes(values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain values that cannot be written", e);
    }
  }
}
