package dev.muster.catalog;

import dev.muster.catalog.CatalogException.Code;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;

/// Editing where it is told that end users enter and leave live segments. Needs the role publisher,
/// as identifiers leave the installation by it.
public final class Webhooks {

  private final CatalogStore store;

  Webhooks(CatalogStore store) {
    this.store = store;
  }

  /// Sets up a webhook.
  ///
  /// @param box closes its secret, as it is needed again
  /// @throws CatalogException `invalid`, `not-found`, `already-exists`, `limit`
  public NewWebhook create(
      Actor actor, String systemKey, String environmentKey, WebhookForm form, SecretBox box) {
    AtomicReference<NewWebhook> made = new AtomicReference<>();
    store.commit(
        actor,
        Role.PUBLISHER,
        "webhook.create",
        edit -> {
          SystemDefinition system = edit.system(systemKey);
          Environment environment = edit.environment(system, environmentKey);
          Checks checks = edit.checks();
          checks.key(form.key());
          checks.unreserved(form.key(), Checks.ADDRESSES);
          edit.free(environment.webhook(form.key()).isPresent(), "a webhook", form.key());
          edit.room(environment.webhooks().size(), Webhook.MAX, "webhooks of this environment");
          String secret = edit.newSigningSecret();
          Webhook webhook =
              new Webhook(
                  edit.newId(),
                  form.key(),
                  form.name(),
                  form.url().strip(),
                  form.segment(),
                  form.enabled(),
                  List.of(sealed(edit, box, secret)),
                  1,
                  edit.at(),
                  edit.at());
          check(checks, system, environment, webhook);
          made.set(new NewWebhook(webhook, secret));
          edit.add(new Step.PutWebhook(systemKey, environmentKey, webhook));
        });
    return Objects.requireNonNull(made.get());
  }

  /// Changes a webhook. Its secret stays.
  ///
  /// @param expected the version that the caller has seen; empty: any
  /// @throws CatalogException `invalid`, `not-found`, `version-conflict`
  public Webhook update(
      Actor actor,
      String systemKey,
      String environmentKey,
      String key,
      WebhookForm form,
      OptionalLong expected) {
    AtomicReference<Webhook> changed = new AtomicReference<>();
    store.commit(
        actor,
        Role.PUBLISHER,
        "webhook.update",
        edit -> {
          SystemDefinition system = edit.system(systemKey);
          Environment environment = edit.environment(system, environmentKey);
          Webhook before = webhook(environment, key);
          edit.unchanged("webhook " + key, before.version(), expected);
          Checks checks = edit.checks();
          checks.fixed("key", key, form.key());
          Webhook webhook =
              new Webhook(
                  before.id(),
                  key,
                  form.name(),
                  form.url().strip(),
                  form.segment(),
                  form.enabled(),
                  before.secrets(),
                  before.version() + 1,
                  before.createdAt(),
                  edit.at());
          check(checks, system, environment, webhook);
          changed.set(webhook);
          edit.add(new Step.PutWebhook(systemKey, environmentKey, webhook));
        });
    return Objects.requireNonNull(changed.get());
  }

  /// Gives a webhook another secret. Messages are signed with the one before it, too, for
  /// [Webhook#ROTATION], so that whoever gets them can change to the new one meanwhile.
  ///
  /// @throws CatalogException `not-found`
  public NewWebhook rotate(
      Actor actor, String systemKey, String environmentKey, String key, SecretBox box) {
    AtomicReference<NewWebhook> made = new AtomicReference<>();
    store.commit(
        actor,
        Role.PUBLISHER,
        "webhook.rotate-secret",
        edit -> {
          SystemDefinition system = edit.system(systemKey);
          Webhook before = webhook(edit.environment(system, environmentKey), key);
          String secret = edit.newSigningSecret();
          Webhook.Secret last = before.secrets().getFirst();
          Webhook.Secret ending =
              new Webhook.Secret(
                  last.sealed(), last.createdAt(), Optional.of(edit.at().plus(Webhook.ROTATION)));
          Webhook webhook =
              new Webhook(
                  before.id(),
                  key,
                  before.name(),
                  before.url(),
                  before.segment(),
                  before.enabled(),
                  List.of(sealed(edit, box, secret), ending),
                  before.version() + 1,
                  before.createdAt(),
                  edit.at());
          made.set(new NewWebhook(webhook, secret));
          edit.add(new Step.PutWebhook(systemKey, environmentKey, webhook));
        });
    return Objects.requireNonNull(made.get());
  }

  /// Deletes a webhook. What it was still to be told is not told any more.
  ///
  /// @param expected the version that the caller has seen; empty: any
  /// @throws CatalogException `not-found`, `version-conflict`
  public void delete(
      Actor actor, String systemKey, String environmentKey, String key, OptionalLong expected) {
    store.commit(
        actor,
        Role.PUBLISHER,
        "webhook.delete",
        edit -> {
          SystemDefinition system = edit.system(systemKey);
          Webhook before = webhook(edit.environment(system, environmentKey), key);
          edit.unchanged("webhook " + key, before.version(), expected);
          edit.add(new Step.RemoveWebhook(systemKey, environmentKey, key));
        });
  }

  private static Webhook.Secret sealed(Edit edit, SecretBox box, String secret) {
    return new Webhook.Secret(box.close(Webhook.PURPOSE, secret), edit.at(), Optional.empty());
  }

  private static Webhook webhook(Environment environment, String key) {
    return environment
        .webhook(key)
        .orElseThrow(() ->
            new CatalogException(
                Code.NOT_FOUND, "environment " + environment.key() + " has no webhook " + key));
  }

  private static void check(
      Checks checks, SystemDefinition system, Environment environment, Webhook webhook) {
    checks.name("name", webhook.name());
    url(checks, webhook.url());
    webhook.segment().ifPresent(key -> segment(checks, system, environment, key));
    checks.done("the webhook");
  }

  /// Only its form: where it leads is looked at when something is sent.
  private static void url(Checks checks, String text) {
    if (text.length() > Webhook.URL_LENGTH_MAX) {
      checks.wrong("url", "has more than " + Webhook.URL_LENGTH_MAX + " characters");
      return;
    }
    try {
      URI url = new URI(text).parseServerAuthority();
      if (url.getHost() == null
          || !("https".equalsIgnoreCase(url.getScheme())
              || "http".equalsIgnoreCase(url.getScheme()))) {
        checks.wrong("url", "is not a URL such as https://hooks.example.com/muster");
      } else if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
        checks.wrong("url", "has a user, a password or a fragment (#…) in it; leave that out");
      }
    } catch (URISyntaxException _) {
      checks.wrong("url", "is not a URL such as https://hooks.example.com/muster");
    }
  }

  private static void segment(
      Checks checks, SystemDefinition system, Environment environment, String key) {
    Optional<Resolution> resolution =
        environment
            .live()
            .flatMap(live -> live.segment(key).map(segment -> system.resolve(live, segment)))
            .or(() -> system.segment(key).map(system::resolve));
    if (resolution.isEmpty()) {
      checks.wrong("segment", "names no segment of this system");
    } else if (resolution.get() instanceof Resolution.Resolved(var condition)
        && condition.needsPage()) {
      checks.wrong(
          "segment",
          "uses something that is known only while a page loads, so nobody is in it between page"
              + " loads; choose another segment");
    }
  }
}
