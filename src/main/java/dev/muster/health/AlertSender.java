package dev.muster.health;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.catalog.Alerting.Channel;
import dev.muster.catalog.Alerting.Told;
import dev.muster.catalog.Alerting.Way;
import dev.muster.catalog.Alerting.Webhook;
import dev.muster.catalog.Property;
import dev.muster.catalog.SecretBox;
import dev.muster.mailing.NotSentException;
import dev.muster.mailing.Notice;
import dev.muster.mailing.Notices;
import dev.muster.outgoing.Message;
import dev.muster.outgoing.Reply;
import dev.muster.outgoing.Target;
import dev.muster.outgoing.TargetException;
import dev.muster.outgoing.WebhookClient;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Hands alerts over, one way. Waits for whom it is handed to, so it belongs on virtual threads.
final class AlertSender {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Notices notices;
  private final WebhookClient client;
  private final SecretBox box;
  private final Optional<URI> publicUrl;

  /// @param box opens what webhooks are signed with
  AlertSender(Notices notices, WebhookClient client, SecretBox box, Optional<URI> publicUrl) {
    this.notices = notices;
    this.client = client;
    this.box = box;
    this.publicUrl = publicUrl;
  }

  /// What became of it.
  sealed interface Outcome {
    /// It went out.
    ///
    /// @param problem what is to be said of it all the same
    record Sent(Optional<String> problem) implements Outcome {}

    /// It did not.
    record Failed(String why) implements Outcome {}
  }

  /// Hands an alert over.
  Outcome send(AlertPlace.Found place, Told told, Way way) {
    String id = id(place, Long.toString(told.number()));
    return switch (way.channel()) {
      case EMAIL ->
          mail(
              text(place)
                  .notice(id, told, whatToDo(place, told), place.alerting().settings().emails()));
      case WEBHOOK -> {
        ObjectNode data = data(place);
        data.put("kind", told.kind()).put("state", told.isOver() ? "over" : "began");
        told.property().ifPresent(name -> data.put("property", name));
        data.put("words", told.words());
        whatToDo(place, told).ifPresent(words -> data.put("whatToDo", words));
        yield post(place, id, told.at(), "integration.health", data);
      }
    };
  }

  /// Hands over what only shows that it arrives.
  Outcome test(AlertPlace.Found place, Channel channel, Instant now) {
    String id = id(place, "test-" + now.toEpochMilli());
    return switch (channel) {
      case EMAIL -> mail(text(place).test(id, now, place.alerting().settings().emails()));
      case WEBHOOK ->
          post(
              place,
              id,
              now,
              "integration.health.test",
              data(place).put("words", "This is how alerts of this integration arrive."));
    };
  }

  private ObjectNode data(AlertPlace.Found place) {
    ObjectNode data =
        JSON.createObjectNode()
            .put("system", place.system().key())
            .put("environment", place.environment().key())
            .put("integration", place.integration().key());
    text(place).page().ifPresent(url -> data.put("url", url.toString()));
    return data;
  }

  private Outcome post(
      AlertPlace.Found place, String id, Instant at, String type, ObjectNode data) {
    Optional<Webhook> hook = place.alerting().settings().webhook();
    if (hook.isEmpty()) {
      return new Outcome.Sent(Optional.of("There is no webhook for it any more."));
    }
    Optional<String> secret = hook.get().open(box);
    if (secret.isEmpty()) {
      return new Outcome.Failed("Its secret was kept with another key; set the webhook anew.");
    }
    ObjectNode body =
        JSON.createObjectNode()
            .put("type", type)
            .put("timestamp", at.truncatedTo(ChronoUnit.MILLIS).toString());
    body.set("data", data);
    try {
      Reply reply =
          client
              .send(
                  Target.of(hook.get().url()),
                  new Message(id, JSON.writeValueAsBytes(body)),
                  List.of(secret.get()))
              .join();
      return reply.isTaken()
          ? new Outcome.Sent(Optional.empty())
          : new Outcome.Failed("The webhook was not taken: " + reply.trouble() + ".");
    } catch (TargetException wrong) {
      return new Outcome.Failed("The webhook's address " + wrong.getMessage() + ".");
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree that cannot be written", impossible);
    }
  }

  private static Optional<String> whatToDo(AlertPlace.Found place, Told told) {
    if (told.isOver()) {
      return Optional.empty();
    }
    String path =
        told.property().flatMap(place.integration()::property).map(Property::path).orElse("");
    return Optional.of(HealthWords.whatToDo(place.integration().kind(), told.kind(), path));
  }

  private AlertText text(AlertPlace.Found place) {
    return new AlertText(place.system(), place.environment(), place.integration(), publicUrl);
  }

  /// The same each time an alert is handed over.
  private static String id(AlertPlace.Found place, String number) {
    return "alert-%d-%d-%s".formatted(place.integration().id(), place.environment().id(), number);
  }

  private Outcome mail(Notice notice) {
    if (notice.recipients().isEmpty()) {
      return new Outcome.Sent(Optional.of("Nobody is to be told by e-mail any more."));
    }
    try {
      List<String> refused =
          notices.send(
              new Notice(
                  notice.id() + "@muster",
                  notice.subject(),
                  notice.recipients(),
                  notice.about(),
                  notice.paragraphs(),
                  notice.link(),
                  notice.foot()));
      return new Outcome.Sent(
          refused.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  "The mail server does not take these recipients: "
                      + String.join(", ", refused)
                      + "."));
    } catch (NotSentException e) {
      return e.mayHaveArrived()
          ? new Outcome.Sent(Optional.of(e.why() + " It is not sent again."))
          : new Outcome.Failed(e.why());
    }
  }
}
