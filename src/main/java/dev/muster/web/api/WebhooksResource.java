package dev.muster.web.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.Environment;
import dev.muster.catalog.NewWebhook;
import dev.muster.catalog.SecretBox;
import dev.muster.catalog.Webhook;
import dev.muster.catalog.WebhookForm;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where it is told that end users enter and leave the live segments of an environment.
final class WebhooksResource {

  private final CatalogStore catalog;
  private final SecretBox box;
  private final Lookup lookup;

  WebhooksResource(CatalogStore catalog, SecretBox box) {
    this.catalog = catalog;
    this.box = box;
    this.lookup = new Lookup(catalog);
  }

  /// What is sent. A field that is null was left out; a segment that is null is all of them.
  private record Sent(
      @Nullable String key,
      @Nullable String name,
      @Nullable String url,
      @Nullable JsonNode segment,
      @Nullable Boolean enabled) {

    private Optional<String> segment(Optional<String> before) {
      return segment == null
          ? before
          : Optional.ofNullable(segment.isNull() ? null : segment.textValue());
    }
  }

  /// @param previousSecretUntil until when the secret before the newest signs, too; null: there is
  ///   none that does
  private record View(
      String key,
      String name,
      String url,
      @Nullable String segment,
      boolean enabled,
      @Nullable Instant previousSecretUntil,
      Instant createdAt,
      Instant updatedAt,
      long version) {

    static View of(Webhook webhook) {
      return new View(
          webhook.key(),
          webhook.name(),
          webhook.url(),
          webhook.segment().orElse(null),
          webhook.enabled(),
          webhook.secrets().getLast().until().orElse(null),
          webhook.createdAt(),
          webhook.updatedAt(),
          webhook.version());
    }
  }

  /// @param secret told this once
  private record Made(View webhook, String secret) {

    static Made of(NewWebhook made) {
      return new Made(View.of(made.webhook()), made.secret());
    }
  }

  Answer list(Request request) {
    Environment environment = environment(request);
    return Answer.of(
        request
            .page()
            .cut(List.copyOf(environment.webhooks().values()), Webhook::key, it -> it, View::of));
  }

  Answer create(Request request) {
    Sent sent = request.as(Sent.class);
    NewWebhook made =
        catalog
            .webhooks()
            .create(
                request.actor(),
                request.system(),
                request.environment(),
                new WebhookForm(
                    requireNonNullElse(sent.key, ""),
                    requireNonNullElse(sent.name, ""),
                    requireNonNullElse(sent.url, ""),
                    sent.segment(Optional.empty()),
                    requireNonNullElse(sent.enabled, true)),
                box);
    return Answer.created(path(request, made.webhook()), Made.of(made))
        .versioned(made.webhook().version());
  }

  private static String path(Request request, Webhook webhook) {
    return "/api/v1/systems/"
        + request.system()
        + "/environments/"
        + request.environment()
        + "/webhooks/"
        + webhook.key();
  }

  Answer read(Request request) {
    return answer(lookup.webhook(environment(request), request));
  }

  Answer change(Request request) {
    Webhook before = lookup.webhook(environment(request), request);
    Sent sent = request.as(Sent.class);
    return answer(
        catalog
            .webhooks()
            .update(
                request.actor(),
                request.system(),
                request.environment(),
                before.key(),
                new WebhookForm(
                    requireNonNullElse(sent.key, before.key()),
                    requireNonNullElse(sent.name, before.name()),
                    requireNonNullElse(sent.url, before.url()),
                    sent.segment(before.segment()),
                    requireNonNullElse(sent.enabled, before.enabled())),
                request.expected()));
  }

  Answer delete(Request request) {
    catalog
        .webhooks()
        .delete(
            request.actor(),
            request.system(),
            request.environment(),
            request.in("webhook"),
            request.expected());
    return new Answer.Nothing();
  }

  Answer rotate(Request request) {
    Webhook before = lookup.webhook(environment(request), request);
    NewWebhook made =
        catalog
            .webhooks()
            .rotate(request.actor(), request.system(), request.environment(), before.key(), box);
    return Answer.of(Made.of(made)).versioned(made.webhook().version());
  }

  private Environment environment(Request request) {
    return lookup.environment(lookup.system(request), request.environment());
  }

  private static Answer answer(Webhook webhook) {
    return Answer.of(View.of(webhook)).versioned(webhook.version());
  }
}
