package dev.muster.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A body of the call `POST /public/v1/user/data`, whose clients were written for another product:
/// `{"token": "<token of an endpoint>", "data": [{…}, …]}`. It is gone through once, to find both
/// and whether it is JSON; what is in the objects is read by the endpoint's mapping.
final class EndUserUpdates {

  /// The most objects that one call may have.
  static final int OBJECTS_MAX = 100;

  /// The objects are where the call has them, whatever the integration says of other bodies.
  static final WireFormat FORMAT = own -> own.withItemsPath(Optional.empty());

  private static final String TOKEN = "token";
  private static final String DATA = "data";
  private static final int NOWHERE = -1;

  private final byte[] json;
  private @Nullable String token;
  private int from = NOWHERE;
  private int end = NOWHERE;
  private @Nullable RefusedBodyException flaw;

  private EndUserUpdates(byte[] json) {
    this.json = json;
  }

  /// Goes through a body. What is wrong with it is said when its objects are asked for, so that
  /// whoever looks after the endpoint learns of it, too.
  static EndUserUpdates of(byte[] json) {
    EndUserUpdates updates = new EndUserUpdates(json);
    try {
      updates.read();
    } catch (RefusedBodyException refused) {
      updates.flaw = refused;
    }
    return updates;
  }

  private void read() throws RefusedBodyException {
    BodyReading.requireUtf8(json);
    try (JsonParser parser = BodyReading.JSON.createParser(json)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw RefusedBodyException.malformed(json.length, "there is no JSON in the body");
      }
      if (first == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          member(parser);
        }
      } else {
        parser.skipChildren();
      }
      if (parser.nextToken() != null) {
        throw RefusedBodyException.malformed(
            (int) parser.currentTokenLocation().getByteOffset(), "something follows the JSON");
      }
      if (first != JsonToken.START_OBJECT) {
        throw new RefusedBodyException(
            Flaw.NOT_AN_OBJECT, "the body is an object: {\"token\": \"…\", \"data\": [{…}, …]}");
      }
    } catch (JsonProcessingException e) {
      throw BodyReading.malformed(e, json.length);
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot be read", e);
    }
  }

  private void member(JsonParser parser) throws IOException, RefusedBodyException {
    String name = parser.currentName();
    JsonToken value = parser.nextToken();
    int at = (int) parser.currentTokenLocation().getByteOffset();
    boolean again = name.equals(TOKEN) ? token != null : name.equals(DATA) && from != NOWHERE;
    if (again) {
      // Which of two tokens is meant, nobody knows.
      token = name.equals(TOKEN) ? null : token;
      throw RefusedBodyException.malformed(at, "the name before it comes twice: " + name);
    }
    if (name.equals(TOKEN) && value == JsonToken.VALUE_STRING) {
      token = parser.getText();
    } else if (name.equals(DATA) && value == JsonToken.START_ARRAY) {
      from = at;
      parser.skipChildren();
      end = (int) parser.currentLocation().getByteOffset();
    } else {
      parser.skipChildren();
    }
  }

  /// The token of an endpoint, as far as the body could be read.
  ///
  /// @throws RefusedBodyException if there is none
  String token() throws RefusedBodyException {
    if (token != null) {
      return token;
    }
    if (flaw != null) {
      throw flaw;
    }
    throw new RefusedBodyException(
        Flaw.ENDPOINT_TOKEN_MISSING,
        "there is no string \"token\" in the body; send the token of an integration's endpoint");
  }

  /// The bytes of the array of objects.
  ///
  /// @throws RefusedBodyException if there is none, or the body is broken
  byte[] objects() throws RefusedBodyException {
    if (flaw != null) {
      throw flaw;
    }
    if (from == NOWHERE) {
      throw new RefusedBodyException(
          Flaw.ITEMS_MISSING,
          "there is no array \"data\" in the body; send the objects there, at most " + OBJECTS_MAX);
    }
    return Arrays.copyOfRange(json, from, end);
  }

  /// Where in the body the array begins.
  int from() {
    return from;
  }
}
