package dev.muster.intake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.attribute.AttributeType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// What an integration might list, from a sample of what a tool sends.
///
/// @param identifiers where the end user's identifier may be, the best first
/// @param properties what could be imported, in the order of the sample
public record Suggestion(List<Identifier> identifiers, List<Proposal> properties) {

  /// How many identifiers are suggested at most.
  public static final int IDENTIFIERS_MAX = 10;

  /// How many properties are suggested at most.
  public static final int PROPERTIES_MAX = 200;

  private static final List<String> KIND_NAMES = List.of("object", "type", "kind", "objectType");

  /// Copies the lists.
  public Suggestion {
    identifiers = List.copyOf(identifiers);
    properties = List.copyOf(properties);
  }

  /// A place where the identifier may be.
  ///
  /// @param path where
  /// @param value what is there in the sample
  /// @param reason why it may be the identifier, in words
  public record Identifier(String path, String value, String reason) {}

  /// A property that could be imported.
  ///
  /// @param path where
  /// @param name what its attribute could be called; unique among these
  /// @param type as what it could be read
  /// @param value what is there in the sample
  public record Proposal(String path, String name, AttributeType type, JsonNode value) {}

  /// Looks at a payload; of an array, at its first object.
  public static Suggestion of(JsonNode payload) {
    JsonNode sample = payload.isArray() && !payload.isEmpty() ? payload.get(0) : payload;
    SequencedMap<String, JsonNode> leaves = Leaves.of(sample);
    List<Proposal> properties = new ArrayList<>();
    List<IdentifierGuess> candidates = new ArrayList<>();
    Names names = new Names();
    for (Map.Entry<String, JsonNode> leaf : leaves.entrySet()) {
      String path = leaf.getKey();
      JsonNode value = leaf.getValue();
      IdentifierGuess candidate = IdentifierGuess.of(path, value, kindBeside(path, leaves));
      if (candidate.score() > 0) {
        candidates.add(candidate);
      }
      if (properties.size() < PROPERTIES_MAX && !value.isNull()) {
        AttributeType type = TypeGuess.of(path, value);
        properties.add(new Proposal(path, names.unique(path), type, value));
      }
    }
    // Where two are as good, the one that comes first in the sample stays first.
    candidates.sort(Comparator.comparingInt(IdentifierGuess::score).reversed());
    return new Suggestion(
        candidates.stream()
            .limit(IDENTIFIERS_MAX)
            .map(one -> new Identifier(one.path(), one.value(), one.reason()))
            .toList(),
        properties);
  }

  /// What the object around a leaf says that it is, by one of the names that tools use for that.
  private static String kindBeside(String path, Map<String, JsonNode> leaves) {
    String around = path.contains(".") ? path.substring(0, path.lastIndexOf('.') + 1) : "";
    for (String name : KIND_NAMES) {
      JsonNode kind = leaves.get(around + name);
      if (kind != null && kind.isTextual()) {
        return kind.asText();
      }
    }
    return "";
  }
}
