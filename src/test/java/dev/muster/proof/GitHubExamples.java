package dev.muster.proof;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The payloads that GitHub documents, from the npm package `@octokit/webhooks-examples`, and what
/// an integration should make of them: read here from the whole tree, without any of Muster's own
/// code.
final class GitHubExamples {
  private static final Path FILE =
      Path.of("src/test/npm/node_modules/@octokit/webhooks-examples/api.github.com/index.json");

  /// The integration.
  static final String INTEGRATION =
      """
      {'key':'github','name':'GitHub','kind':'api','identifier':'sender.login','properties':[
        {'path':'action','name':'action','type':'string'},
        {'path':'sender.id','name':'sender-id','type':'string'},
        {'path':'sender.site_admin','name':'site-admin','type':'boolean'},
        {'path':'repository.full_name','name':'repository','type':'string'},
        {'path':'repository.description','name':'description','type':'string'},
        {'path':'repository.language','name':'language','type':'string'},
        {'path':'repository.stargazers_count','name':'stars','type':'number'},
        {'path':'repository.created_at','name':'created','type':'date'},
        {'path':'repository.topics','name':'topics','type':'strings'},
        {'path':'issue.labels.0.name','name':'label','type':'string'}]}\
      """;

  private GitHubExamples() {}

  /// All of them, in the order of the file.
  static List<JsonNode> all() throws IOException {
    if (!Files.isReadable(FILE)) {
      throw new AssertionError(
          FILE + " is missing. Run the tests with ./muster test, which installs it with npm.");
    }
    List<JsonNode> payloads = new ArrayList<>();
    for (JsonNode event : Api.JSON.readTree(FILE.toFile())) {
      event.get("examples").forEach(payloads::add);
    }
    return payloads;
  }

  /// Whom a payload is about.
  static Optional<String> user(JsonNode payload) {
    JsonNode login = payload.at("/sender/login");
    return login.isTextual() ? Optional.of(login.textValue()) : Optional.empty();
  }

  /// Every user with their attributes after all payloads have come in order: texts, numbers and
  /// booleans as they are, dates as instants, lists as lists.
  static SortedMap<String, SortedMap<String, Object>> users(List<JsonNode> payloads) {
    SortedMap<String, SortedMap<String, Object>> users = new TreeMap<>();
    for (JsonNode payload : payloads) {
      user(payload)
          .ifPresent(user -> apply(payload, users.computeIfAbsent(user, _ -> new TreeMap<>())));
    }
    return users;
  }

  private static void apply(JsonNode payload, Map<String, Object> user) {
    set(user, "action", payload.at("/action"));
    set(user, "sender-id", payload.at("/sender/id"));
    set(user, "site-admin", payload.at("/sender/site_admin"));
    set(user, "repository", payload.at("/repository/full_name"));
    set(user, "description", payload.at("/repository/description"));
    set(user, "language", payload.at("/repository/language"));
    set(user, "stars", payload.at("/repository/stargazers_count"));
    set(user, "created", payload.at("/repository/created_at"));
    set(user, "topics", payload.at("/repository/topics"));
    set(user, "label", payload.at("/issue/labels/0/name"));
  }

  private static void set(Map<String, Object> user, String attribute, JsonNode node) {
    if (node.isNull()) {
      user.remove(attribute);
    } else if (!node.isMissingNode()) {
      user.put(attribute, value(attribute, node));
    }
  }

  private static Object value(String attribute, JsonNode node) {
    return switch (attribute) {
      case "stars" -> node.doubleValue();
      case "site-admin" -> node.booleanValue();
      case "created" ->
          node.isNumber()
              ? Instant.ofEpochSecond(node.longValue())
              : Instant.parse(node.textValue());
      case "topics" -> {
        List<String> topics = new ArrayList<>();
        node.forEach(topic -> topics.add(topic.textValue()));
        yield topics;
      }
      default -> node.asText();
    };
  }

  /// What the server says about a user, in the same form.
  ///
  /// @param attributes of its answer
  static SortedMap<String, Object> told(JsonNode attributes) {
    SortedMap<String, Object> user = new TreeMap<>();
    for (JsonNode held : attributes) {
      set(user, held.get("name").textValue(), held.get("value"));
    }
    return user;
  }
}
