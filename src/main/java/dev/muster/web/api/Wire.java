package dev.muster.web.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.muster.web.Problem;
import dev.muster.web.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;

/// JSON as the management plane reads and writes it. Records are written by their components, times
/// as RFC 3339 in UTC; a key that comes twice is an error, as is anything after the value.
final class Wire {

  /// How deep arrays and objects may be nested.
  static final int DEPTH_MAX = 64;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              com.fasterxml.jackson.core.JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEPTH_MAX)
                          .maxStringLength(1 << 20)
                          .build())
                  .build())
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(new SimpleModule().addSerializer(Instant.class, new Rfc3339()))
          .build();

  private Wire() {}

  /// @param body UTF-8
  /// @throws ProblemException 400 with the byte offset if it is no JSON
  static JsonNode read(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (StreamConstraintsException e) {
      throw malformed(
          e,
          "The JSON is nested deeper than "
              + DEPTH_MAX
              + " levels, or has a name or a number that is too long");
    } catch (MismatchedInputException e) {
      throw malformed(e, "Something follows after the JSON");
    } catch (JsonProcessingException e) {
      throw malformed(e, "The body is not JSON: " + firstLine(e.getOriginalMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  /// Jackson says in further lines where its source is, which a client has no use for.
  private static String firstLine(String message) {
    return message.lines().findFirst().orElse(message).replaceAll(" ?\\(start marker.*", "");
  }

  private static ProblemException malformed(JsonProcessingException e, String detail) {
    long offset = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
    Problem problem =
        Problem.of(
            400,
            "malformed-json",
            "Malformed JSON",
            offset < 0 ? detail + "." : detail + " (at byte " + offset + ").");
    return new ProblemException(offset < 0 ? problem : problem.with("byteOffset", offset));
  }

  /// The value of a member of an object, byte by byte as it was sent: numbers keep their digits.
  ///
  /// @param body of an object, already found to be JSON
  /// @throws IllegalArgumentException if it has no member of that name
  static byte[] member(byte[] body, String name) {
    try (JsonParser parser = JSON.createParser(body)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = parser.currentName().equals(name);
        parser.nextToken();
        int from = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        if (wanted) {
          return Arrays.copyOfRange(body, from, (int) parser.currentLocation().getByteOffset());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
    throw new IllegalArgumentException("no member " + name);
  }

  /// @param node already found to be of the type's shape
  static <T> T as(Class<T> type, JsonNode node) {
    return JSON.convertValue(node, type);
  }

  /// The node as maps, lists and scalars.
  static Object plain(JsonNode node) {
    return JSON.convertValue(node, Object.class);
  }

  /// @param value a record, a collection, a tree
  /// @return UTF-8
  static byte[] write(Object value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
    }
  }

  private static final class Rfc3339 extends JsonSerializer<Instant> {
    @Override
    public void serialize(Instant instant, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(instant.toString());
    }
  }
}
