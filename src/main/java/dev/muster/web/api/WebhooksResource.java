package dev.muster.web.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.Environment;
import dev.muster.catalog.FieldError;
import dev.muster.catalog.NewWebhook;
import dev.muster.catalog.SecretBox;
import dev.muster.catalog.Webhook;
import dev.muster.outgoing.Outgoing;
import dev.muster.outgoing.Reply;
import dev.muster.outgoing.TargetException;
import dev.muster.outgoing.WebhookAttempt;
import dev.muster.outgoing.WebhookStatus;
import dev.muster.web.Problem;
import dev.muster.web.ProblemException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// To whom changes of segments are told.
final class WebhooksResource {

  private final CatalogStore catalog;
  private final SecretBox box;
  private final Outgoing outgoing;
  private final InstantSource clock;
  private final Lookup lookup;

  WebhooksResource(CatalogStore catalog, SecretBox box, Outgoing outgoing, InstantSource clock) {
    this.catalog = catalog;
    this.box = box;
    this.outgoing = outgoing;
    this.clock = clock;
    this.lookup = new Lookup(catalog);
  }

  /// What is sent. A field that is null was left out, or is null.
  private record Sent(
      @Nullable String key,
      @Nullable String name,
      @Nullable String url,
      @Nullable String segment,
      @Nullable Boolean enabled) {}

  @JsonInclude(JsonInclude.Include.ALWAYS)
  private record SecretView(String hint, Instant createdAt, @Nullable Instant signsUntil) {}

  /// @param secret only of a new one
  @JsonInclude(JsonInclude.Include.ALWAYS)
  private record View(
      String key,
      String name,
      String url,
      @Nullable String segment,
      boolean enabled,
      String state,
      @Nullable Instant failingSince,
      @Nullable String trouble,
      @Nullable Instant pausedUntil,
      long waiting,
      long sent,
      long failed,
      long givenUp,
      List<SecretView> secrets,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret,
      String createdBy,
      Instant createdAt,
      Instant updatedAt,
      long version) {}

  @JsonInclude(JsonInclude.Include.ALWAYS)
  private record AttemptView(
      String messageId,
      String segment,
      @Nullable String user,
      String change,
      Instant changedAt,
      Instant at,
      String state,
      @Nullable Integer status,
      @Nullable String trouble,
      long durationMillis,
      int number,
      @Nullable Instant nextAt) {}

  @JsonInclude(JsonInclude.Include.ALWAYS)
  private record TestView(
      boolean delivered, @Nullable Integer status, @Nullable String trouble, long durationMillis) {}

  Answer list(Request request) {
    Environment here = environment(request);
    return Answer.of(
        request
            .page()
            .cut(
                List.copyOf(here.webhooks().values()),
                Webhook::key,
                it -> it,
                one -> view(here, one, null)));
  }

  private Environment environment(Request request) {
    return lookup.environment(lookup.system(request), request.environment());
  }

  Answer create(Request request) {
    Sent sent = request.as(Sent.class);
    String url = requireNonNullElse(sent.url, "");
    check(url);
    NewWebhook made =
        catalog
            .webhooks()
            .create(
                request.actor(),
                request.system(),
                request.environment(),
                requireNonNullElse(sent.key, ""),
                new Webhook.Content(
                    requireNonNullElse(sent.name, ""),
                    url,
                    Optional.ofNullable(sent.segment),
                    requireNonNullElse(sent.enabled, true)),
                box);
    return Answer.created(
            "/api/v1/systems/"
                + request.system()
                + "/environments/"
                + request.environment()
                + "/webhooks/"
                + made.webhook().key(),
            view(environment(request), made.webhook(), made.secret()))
        .versioned(made.webhook().version());
  }

  private void check(String url) {
    try {
      outgoing.check(url);
    } catch (TargetException refused) {
      throw Problems.invalid(List.of(new FieldError("url", String.valueOf(refused.getMessage()))));
    }
  }

  Answer read(Request request) {
    Environment here = environment(request);
    return answer(here, lookup.webhook(here, request));
  }

  private Answer answer(Environment here, Webhook webhook) {
    return Answer.of(view(here, webhook, null)).versioned(webhook.version());
  }

