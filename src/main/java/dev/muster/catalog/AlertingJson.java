package dev.muster.catalog;

import static dev.muster.catalog.StoredJson.instant;
import static dev.muster.catalog.StoredJson.list;
import static dev.muster.catalog.StoredJson.longNumber;
import static dev.muster.catalog.StoredJson.member;
import static dev.muster.catalog.StoredJson.object;
import static dev.muster.catalog.StoredJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.catalog.Alerting.Channel;
import dev.muster.catalog.Alerting.Open;
import dev.muster.catalog.Alerting.Settings;
import dev.muster.catalog.Alerting.Status;
import dev.muster.catalog.Alerting.Told;
import dev.muster.catalog.Alerting.Way;
import dev.muster.catalog.Alerting.Webhook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Alerts as they are stored, and as the audit log shows them.
final class AlertingJson {

  private AlertingJson() {}

  static ObjectNode write(SortedMap<String, Alerting> alerts) {
    ObjectNode stored = object();
    alerts.forEach((environment, one) -> stored.set(environment, write(one)));
    return stored;
  }

  /// Who is told, without secrets.
  static ObjectNode masked(SortedMap<String, Alerting> alerts) {
    ObjectNode shown = object();
    alerts.forEach((environment, one) -> {
      ObjectNode settings = write(one.settings());
      if (settings.path("webhook") instanceof ObjectNode webhook) {
        webhook.remove("sealed");
      }
      shown.set(environment, settings);
    });
    return shown;
  }

  static ObjectNode write(Alerting alerting) {
    ObjectNode stored = object();
    stored.set("settings", write(alerting.settings()));
    ArrayNode open = stored.putArray("open");
    for (Open one : alerting.open()) {
      ObjectNode put =
          open.addObject()
              .put("key", one.key())
              .put("kind", one.kind())
              .put("beganAt", one.beganAt().toString());
      one.property().ifPresent(name -> put.put("property", name));
    }
    ArrayNode told = stored.putArray("told");
    alerting.told().forEach(one -> told.add(write(one)));
    return stored;
  }

  private static ObjectNode write(Settings settings) {
    ObjectNode stored = object();
    ArrayNode emails = stored.putArray("emails");
    settings.emails().forEach(emails::add);
    ArrayNode kinds = stored.putArray("kinds");
    settings.kinds().forEach(kinds::add);
    settings
        .webhook()
        .ifPresent(hook ->
            stored.putObject("webhook").put("url", hook.url()).put("sealed", hook.sealed()));
    return stored;
  }

  private static ObjectNode write(Told told) {
    ObjectNode stored =
        object()
            .put("number", told.number())
            .put("at", told.at().toString())
            .put("over", told.isOver())
            .put("kind", told.kind())
            .put("words", told.words());
    told.property().ifPresent(name -> stored.put("property", name));
    ArrayNode ways = stored.putArray("ways");
    for (Way way : told.ways()) {
      ObjectNode put =
          ways.addObject().put("channel", way.channel().code()).put("status", way.status().code());
      way.sentAt().ifPresent(at -> put.put("sentAt", at.toString()));
      way.problem().ifPresent(why -> put.put("problem", why));
    }
    return stored;
  }

  /// @param integration as stored; before there were alerts, without them
  static SortedMap<String, Alerting> read(JsonNode integration) {
    SortedMap<String, Alerting> alerts = new TreeMap<>();
    if (integration.has("alerts")) {
      JsonNode stored = member(integration, "alerts");
      stored.fieldNames().forEachRemaining(key -> alerts.put(key, alerting(member(stored, key))));
    }
    return alerts;
  }

  static Alerting alerting(JsonNode stored) {
    List<Open> open = new ArrayList<>();
    for (JsonNode one : list(stored, "open")) {
      open.add(
          new Open(
              text(one, "key"),
              text(one, "kind"),
              AccountsJson.optionalText(one, "property"),
              instant(one, "beganAt")));
    }
    List<Told> told = new ArrayList<>();
    list(stored, "told").forEach(one -> told.add(told(one)));
    return new Alerting(settings(member(stored, "settings")), open, told);
  }

  private static Settings settings(JsonNode stored) {
    Optional<Webhook> webhook =
        stored.has("webhook")
            ? Optional.of(
                new Webhook(
                    text(member(stored, "webhook"), "url"),
                    text(member(stored, "webhook"), "sealed")))
            : Optional.empty();
    return new Settings(texts(stored, "emails"), webhook, texts(stored, "kinds"));
  }

  private static List<String> texts(JsonNode stored, String name) {
    List<String> all = new ArrayList<>();
    list(stored, name).forEach(one -> all.add(one.textValue()));
    return all;
  }

  private static Told told(JsonNode stored) {
    List<Way> ways = new ArrayList<>();
    for (JsonNode way : list(stored, "ways")) {
      ways.add(
          new Way(
              channel(text(way, "channel")),
              status(text(way, "status")),
              AccountsJson.optionalText(way, "sentAt").map(Instant::parse),
              AccountsJson.optionalText(way, "problem")));
    }
    return new Told(
        longNumber(stored, "number"),
        instant(stored, "at"),
        member(stored, "over").booleanValue(),
        text(stored, "kind"),
        AccountsJson.optionalText(stored, "property"),
        text(stored, "words"),
        ways);
  }

  private static Channel channel(String code) {
    for (Channel one : Channel.values()) {
      if (one.code().equals(code)) {
        return one;
      }
    }
    throw UnreadableCatalogException.newer("an alert by " + code);
  }

  private static Status status(String code) {
    for (Status one : Status.values()) {
      if (one.code().equals(code)) {
        return one;
      }
    }
    throw UnreadableCatalogException.newer("an alert that is " + code);
  }
}
