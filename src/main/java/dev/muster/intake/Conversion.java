package dev.muster.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes JSON of what senders send in other forms, so that the same paths lead through it. JSON
/// goes through as it is.
final class Conversion {

  private static final JsonMapper TREES = JsonMapper.builder().build();

  /// The header field that says that a body is the data of a CloudEvent (CloudEvents 1.0, HTTP
  /// binding, binary mode).
  private static final String CLOUD_EVENT = "ce-specversion";

  /// What of a CloudEvent is told in header fields, beside its data.
  private static final List<String> CLOUD_ATTRIBUTES =
      List.of("specversion", "id", "source", "type", "subject", "time", "dataschema");

  private Conversion() {}

  /// @param form of the body
  /// @param body not compressed
  /// @param content what is said of it
  /// @param headers of the request
  /// @return UTF-8
  static byte[] toJson(
      Content.Form form,
      byte[] body,
      Content content,
      Function<String, @Nullable String> headers,
      IntakeLimits limits)
      throws RefusedBodyException {
    return switch (form) {
      case JSON ->
          headers.apply(CLOUD_EVENT) == null || content.isCloudEvent()
              ? body
              : cloudEvent(body, headers);
      case FIELDS -> FormFields.toJson(body, limits);
      case XML -> Soap.toJson(body, limits);
    };
  }

  static byte[] bytes(JsonNode tree) {
    try {
      return TREES.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree that cannot be written", e);
    }
  }

  static ObjectNode object() {
    return TREES.createObjectNode();
  }

  /// Puts a member; where the name is there already, the values become an array of them.
  static void add(ObjectNode object, String name, JsonNode value) {
    JsonNode known = object.get(name);
    if (known instanceof ArrayNode several) {
      several.add(value);
    } else if (known != null) {
      object.putArray(name).add(known).add(value);
    } else {
      object.set(name, value);
    }
  }

  /// The event as it would be in structured mode. The data is put in as it came: it is read, and
  /// its faults are found, with the rest.
  private static byte[] cloudEvent(byte[] data, Function<String, @Nullable String> headers) {
    ObjectNode attributes = object();
    for (String name : CLOUD_ATTRIBUTES) {
      String value = headers.apply("ce-" + name);
      if (value != null) {
        attributes.put(name, value);
      }
    }
    byte[] head = bytes(attributes);
    ByteArrayOutputStream event = new ByteArrayOutputStream(head.length + data.length + 16);
    event.write(head, 0, head.length - 1);
    event.writeBytes(",\"data\":".getBytes(StandardCharsets.US_ASCII));
    event.writeBytes(data.length == 0 ? "null".getBytes(StandardCharsets.US_ASCII) : data);
    event.write('}');
    return event.toByteArray();
  }
}
