package dev.muster.outgoing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.catalog.Environment;
import dev.muster.catalog.PublishedSegment;
import dev.muster.catalog.SystemDefinition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What webhooks are told, as JSON (docs/webhooks.md).
final class SegmentMessage {

  private static final ObjectMapper JSON = new ObjectMapper();

  private SegmentMessage() {}

  /// That a user entered or left a segment.
  static Message of(
      Change change, int webhookId, SystemDefinition system, Environment environment, String user) {
    String key = change.place().segment();
    String name =
        environment
            .live()
            .flatMap(live -> live.segment(key))
            .map(PublishedSegment::name)
            .or(() -> system.segment(key).map(segment -> segment.name()))
            .orElse(key);
    ObjectNode message =
        begin(
            change.entered() ? "segment.entered" : "segment.left",
            change.at(),
            system,
            environment);
    ObjectNode data = (ObjectNode) message.get("data");
    data.putObject("segment").put("key", key).put("name", name);
    data.putObject("user").put("id", user);
    return message(change.messageId(webhookId), message);
  }

  /// That somebody wants to see whether messages arrive.
  static Message test(
      String id, Instant now, SystemDefinition system, Environment environment, String webhook) {
    ObjectNode message = begin("webhook.test", now, system, environment);
    ((ObjectNode) message.get("data")).put("webhook", webhook);
    return message(id, message);
  }

  private static ObjectNode begin(
      String type, Instant at, SystemDefinition system, Environment environment) {
    ObjectNode message =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", type)
            .put("timestamp", at.truncatedTo(ChronoUnit.MILLIS).toString());
    message.putObject("data").put("system", system.key()).put("environment", environment.key());
    return message;
  }

  private static Message message(String id, ObjectNode message) {
    try {
      return new Message(id, JSON.writeValueAsBytes(message));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree is JSON", impossible);
    }
  }
}
