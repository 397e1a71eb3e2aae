package dev.muster.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/// Reading and writing the trees that catalogs and commits are stored as. What is missing or of
/// another kind than written is an [UnreadableCatalogException], never a default.
final class StoredJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private StoredJson() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static byte[] bytes(JsonNode tree) {
    try {
      return MAPPER.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree that cannot be written", e);
    }
  }

  static JsonNode tree(byte[] bytes, String what, int formMax) {
    JsonNode tree;
    try {
      tree = MAPPER.readTree(bytes);
    } catch (IOException e) {
      throw new UnreadableCatalogException(what + " is not JSON", e);
    }
    int form = number(tree, "form");
    if (form > formMax) {
      throw UnreadableCatalogException.newer(what + " of form " + form);
    }
    return tree;
  }

  /// What is kept as text, and was found to be JSON.
  static JsonNode parsed(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON", e);
    }
  }

  static JsonNode member(JsonNode object, String name) {
    JsonNode member = object.get(name);
    if (member == null) {
      throw new UnreadableCatalogException("the stored catalog lacks \"" + name + "\"");
    }
    return member;
  }

  static String text(JsonNode object, String name) {
    JsonNode member = member(object, name);
    if (!member.isTextual()) {
      throw wrong(name);
    }
    return member.textValue();
  }

  static int number(JsonNode object, String name) {
    JsonNode member = member(object, name);
    if (!member.canConvertToInt() || !member.isIntegralNumber()) {
      throw wrong(name);
    }
    return member.intValue();
  }

  static long longNumber(JsonNode object, String name) {
    JsonNode member = member(object, name);
    if (!member.canConvertToLong() || !member.isIntegralNumber()) {
      throw wrong(name);
    }
    return member.longValue();
  }

  static Instant instant(JsonNode object, String name) {
    try {
      return Instant.parse(text(object, name));
    } catch (DateTimeException e) {
      throw new UnreadableCatalogException("in the stored catalog, \"" + name + "\" is no time", e);
    }
  }

  static JsonNode list(JsonNode object, String name) {
    JsonNode member = member(object, name);
    if (!member.isArray()) {
      throw wrong(name);
    }
    return member;
  }

  private static UnreadableCatalogException wrong(String name) {
    return new UnreadableCatalogException(
        "in the stored catalog, \"" + name + "\" is not what was written");
  }
}