  Answer change(Request request) {
    Webhook before = lookup.webhook(environment(request), request);
    Sent sent = request.as(Sent.class);
    if (sent.key != null && !sent.key.equals(before.key())) {
      throw Problems.invalid(
          List.of(new FieldError("key", "cannot be changed; it is \"" + before.key() + "\"")));
    }
    Webhook.Content old = before.content();
    String url = requireNonNullElse(sent.url, old.url());
    if (!url.equals(old.url())) {
      check(url);
    }
    // Null is a value here: all segments. What is left out stays.
    JsonNode body = request.body();
    Webhook after =
        catalog
            .webhooks()
            .update(
                request.actor(),
                request.system(),
                request.environment(),
                before.key(),
                new Webhook.Content(
                    requireNonNullElse(sent.name, old.name()),
                    url,
                    body.has("segment") ? Optional.ofNullable(sent.segment) : old.segment(),
                    requireNonNullElse(sent.enabled, old.isEnabled())),
                request.expected());
    return answer(environment(request), after);
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

  Answer rotateSecret(Request request) {
    NewWebhook made =
        catalog
            .webhooks()
            .rotateSecret(
                request.actor(),
                request.system(),
                request.environment(),
                request.in("webhook"),
                box);
    return Answer.of(view(environment(request), made.webhook(), made.secret()))
        .versioned(made.webhook().version());
  }

  Answer test(Request request) {
    Environment here = environment(request);
    Webhook webhook = lookup.webhook(here, request);
    Reply reply = outgoing.test(lookup.system(request), here, webhook).join();
    return Answer.of(
        new TestView(
            reply.isTaken(),
            reply instanceof Reply.Answered answered ? (Integer) answered.status() : null,
            reply.isTaken() ? null : reply.trouble(),
            reply.took().toMillis()));
  }

  Answer attempts(Request request) {
    Webhook webhook = lookup.webhook(environment(request), request);
    Optional<String> state = request.asked("state");
    List<WebhookAttempt> all =
        outgoing.attempts(webhook).stream()
            .filter(one -> state.isEmpty() || state.get().equals(one.state()))
            .sorted(Comparator.comparing(WebhooksResource::place))
            .toList();
    return Answer.of(
        request.page().cut(all, WebhooksResource::place, it -> it, WebhooksResource::view));
  }

  /// The newest first.
  private static String place(WebhookAttempt attempt) {
    return String.format(
        Locale.ROOT,
        "%016x %s %d",
        Long.MAX_VALUE - attempt.at().toEpochMilli(),
        attempt.messageId(),
        attempt.number());
  }

  Answer retry(Request request) {
    Webhook webhook = lookup.webhook(environment(request), request);
    String id = request.in("message");
    if (!outgoing.retry(webhook, id)) {
      throw new ProblemException(
          Problem.of(
              409,
              "not-waiting",
              "Not waiting",
              "The message "
                  + id
                  + " does not wait: it has been delivered or given up, or is none of this"
                  + " webhook's."));
    }
    return new Answer.Nothing();
  }

  private View view(Environment here, Webhook webhook, @Nullable String secret) {
    Webhook.Content content = webhook.content();
    WebhookStatus status =
        content.isEnabled() ? outgoing.status(here, webhook) : WebhookStatus.IDLE;
    return new View(
        webhook.key(),
        content.name(),
        content.url(),
        content.segment().orElse(null),
        content.isEnabled(),
        state(content, status),
        status.failingSince().orElse(null),
        status.trouble().isEmpty() ? null : status.trouble(),
        status.pausedUntil().orElse(null),
        status.waiting(),
        status.sent(),
        status.failed(),
        status.givenUp(),
        webhook.secrets().stream()
            .filter(one -> one.signs(clock.instant()))
            .map(one -> new SecretView(one.hint(), one.createdAt(), one.until().orElse(null)))
            .toList(),
        secret,
        webhook.createdBy(),
        webhook.createdAt(),
        webhook.updatedAt(),
        webhook.version());
  }

  private static String state(Webhook.Content content, WebhookStatus status) {
    if (!content.isEnabled()) {
      return "disabled";
    }
    if (status.pausedUntil().isPresent()) {
      return "paused";
    }
    return status.failingSince().isPresent() ? "failing" : "ok";
  }

  private static AttemptView view(WebhookAttempt one) {
    return new AttemptView(
        one.messageId(),
        one.segment(),
        one.user().orElse(null),
        one.entered() ? "entered" : "left",
        one.changedAt(),
        one.at(),
        one.state(),
        one.status().isPresent() ? (Integer) one.status().getAsInt() : null,
        one.trouble().isEmpty() ? null : one.trouble(),
        one.took().toMillis(),
        one.number(),
        one.nextAt().orElse(null));
  }
}
