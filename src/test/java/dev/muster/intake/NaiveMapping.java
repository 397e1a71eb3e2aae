package dev.muster.intake;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.muster.attribute.Reading;
import dev.muster.attribute.ValueReader;
import dev.muster.catalog.Integration;
import dev.muster.catalog.Property;
import dev.muster.population.Change;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a mapping should make of a body, by way of a tree and without thought of speed.
final class NaiveMapping {

  private static final JsonMapper TREES =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .nodeFactory(new JsonNodeFactory(true))
          .build();

  private final Integration integration;
  private final ValueReader values = new ValueReader(Mappings.ZONE);

  NaiveMapping(Integration integration) {
    this.integration = integration;
  }

  /// What became of one object.
  ///
  /// @param code of the refusal, or none
  record Outcome(
      String code,
      Optional<String> user,
      List<Change> changes,
      List<RejectedProperty> rejected,
      List<Property> absent) {

    static Outcome of(Mapping.Read read) {
      return new Outcome(
          read.refusal().map(Delivery.Refusal::code).orElse("none"),
          read.update().map(update -> update.user().toString()),
          read.update().map(update -> update.changes()).orElse(List.of()),
          read.rejected(),
          read.absent());
    }
  }

  List<Outcome> read(byte[] body) throws IOException {
    JsonNode tree = TREES.readTree(body);
    if (!tree.isArray()) {
      return List.of(one(tree));
    }
    List<Outcome> outcomes = new ArrayList<>();
    tree.forEach(member -> outcomes.add(one(member)));
    return outcomes;
  }

  private Outcome one(JsonNode member) {
    if (!member.isObject()) {
      return refused("not-an-object");
    }
    JsonNode identifier = find(member, names(integration.identifier()));
    if (identifier == null || !(identifier.isTextual() || identifier.isNumber())) {
      return refused("identifier-missing");
    }
    byte[] utf8 = identifier.asText().getBytes(StandardCharsets.UTF_8);
    String again = new String(utf8, StandardCharsets.UTF_8);
    if (utf8.length == 0 || utf8.length > 256 || !again.equals(identifier.asText())) {
      return refused("identifier-missing");
    }
    List<Change> changes = new ArrayList<>();
    List<RejectedProperty> rejected = new ArrayList<>();
    List<Property> absent = new ArrayList<>();
    for (Property property : integration.properties()) {
      JsonNode node = find(member, names(property.path()));
      if (node == null) {
        absent.add(property);
      } else if (node.isNull()) {
        changes.add(new Change.Clear(property.attributeId()));
      } else {
        switch (reading(property, node)) {
          case Reading.Value(var value) ->
              changes.add(new Change.Set(property.attributeId(), value));
          case Reading.Refused(String reason) ->
              rejected.add(new RejectedProperty(property.name(), property.path(), reason));
          case Reading.Clear _ -> throw new AssertionError("only null clears");
        }
      }
    }
    return changes.isEmpty() && !rejected.isEmpty()
        ? new Outcome("nothing-usable", Optional.empty(), List.of(), rejected, absent)
        : new Outcome("none", Optional.of(again), changes, rejected, absent);
  }

  private Outcome refused(String code) {
    return new Outcome(code, Optional.empty(), List.of(), List.of(), integration.properties());
  }

  private Reading reading(Property property, JsonNode node) {
    if (node.isObject()) {
      return values.ofObject(property.type());
    }
    if (node.isArray()) {
      List<String> texts = new ArrayList<>();
      node.forEach(element -> {
        if (element.isTextual()) {
          texts.add(element.asText());
        }
      });
      return texts.size() == node.size()
          ? values.ofStrings(property.type(), texts)
          : values.ofArray(property.type());
    }
    if (node.isBoolean()) {
      return values.ofBoolean(property.type(), node.booleanValue());
    }
    return node.isNumber()
        ? values.ofNumber(property.type(), node.asText())
        : values.ofString(property.type(), node.asText());
  }

  private static List<String> names(String path) {
    return Arrays.asList(path.split("\\.", -1));
  }

  /// The longest literal key first; where it leads nowhere, the next shorter.
  private static @Nullable JsonNode find(JsonNode node, List<String> names) {
    for (int length = names.size(); length > 0; length--) {
      String key = String.join(".", names.subList(0, length));
      JsonNode child = node.isArray() && length == 1 ? element(node, key) : node.get(key);
      if (child != null) {
        List<String> rest = names.subList(length, names.size());
        JsonNode found = rest.isEmpty() ? child : find(child, rest);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static @Nullable JsonNode element(JsonNode array, String index) {
    return index.matches("0|[1-9][0-9]{0,6}") ? array.get(Integer.parseInt(index)) : null;
  }
}
