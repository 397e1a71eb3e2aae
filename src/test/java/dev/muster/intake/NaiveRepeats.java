package dev.muster.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.muster.catalog.Integration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Whether a name comes twice in the same object where a listed path leads, by keeping every way
/// that the rest of a path could be meant.
final class NaiveRepeats {

  private static final JsonMapper JSON = new JsonMapper();

  private boolean found;

  private NaiveRepeats() {}

  static boolean leadSomewhere(Integration integration, byte[] body) throws IOException {
    List<List<String>> paths =
        Stream.concat(
                Stream.of(integration.identifier()),
                integration.properties().stream().map(property -> property.path()))
            .map(path -> Arrays.asList(path.split("\\.", -1)))
            .toList();
    NaiveRepeats repeats = new NaiveRepeats();
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() == JsonToken.START_ARRAY) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          repeats.walk(parser, parser.currentToken() == JsonToken.START_OBJECT ? paths : List.of());
        }
      } else {
        repeats.walk(parser, paths);
      }
    }
    return repeats.found;
  }

  /// @param rests what is left of the paths that lead here
  private void walk(JsonParser parser, List<List<String>> rests) throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      Set<String> keys = new HashSet<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        List<List<String>> below = below(rests, parser.currentName(), Integer.MAX_VALUE);
        found |= !keys.add(parser.currentName()) && !below.isEmpty();
        parser.nextToken();
        walk(parser, below);
      }
    } else if (parser.currentToken() == JsonToken.START_ARRAY) {
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        walk(parser, below(rests, Integer.toString(i), 1));
      }
    }
  }

  private static List<List<String>> below(List<List<String>> rests, String key, int namesMax) {
    List<List<String>> below = new ArrayList<>();
    for (List<String> rest : rests) {
      for (int names = 1; names <= Math.min(rest.size(), namesMax); names++) {
        if (String.join(".", rest.subList(0, names)).equals(key)) {
          below.add(rest.subList(names, rest.size()));
        }
      }
    }
    return below;
  }
}
