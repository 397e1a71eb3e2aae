package dev.muster.catalog;

import dev.muster.catalog.CatalogException.Code;
import dev.muster.signature.StandardWebhooksSigner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/// Editing an environment's webhooks. Needs the role publisher, as identifiers of end users leave
/// the house by them.
public final class Webhooks {

  private static final int URL_LENGTH_MAX = 2_000;
  private static final int HINT_LENGTH = 4;

  private final CatalogStore store;

  Webhooks(CatalogStore store) {
    this.store = store;
  }

  /// Sets one up. Who is in its segments by then is not told.
  ///
  /// @param content whose URL has been looked at
  /// @param box closes its secret
  /// @throws CatalogException `invalid`, `not-found`, `already-exists`, `limit`
  public NewWebhook create(
      Actor actor,
      String systemKey,
      String environmentKey,
      String key,
      Webhook.Content content,
      SecretBox box) {
    AtomicReference<NewWebhook> made = new AtomicReference<>();
    store.commit(
        actor,
        Role.PUBLISHER,
        "webhook.create",
        edit -> {
          SystemDefinition system = edit.system(systemKey);
          Environment environment = edit.environment(system, environmentKey);
          Checks checks = edit.checks();
          checks.key(key);
          checks.unreserved(key, Checks.ADDRESSES);
          edit.free(environment.webhook(key).isPresent(), "a webhook", key);
          edit.room(environment.webhooks().size(), edit.limits().webhooks(), "webhooks");
          check(checks, system, environment, content);
          String secret = StandardWebhooksSigner.newSecret();
          Webhook webhook =
              new Webhook(
                  edit.newId(),
                  key,
                  content,
                  List.of(closed(edit, secret, box)),
                  actor.name(),
                  1,
                  edit.at(),
                  edit.at());
          made.set(new NewWebhook(webhook, secret));
          edit.add(new Step.PutWebhook(systemKey, environmentKey, webhook));
        });
    return made.get();
  }

  private static Webhook.Secret closed(Edit edit, String secret, SecretBox box) {
    String text = secret.replaceAll("=+$", "");
    return new Webhook.Secret(
        text.substring(text.length() - HINT_LENGTH),
        box.close(Webhook.PURPOSE, secret),
        edit.at(),
        Optional.empty());
  }

  /// Changes one. What waits stays, and goes where it says from now on; of one that is disabled it
  /// is dropped.
  ///
  /// @param content whose URL has been looked at
  /// @param expected the version that the caller has seen; empty: any
  /// @throws CatalogException `invalid`, `not-found`, `version-conflict`
  public Webhook update(
      Actor actor,
      String systemKey,
      String environmentKey,
      String key,
      Webhook.Content content,
      OptionalLong expected) {
    Catalog after =
        store.commit(
            actor,
            Role.PUBLISHER,
            "webhook.update",
            edit -> {
              SystemDefinition system = edit.system(systemKey);
              Environment environment = edit.environment(system, environmentKey);
              Webhook before = webhook(environment, key);
              edit.unchanged("webhook " + key, before.version(), expected);
              check(edit.checks(), system, environment, content);
              edit.add(
                  new Step.PutWebhook(
                      systemKey, environmentKey, changed(edit, before, content, before.secrets())));
            });
    return webhook(after, systemKey, environmentKey, key);
  }

  private static Webhook changed(
      Edit edit, Webhook before, Webhook.Content content, List<Webhook.Secret> secrets) {
    return new Webhook(
        before.id(),
        before.key(),
        content,
        secrets,
        before.createdBy(),
        before.version() + 1,
        before.createdAt(),
        edit.at());
  }

  /// Gives one another secret. The one before it signs, too, for a day; those before that do not
  /// any more.
  ///
  /// @param box closes it
  /// @throws CatalogException `not-found`
  public NewWebhook rotateSecret(
      Actor actor, String systemKey, String environmentKey, String key, SecretBox box) {
    String secret = StandardWebhooksSigner.newSecret();
    Catalog after =
        store.commit(
            actor,
            Role.PUBLISHER,
            "webhook.rotate-secret",
            edit -> {
              SystemDefinition system = edit.system(systemKey);
              Webhook before = webhook(edit.environment(system, environmentKey), key);
              // Those that end go on to sign, or a receiver that has one of them would be shut out.
              List<Webhook.Secret> secrets = new ArrayList<>();
              Webhook.Secret old = before.secrets().getFirst();
              Webhook.Secret ending =
                  new Webhook.Secret(
                      old.hint(),
                      old.sealed(),
                      old.createdAt(),
                      Optional.of(edit.at().plus(Webhook.OLD_SECRET_SIGNS)));
              secrets.add(closed(edit, secret, box));
              secrets.add(ending);
              before.secrets().stream()
                  .skip(1)
                  .filter(one -> one.signs(edit.at()))
                  .limit(Webhook.SECRETS_MAX - 2)
                  .forEach(secrets::add);
              edit.add(
                  new Step.PutWebhook(
                      systemKey, environmentKey, changed(edit, before, before.content(), secrets)));
            });
    return new NewWebhook(webhook(after, systemKey, environmentKey, key), secret);
  }

  /// Deletes one, with what waits.
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

  private static void check(
      Checks checks, SystemDefinition system, Environment environment, Webhook.Content content) {
    checks.name("name", content.name());
    checks.line("url", content.url(), URL_LENGTH_MAX);
    content.segment().ifPresent(key -> checkSegment(checks, system, environment, key));
    checks.done("the webhook");
  }

  private static void checkSegment(
      Checks checks, SystemDefinition system, Environment environment, String key) {
    List<Resolution> meanings =
        Stream.concat(
                system.segment(key).map(system::resolve).stream(),
                environment.live().stream()
                    .flatMap(
                        live -> live.segment(key).map(one -> system.resolve(live, one)).stream()))
            .toList();
    if (meanings.isEmpty()) {
      checks.wrong("segment", "is no segment of system " + system.key());
    } else if (meanings.stream()
        .anyMatch(
            one -> one instanceof Resolution.Resolved(var condition) && condition.needsPage())) {
      checks.wrong(
          "segment",
          "asks about the page, the browser or the time of day; whether somebody is in it is known"
              + " only while a page loads, so nothing can be told of it");
    }
  }

  private static Webhook webhook(Environment environment, String key) {
    return environment
        .webhook(key)
        .orElseThrow(() ->
            new CatalogException(
                Code.NOT_FOUND, "environment " + environment.key() + " has no webhook " + key));
  }

  private static Webhook webhook(Catalog catalog, String system, String environment, String key) {
    return catalog
        .system(system)
        .flatMap(one -> one.environment(environment))
        .flatMap(one -> one.webhook(key))
        .orElseThrow();
  }
}
