package dev.muster.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Users whose every attribute says the same number, how many deliveries they have had. A user who
/// is half updated gives himself away: his attributes disagree.
final class Counted {
  private static final long EPOCH_SECOND = 1_700_000_000;

  /// The integration.
  static final String INTEGRATION =
      """
      {'key':'crm','name':'CRM','kind':'api','identifier':'id','properties':[
        {'path':'count','name':'count','type':'number'},
        {'path':'text','name':'text','type':'string'},
        {'path':'even','name':'even','type':'boolean'},
        {'path':'at','name':'at','type':'date'},
        {'path':'tags','name':'tags','type':'strings'},
        {'path':'deep.er.0.count','name':'deep-count','type':'number'}]}\
      """;

  /// Segments by key. The first two are the same users, seen through different attributes.
  static final Map<String, String> SEGMENTS =
      Map.of(
          "even-by-flag",
          "{'combinator':'and','rules':[{'field':'crm.even','operator':'=','value':true}]}",
          "even-by-tag",
          "{'combinator':'and','rules':[{'field':'crm.tags','operator':'contains','value':'even'}]}",
          "over-20",
          "{'combinator':'and','rules':[{'field':'crm.count','operator':'>','value':20}]}");

  private Counted() {}

  /// A delivery.
  static String payload(String user, long count) {
    return """
    {"id":"%s","count":%d,"text":"%d","even":%b,"at":%d,"tags":["%s","%d"],\
    "deep":{"er":[{"count":%d}]},"unlisted":{"notes":["nothing of this is kept"]}}\
    """
        .formatted(
            user,
            count,
            count,
            count % 2 == 0,
            EPOCH_SECOND + count,
            count % 2 == 0 ? "even" : "odd",
            count,
            count);
  }

  /// The number that all attributes of a user say.
  ///
  /// @param attributes name to value, as the API shows them
  /// @throws AssertionError if they do not agree
  static long count(Map<String, JsonNode> attributes) {
    JsonNode tags = value(attributes, "tags");
    long count = value(attributes, "count").longValue();
    boolean whole =
        attributes.size() == 6
            && value(attributes, "text").asText().equals(Long.toString(count))
            && value(attributes, "even").booleanValue() == (count % 2 == 0)
            && value(attributes, "at").asText().equals(at(count))
            && tags.path(0).asText().equals(count % 2 == 0 ? "even" : "odd")
            && tags.path(1).asText().equals(Long.toString(count))
            && value(attributes, "deep-count").longValue() == count;
    if (!whole) {
      throw new AssertionError("a user who is half updated: " + attributes);
    }
    return count;
  }

  private static JsonNode value(Map<String, JsonNode> attributes, String name) {
    return attributes.getOrDefault(name, MissingNode.getInstance());
  }

  private static String at(long count) {
    return Instant.ofEpochSecond(EPOCH_SECOND + count).toString();
  }

  /// Attributes by name.
  ///
  /// @param list of objects
  /// @param name which member of each has the attribute's name
  static Map<String, JsonNode> byName(JsonNode list, String name) {
    Map<String, JsonNode> values = new HashMap<>();
    list.forEach(one -> values.put(one.get(name).asText(), one.get("value")));
    return values;
  }

  /// The segments that a user with this count is in.
  static Set<String> segments(long count) {
    Set<String> segments = new TreeSet<>();
    if (count % 2 == 0) {
      segments.addAll(List.of("even-by-flag", "even-by-tag"));
    }
    if (count > 20) {
      segments.add("over-20");
    }
    return segments;
  }
}
