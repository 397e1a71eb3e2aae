package dev.muster.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;

/// Takes the objects out of what is around them.
final class Envelope {

  private static final int[] NOWHERE = new int[0];

  private Envelope() {}

  /// The value at a path: an array of objects, or one object.
  ///
  /// @param json a whole body
  /// @param path dot-separated; a literal key that contains dots wins over the nested reading
  /// @return its bytes
  static byte[] open(byte[] json, String path) throws RefusedBodyException {
    BodyReading.requireUtf8(json);
    try (JsonParser parser = BodyReading.JSON.createParser(json)) {
      int[] found = NOWHERE;
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        found = find(parser, path);
      } else {
        parser.skipChildren();
      }
      if (parser.nextToken() != null) {
        throw RefusedBodyException.malformed(
            (int) parser.currentTokenLocation().getByteOffset(), "something follows the JSON");
      }
      if (found.length > 0) {
        return Arrays.copyOfRange(json, found[0], found[1]);
      }
      throw new RefusedBodyException(
          Flaw.ITEMS_MISSING,
          "there is no array or object at \""
              + Shown.cut(path)
              + "\", where this integration looks for what it takes");
    } catch (JsonProcessingException e) {
      throw BodyReading.malformed(e, json.length);
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot be read", e);
    }
  }

  /// @param parser at the beginning of an object; afterwards at its end
  /// @return where the value begins and ends; empty if it is not in the object
  private static int[] find(JsonParser parser, String path) throws IOException {
    int[] literal = NOWHERE;
    int[] nested = NOWHERE;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      int from = (int) parser.currentTokenLocation().getByteOffset();
      if (name.equals(path) && value.isStructStart()) {
        parser.skipChildren();
        literal = new int[] {from, (int) parser.currentLocation().getByteOffset()};
      } else if (value == JsonToken.START_OBJECT && path.startsWith(name + ".")) {
        int[] inside = find(parser, path.substring(name.length() + 1));
        nested = inside.length > 0 ? inside : nested;
      } else {
        parser.skipChildren();
      }
    }
    return literal.length > 0 ? literal : nested;
  }
}
