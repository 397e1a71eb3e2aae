package dev.muster.preset;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a sender sends, with made-up values in the form of its real ones.
///
/// @param contentType what it says that it is
/// @param headers the header fields that are looked at, beside those of a signature; names in lower
///   case
/// @param text the body
/// @param payload the body as JSON, through which the paths lead: the same where it is JSON
public record Sample(
    String contentType, SortedMap<String, String> headers, String text, JsonNode payload) {
  /// Copies the map.
  public Sample {
    headers = Collections.unmodifiableSortedMap(new TreeMap<>(Map.copyOf(headers)));
  }
}
