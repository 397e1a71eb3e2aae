package dev.muster.outgoing;

import dev.muster.catalog.Catalog;
import dev.muster.catalog.Environment;
import dev.muster.catalog.SecretBox;
import dev.muster.catalog.SystemDefinition;
import dev.muster.catalog.Webhook;
import dev.muster.signature.StandardWebhooksSigner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A webhook and where it belongs.
record Recipient(SystemDefinition system, Environment environment, Webhook webhook) {

  /// The webhooks of a catalog that are enabled, by id.
  static Map<Integer, Recipient> all(Catalog catalog) {
    Map<Integer, Recipient> all = new HashMap<>();
    for (SystemDefinition system : catalog.systems().values()) {
      for (Environment environment : system.environments()) {
        for (Webhook webhook : environment.webhooks().values()) {
          if (webhook.content().isEnabled()) {
            all.put(webhook.id(), new Recipient(system, environment, webhook));
          }
        }
      }
    }
    return all;
  }

  boolean isToldOf(Change change) {
    return change.place().environmentId() == environment.id()
        && webhook.content().tells(change.place().segment());
  }

  /// Until when its messages are signed with the same as now.
  Instant signsAlikeUntil(Instant now) {
    return webhook.secrets().stream()
        .flatMap(secret -> secret.until().stream())
        .filter(now::isBefore)
        .min(Comparator.naturalOrder())
        .orElse(Instant.MAX);
  }

  /// What its messages are signed with.
  ///
  /// @return empty if none of its secrets can be opened
  Optional<StandardWebhooksSigner> signer(SecretBox box, Instant now) {
    List<String> secrets = new ArrayList<>();
    for (Webhook.Secret secret : webhook.secrets()) {
      if (secret.signs(now)) {
        secret.open(box).ifPresent(secrets::add);
      }
    }
    return secrets.isEmpty() ? Optional.empty() : Optional.of(new StandardWebhooksSigner(secrets));
  }
}
