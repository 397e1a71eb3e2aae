package dev.muster.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/// The first call of senders that want to be answered with what they ask, as Slack
/// (`url_verification`) and monday.com do: a small object with a `challenge` and nothing that could
/// be of a user.
final class Challenge {

  /// Longer bodies are no handshakes.
  private static final int BYTES_MAX = 2_048;

  private static final String NAME = "challenge";

  /// What stands beside a challenge.
  private static final Set<String> BESIDE = Set.of("type", "token", "team_id", "api_app_id");

  private Challenge() {}

  /// @param json a body that is well-formed
  /// @return what is to be answered; empty if it asks nothing
  static Optional<String> in(byte[] json) {
    if (json.length > BYTES_MAX) {
      return Optional.empty();
    }
    try (JsonParser parser = BodyReading.JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      String challenge = null;
      // Ends at the first name of something else: for deliveries, mostly the first of all.
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (name.equals(NAME) && value == JsonToken.VALUE_STRING) {
          challenge = parser.getText();
        } else if (!BESIDE.contains(name) || !value.isScalarValue()) {
          return Optional.empty();
        }
      }
      return Optional.ofNullable(challenge);
    } catch (IOException e) {
      throw new IllegalStateException("what was read once", e);
    }
  }
}
