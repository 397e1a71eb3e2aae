package dev.muster.catalog;

import static dev.muster.catalog.StoredJson.instant;
import static dev.muster.catalog.StoredJson.list;
import static dev.muster.catalog.StoredJson.longNumber;
import static dev.muster.catalog.StoredJson.member;
import static dev.muster.catalog.StoredJson.number;
import static dev.muster.catalog.StoredJson.object;
import static dev.muster.catalog.StoredJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Webhooks as they are stored.
final class WebhookJson {

  private WebhookJson() {}

  static ObjectNode write(Webhook webhook) {
    Webhook.Content content = webhook.content();
    ObjectNode stored =
        object()
            .put("id", webhook.id())
            .put("key", webhook.key())
            .put("name", content.name())
            .put("url", content.url())
            .put("enabled", content.isEnabled())
            .put("createdBy", webhook.createdBy())
            .put("version", webhook.version())
            .put("createdAt", webhook.createdAt().toString())
            .put("updatedAt", webhook.updatedAt().toString());
    content.segment().ifPresent(key -> stored.put("segment", key));
    ArrayNode secrets = stored.putArray("secrets");
    for (Webhook.Secret secret : webhook.secrets()) {
      ObjectNode one =
          secrets
              .addObject()
              .put("hint", secret.hint())
              .put("sealed", secret.sealed())
              .put("createdAt", secret.createdAt().toString());
      secret.until().ifPresent(until -> one.put("until", until.toString()));
    }
    return stored;
  }

  static Webhook read(JsonNode stored) {
    List<Webhook.Secret> secrets = new ArrayList<>();
    for (JsonNode one : list(stored, "secrets")) {
      secrets.add(
          new Webhook.Secret(
              text(one, "hint"),
              text(one, "sealed"),
              instant(one, "createdAt"),
              one.has("until") ? Optional.of(instant(one, "until")) : Optional.empty()));
    }
    return new Webhook(
        number(stored, "id"),
        text(stored, "key"),
        new Webhook.Content(
            text(stored, "name"),
            text(stored, "url"),
            stored.has("segment") ? Optional.of(text(stored, "segment")) : Optional.empty(),
            member(stored, "enabled").booleanValue()),
        secrets,
        text(stored, "createdBy"),
        longNumber(stored, "version"),
        instant(stored, "createdAt"),
        instant(stored, "updatedAt"));
  }

  static void write(ObjectNode environment, SortedMap<String, Webhook> webhooks) {
    if (!webhooks.isEmpty()) {
      ArrayNode stored = environment.putArray("webhooks");
      webhooks.values().forEach(one -> stored.add(write(one)));
    }
  }

  /// @param environment as stored; before there were webhooks, without them
  static SortedMap<String, Webhook> of(JsonNode environment) {
    SortedMap<String, Webhook> webhooks = new TreeMap<>();
    for (JsonNode one : environment.has("webhooks") ? list(environment, "webhooks") : object()) {
      Webhook webhook = read(one);
      webhooks.put(webhook.key(), webhook);
    }
    return webhooks;
  }

  /// For the audit log: without secrets.
  static ObjectNode masked(Webhook webhook) {
    ObjectNode shown = write(webhook);
    ArrayNode secrets = shown.putArray("secrets");
    webhook.secrets().forEach(secret -> secrets.add("…" + secret.hint()));
    return shown;
  }
}
