package dev.muster.cli.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.cli.demo.Customer.Plan;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The payment tool, as far as it tells of plans: what it sends about one of the samples, and
/// where.
final class Billing implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final URI endpoint;

  /// @param endpoint of its integration; whoever has it can send
  Billing(URI endpoint) {
    this.endpoint = endpoint;
  }

  /// That a customer is on another plan now.
  enum Event {
    UPGRADED("customer.upgraded", Plan.ENTERPRISE),
    DOWNGRADED("customer.downgraded", Plan.FREE);

    private final String type;
    private final Plan plan;

    Event(String type, Plan plan) {
      this.type = type;
      this.plan = plan;
    }

    /// How a page calls it.
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    JsonNode about(Sample customer) {
      return webhook(type, customer, plan);
    }
  }

  /// All that a page can ask for: the customers, and what is sent about them.
  static ArrayNode all() {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (Sample customer : Sample.values()) {
      ObjectNode one = all.addObject().put("user", customer.email()).put("words", customer.words());
      for (Event event : Event.values()) {
        one.withObject("events").set(event.word(), event.about(customer));
      }
    }
    return all;
  }

  /// What a page asks for: `{"user": …, "event": …}`.
  ///
  /// @return the webhook; empty where it is none of [#all()]
  static Optional<JsonNode> asked(byte[] json) throws IOException {
    try {
      JsonNode asked = JSON.readTree(json);
      return Sample.byEmail(asked.path("user").asText())
          .flatMap(customer -> event(asked.path("event").asText()).map(one -> one.about(customer)));
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }

  private static Optional<Event> event(String word) {
    return Stream.of(Event.values()).filter(one -> one.word().equals(word)).findFirst();
  }

  /// What it has of a customer when the demo begins.
  static JsonNode beginning(Sample customer) {
    return webhook("customer.created", customer, customer.begins());
  }

  private static JsonNode webhook(String type, Sample customer, Plan plan) {
    ObjectNode webhook = JsonNodeFactory.instance.objectNode().put("type", type);
    webhook
        .putObject("data")
        .putObject("object")
        .put("customer_email", customer.email())
        .put("plan", plan.word());
    return webhook;
  }

  /// Sends, and waits for the answer.
  ///
  /// @throws IOException if there is none
  HttpResponse<String> send(JsonNode webhook) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(endpoint)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(webhook.toString()))
            .build(),
        BodyHandlers.ofString());
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
