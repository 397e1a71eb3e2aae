package dev.muster.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// The values of a sample that a path could name: scalars, and arrays of strings. Of other arrays
/// only the first element is looked at.
final class Leaves {

  private static final int DEPTH_MAX = 12;
  private static final int LEAVES_MAX = 2_000;

  private final SequencedMap<String, JsonNode> found = new LinkedHashMap<>();

  private Leaves() {}

  /// Path to value, in the order of the sample.
  static SequencedMap<String, JsonNode> of(JsonNode sample) {
    Leaves leaves = new Leaves();
    leaves.children("", sample, 0);
    return leaves.found;
  }

  private void children(String path, JsonNode node, int depth) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String name = field.getKey();
      if (!name.isBlank() && name.chars().noneMatch(Character::isISOControl)) {
        add(path.isEmpty() ? name : path + "." + name, field.getValue(), depth + 1);
      }
    }
  }

  private void add(String path, JsonNode value, int depth) {
    if (depth > DEPTH_MAX || found.size() >= LEAVES_MAX) {
      return;
    }
    if (value.isObject()) {
      children(path, value, depth);
    } else if (!value.isArray() || isListOfStrings(value)) {
      found.putIfAbsent(path, value);
    } else if (!value.isEmpty()) {
      add(path + ".0", value.get(0), depth + 1);
    }
  }

  private static boolean isListOfStrings(JsonNode array) {
    for (JsonNode element : array) {
      if (!element.isTextual()) {
        return false;
      }
    }
    return !array.isEmpty();
  }
}
