package dev.muster.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.muster.attribute.ValueReader;
import dev.muster.intake.PathTree.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads one body token by token and keeps what paths lead to. What no path leads to is passed over
/// without being kept.
final class BodyReading {

  static final JsonFactory JSON =
      new JsonFactoryBuilder()
          // Names come from outside: interning them would let senders fill the JVM's own table.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // The limits are kept here, where their excess can be told from other faults.
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /// How many bytes tell in which encoding JSON is (RFC 4627, section 3).
  private static final int ENCODING_BYTES = 4;

  /// How much is repeated of what the parser says, in characters.
  private static final int WORDS_MAX = 200;

  private final JsonParser parser;
  private final PathTree tree;
  private final IntakeLimits limits;

  /// Of the object that is being read.
  private Candidates found;

  private int keys;

  /// One object of a body.
  ///
  /// @param values by end of the tree; null if it is not an object
  /// @param from where it begins in the body
  /// @param bytes its share of the body
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Item(@Nullable Raw @Nullable [] values, int from, int bytes) {}

  /// What a body holds.
  ///
  /// @param batch whether it is an array
  record Body(boolean batch, List<Item> items) {}

  private BodyReading(JsonParser parser, PathTree tree, IntakeLimits limits) {
    this.parser = parser;
    this.tree = tree;
    this.limits = limits;
    this.found = new Candidates(tree);
  }

  /// Reads a body.
  ///
  /// @param json UTF-8
  /// @throws RefusedBodyException if it is not well-formed, or beyond a limit: nothing of it counts
  static Body read(byte[] json, PathTree tree, IntakeLimits limits) throws RefusedBodyException {
    requireUtf8(json);
    try (JsonParser parser = JSON.createParser(json)) {
      return new BodyReading(parser, tree, limits).body(json.length);
    } catch (JsonProcessingException e) {
      throw malformed(e, json.length);
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory", e);
    }
  }

  static void requireUtf8(byte[] json) throws RefusedBodyException {
    int malformed = Utf8.firstMalformed(json, 0, json.length);
    if (malformed != Utf8.WELL_FORMED) {
      throw RefusedBodyException.malformed(malformed, "not UTF-8");
    }
    for (int i = 0; i < Math.min(ENCODING_BYTES, json.length); i++) {
      if (json[i] == 0) {
        throw RefusedBodyException.malformed(i, "a zero byte; JSON is UTF-8 (RFC 8259)");
      }
    }
  }

  private Body body(int bytes) throws IOException, RefusedBodyException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw RefusedBodyException.malformed(bytes, "there is no JSON in the body");
    }
    List<Item> items = new ArrayList<>();
    boolean batch = first == JsonToken.START_ARRAY;
    if (!batch) {
      items.add(new Item(item(first), 0, bytes));
    } else {
      for (JsonToken token = parser.nextToken();
          token != JsonToken.END_ARRAY;
          token = parser.nextToken()) {
        if (items.size() == limits.batchMax()) {
          throw new RefusedBodyException(
              Flaw.BATCH_TOO_LARGE,
              "an array of more than " + limits.batchMax() + " objects; send it in parts");
        }
        if (!items.isEmpty()) {
          found = new Candidates(tree);
        }
        int from = tokenAt();
        @Nullable Raw @Nullable [] values = item(token);
        // A string is read only when it is asked for, so its end is not known before.
        parser.finishToken();
        items.add(new Item(values, from, (int) (parser.currentLocation().getByteOffset() - from)));
      }
    }
    if (parser.nextToken() != null) {
      throw RefusedBodyException.malformed(tokenAt(), "something follows the JSON");
    }
    return new Body(batch, items);
  }

  private @Nullable Raw @Nullable [] item(@Nullable JsonToken token)
      throws IOException, RefusedBodyException {
    keys = 0;
    if (token != JsonToken.START_OBJECT) {
      skip(token, 0);
      return null;
    }
    object(tree.root, 0, 1);
    return found.best();
  }

  private void object(Place place, long rank, int depth) throws IOException, RefusedBodyException {
    requireDepth(depth);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      countKey();
      Place child = place.key(parser.currentName());
      JsonToken token = parser.nextToken();
      if (child == null) {
        skip(token, depth);
      } else {
        value(token, child, child.rank(place, rank), depth);
      }
    }
  }

  private void value(@Nullable JsonToken token, Place place, long rank, int depth)
      throws IOException, RefusedBodyException {
    if (!found.enter(place, rank)) {
      throw RefusedBodyException.malformed(
          tokenAt(),
          "the name before it comes twice in the same object, and a listed path leads through it");
    }
    if (token == JsonToken.START_OBJECT) {
      found.offer(place, rank, Raw.Shape.OBJECT);
      object(place, rank, depth + 1);
    } else if (token == JsonToken.START_ARRAY) {
      array(place, rank, depth + 1);
    } else if (place.end() >= 0) {
      found.offer(place, rank, scalar(token));
    }
  }

  private void array(Place place, long rank, int depth) throws IOException, RefusedBodyException {
    requireDepth(depth);
    List<String> texts = new ArrayList<>();
    boolean wanted = place.list();
    int index = 0;
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (wanted && texts.size() > ValueReader.LIST_MAX) {
        texts.add("");
      } else if (wanted && token == JsonToken.VALUE_STRING) {
        texts.add(parser.getText());
      } else {
        wanted = false;
      }
      Place child = place.element(index++);
      if (child == null) {
        skip(token, depth);
      } else {
        value(token, child, child.rank(place, rank), depth);
      }
    }
    found.offer(place, rank, wanted ? new Raw.Texts(texts) : Raw.Shape.ARRAY);
  }

  private Raw scalar(@Nullable JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_STRING) {
      return new Raw.Text(parser.getText());
    }
    if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
      return new Raw.Numeral(parser.getText());
    }
    if (token == JsonToken.VALUE_NULL) {
      return Raw.Shape.NULL;
    }
    return token == JsonToken.VALUE_TRUE ? Raw.Bool.TRUE : Raw.Bool.FALSE;
  }

  private void skip(@Nullable JsonToken token, int depth) throws IOException, RefusedBodyException {
    if (token == null || !token.isStructStart()) {
      return;
    }
    int open = 1;
    requireDepth(depth + open);
    while (open > 0) {
      JsonToken inner = parser.nextToken();
      if (inner == JsonToken.FIELD_NAME) {
        countKey();
      } else if (inner != null && inner.isStructStart()) {
        requireDepth(depth + ++open);
      } else if (inner != null && inner.isStructEnd()) {
        open--;
      }
    }
  }

  private void requireDepth(int depth) throws RefusedBodyException {
    if (depth > limits.depthMax()) {
      throw RefusedBodyException.at(
          Flaw.TOO_DEEP, tokenAt(), "objects and arrays more than " + limits.depthMax() + " deep");
    }
  }

  private void countKey() throws RefusedBodyException {
    if (++keys >= limits.keysMax()) {
      throw RefusedBodyException.at(
          Flaw.TOO_MANY_KEYS,
          tokenAt(),
          limits.keysMax() + " names or more in one delivery; send a smaller part of it");
    }
  }

  private int tokenAt() {
    return (int) parser.currentTokenLocation().getByteOffset();
  }

  static RefusedBodyException malformed(JsonProcessingException e, int bytes) {
    long at = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
    String words = e.getOriginalMessage();
    int aside = words.indexOf(" (start marker at");
    return RefusedBodyException.malformed(
        at < 0 ? bytes : (int) Math.min(at, bytes),
        Shown.cut(aside < 0 ? words : words.substring(0, aside), WORDS_MAX));
  }
}
