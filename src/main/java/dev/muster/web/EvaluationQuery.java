package dev.muster.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.muster.population.UserId;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What a client of the OpenFeature Remote Evaluation Protocol says: its evaluation context.
///
/// @param user the targeting key: whose segments
/// @param hash what proves that
/// @param url the page's address
/// @param title its title
/// @param referrer where the user came from
record EvaluationQuery(
    UserId user,
    @Nullable String hash,
    @Nullable String url,
    @Nullable String title,
    @Nullable String referrer) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String CONTEXT = "context";
  private static final String TARGETING_KEY = "targetingKey";
  private static final String[] NAMES = {TARGETING_KEY, "hash", "url", "title", "referrer"};

  /// The query is not what it should be.
  static final class Invalid extends Exception {
    private static final long serialVersionUID = 1;
    private final String code;

    private Invalid(String code, String detail) {
      super(detail, null, false, false);
      this.code = code;
    }

    /// One of OpenFeature's error codes.
    String code() {
      return code;
    }

    String detail() {
      return String.valueOf(getMessage());
    }
  }

  /// @param body a JSON object whose `context` is read; other members and members of it are ignored
  static EvaluationQuery ofJson(byte[] body) throws Invalid {
    @Nullable String[] values = new @Nullable String[NAMES.length];
    boolean found = false;
    try (JsonParser json = JSON.createParser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new Invalid("PARSE_ERROR", "The body is not a JSON object.");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean context = json.currentName().equals(CONTEXT);
        JsonToken token = json.nextToken();
        if (!context) {
          json.skipChildren();
        } else if (token != JsonToken.START_OBJECT || found) {
          throw new Invalid("INVALID_CONTEXT", "“context” is not one JSON object.");
        } else {
          found = true;
          JsonMembers.read(json, NAMES, NAMES.length, values);
        }
      }
      if (json.nextToken() != null) {
        throw new Invalid("PARSE_ERROR", "The body is more than one JSON object.");
      }
    } catch (PageLoadQuery.Invalid invalid) {
      throw new Invalid("INVALID_CONTEXT", invalid.problem().detail());
    } catch (JsonProcessingException _) {
      throw new Invalid("PARSE_ERROR", "The body is not JSON.");
    } catch (IOException _) {
      throw new Invalid("PARSE_ERROR", "The body is not UTF-8.");
    }
    return of(values);
  }

  private static EvaluationQuery of(@Nullable String[] values) throws Invalid {
    String key = values[0];
    if (key == null || key.isEmpty()) {
      throw new Invalid(
          "TARGETING_KEY_MISSING",
          "“targetingKey” is missing in the context: it says whose segments are asked for.");
    }
    UserId user =
        UserId.tryOf(key)
            .orElseThrow(() ->
                new Invalid(
                    "INVALID_CONTEXT",
                    "“targetingKey” is longer than " + UserId.BYTES_MAX + " bytes."));
    return new EvaluationQuery(user, values[1], values[2], values[3], values[4]);
  }

  /// Holds no identifier.
  @Override
  public String toString() {
    return "EvaluationQuery";
  }
}
