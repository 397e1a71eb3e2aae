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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Webhooks as they are stored.
final class WebhookJson {

  private WebhookJson() {}

  static ObjectNode write(Webhook webhook) {
    ObjectNode stored =
        object()
            .put("id", webhook.id())
            .put("key", webhook.key())
            .put("name", webhook.name())
            .put("url", webhook.url())
            .put("enabled", webhook.enabled())
            .put("version", webhook.version())
            .put("createdAt", webhook.createdAt().toString())
            .put("updatedAt", webhook.updatedAt().toString());
    webhook.segment().ifPresent(key -> stored.put("segment", key));
    ArrayNode secrets = stored.putArray("secrets");
    for (Webhook.Secret secret : webhook.secrets()) {
      ObjectNode one =
          secrets
              .addObject()
              .put("sealed", secret.sealed())
              .put("createdAt", secret.createdAt().toString());
      secret.until().ifPresent(until -> one.put("until", until.toString()));
    }
    return stored;
  }

  /// The same without what its secrets are.
  static ObjectNode masked(Webhook webhook) {
    ObjectNode shown = write(webhook);
    ArrayNode secrets = shown.putArray("secrets");
    webhook.secrets().forEach(secret -> secrets.add(secret.createdAt().toString()));
    return shown;
  }

  static Webhook read(JsonNode stored) {
    List<Webhook.Secret> secrets = new ArrayList<>();
    for (JsonNode one : list(stored, "secrets")) {
      secrets.add(
          new Webhook.Secret(
              text(one, "sealed"),
              instant(one, "createdAt"),
              AccountsJson.optionalText(one, "until").map(Instant::parse)));
    }
    return new Webhook(
        number(stored, "id"),
        text(stored, "key"),
        text(stored, "name"),
        text(stored, "url"),
        AccountsJson.optionalText(stored, "segment"),
        member(stored, "enabled").booleanValue(),
        secrets,
        longNumber(stored, "version"),
        instant(stored, "createdAt"),
        instant(stored, "updatedAt"));
  }

  static ArrayNode write(SortedMap<String, Webhook> webhooks) {
    ArrayNode stored = object().putArray("webhooks");
    webhooks.values().forEach(one -> stored.add(write(one)));
    return stored;
  }

  /// @param environment as stored; before there were webhooks, without them
  static SortedMap<String, Webhook> of(JsonNode environment) {
    SortedMap<String, Webhook> webhooks = new TreeMap<>();
    if (environment.has("webhooks")) {
      for (JsonNode one : list(environment, "webhooks")) {
        Webhook webhook = read(one);
        webhooks.put(webhook.key(), webhook);
      }
    }
    return webhooks;
  }
}
