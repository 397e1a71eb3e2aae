package dev.muster.preset;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.attribute.AttributeType;
import dev.muster.catalog.ReceivingJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.SortedMap;

/// A preset as it is written: its parts by their names, how it receives as in the catalog, a body
/// that is no JSON in `text`, a line an element.
record PresetFile(
    String name,
    String sends,
    List<Preset.Identifier> identifiers,
    List<Property> properties,
    ObjectNode receiving,
    List<Preset.Kind> kinds,
    Secret secret,
    Body sample,
    List<String> steps) {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  /// @param type its code
  record Property(String path, String name, String type) {
    private Preset.Listed listed() {
      return new Preset.Listed(
          path,
          name,
          AttributeType.ofCode(type)
              .orElseThrow(() -> new IllegalArgumentException("no type: " + type)));
    }
  }

  /// @param from `sender`, `you` or `none`
  record Secret(String from, String where) {
    private PresetSecret secret() {
      return switch (from) {
        case "sender" -> new PresetSecret.OfSender(where);
        case "you" -> new PresetSecret.OfOnesOwn(where);
        case "none" -> new PresetSecret.None(where);
        default -> throw new IllegalArgumentException("nobody's secret: " + from);
      };
    }
  }

  /// @param text its lines; none where it is the payload
  record Body(
      String contentType, SortedMap<String, String> headers, List<String> text, JsonNode payload) {
    private Sample sample() {
      return new Sample(
          contentType,
          headers,
          text.isEmpty() ? payload.toPrettyString() : String.join("\n", text) + "\n",
          payload);
    }
  }

  static Preset read(String key) {
    try (InputStream in = PresetFile.class.getResourceAsStream(key + ".json")) {
      if (in == null) {
        throw new IllegalStateException("there is no preset " + key);
      }
      return JSON.readValue(in, PresetFile.class).preset(key);
    } catch (IOException | IllegalArgumentException wrong) {
      throw new IllegalStateException("the preset " + key + " is not as it has to be", wrong);
    }
  }

  private Preset preset(String key) {
    ObjectNode integration = JSON.createObjectNode();
    integration.set("receiving", receiving.deepCopy().put("preset", key));
    return new Preset(
        key,
        name,
        sends,
        identifiers,
        properties.stream().map(Property::listed).toList(),
        ReceivingJson.read(integration),
        kinds,
        secret.secret(),
        sample.sample(),
        steps);
  }
}
