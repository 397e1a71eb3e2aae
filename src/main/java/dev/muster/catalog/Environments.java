package dev.muster.catalog;

import dev.muster.catalog.CatalogException.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;

/// Editing a system's environments. Needs the role admin. Each change is one of the system too, and
/// raises its version.
public final class Environments {

  private final CatalogStore store;

  Environments(CatalogStore store) {
    this.store = store;
  }

  /// Adds an environment without end users. Every API integration gets an endpoint in it.
  ///
  /// @throws CatalogException `invalid`, `not-found`, `already-exists`, `limit`
  public Environment add(Actor actor, String systemKey, String key, String name) {
    Catalog after =
        store.commit(
            actor,
            Role.ADMIN,
            "environment.add",
            edit -> {
              SystemDefinition system = edit.system(systemKey);
              Checks checks = edit.checks();
              checks.key(key);
              checks.name("name", name);
              checks.done("the environment");
              edit.free(system.environment(key).isPresent(), "an environment", key);
              edit.room(system.environments().size(), edit.limits().environments(), "environments");
              edit.add(
                  Step.PutEnvironment.of(
                      systemKey, Environment.fresh(edit.newId(), key, name, edit.newKey())));
              edit.touch(system);
              system.integrations().values().stream()
                  .filter(one -> one.kind() == IntegrationKind.API)
                  .forEach(one -> putToken(edit, systemKey, one, key));
            });
    return environment(after, systemKey, key);
  }

  private static void putToken(
      Edit edit, String system, Integration integration, String environment) {
    SortedMap<String, String> tokens = new TreeMap<>(integration.endpointTokens());
    tokens.put(environment, edit.newKey());
    edit.add(new Step.PutIntegration(system, integration.withTokens(tokens)));
  }

  /// Changes an environment's name, whose pages may load segments from it, or whether they have to
  /// prove whose.
  ///
  /// @param name empty: as it is
  /// @param allowedOrigins as people write them; none in it: pages of any origin; empty: as it is
  /// @param verificationRequired [Verification#required]; empty: as it is
  /// @param expected the version of the system that the caller has seen; empty: any
  /// @throws CatalogException `invalid`, `not-found`, `version-conflict`
  public Environment update(
      Actor actor,
      String systemKey,
      String key,
      Optional<String> name,
      Optional<List<String>> allowedOrigins,
      Optional<Boolean> verificationRequired,
      OptionalLong expected) {
    Catalog after =
        store.commit(
            actor,
            Role.ADMIN,
            "environment.update",
            edit -> {
              SystemDefinition system = edit.system(systemKey);
              Environment before = edit.environment(system, key);
              // Its fields are changed with the system's, so it has the version of the system.
              edit.unchanged("environment " + key, system.version(), expected);
              Checks checks = edit.checks();
              name.ifPresent(text -> checks.name("name", text));
              AllowedOrigins origins =
                  allowedOrigins.map(all -> origins(all, checks)).orElse(before.origins());
              Verification verification = required(before, verificationRequired, checks);
              checks.done("the environment");
              edit.add(
                  Step.PutEnvironment.of(
                      systemKey,
                      before
                          .withName(name.orElse(before.name()))
                          .withOrigins(origins)
                          .withVerification(verification)));
              edit.touch(system);
            });
    return environment(after, systemKey, key);
  }

  private static Verification required(
      Environment before, Optional<Boolean> required, Checks checks) {
    Verification verification = before.verification();
    if (required.orElse(false) && verification.secrets().isEmpty()) {
      checks.wrong(
          "verificationRequired",
          "needs a secret first, or every page would be refused; make one, and give it to the"
              + " application's server");
    }
    return new Verification(required.orElse(verification.required()), verification.secrets());
  }

  private static AllowedOrigins origins(List<String> texts, Checks checks) {
    List<String> patterns = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      String path = "allowedOrigins[" + i + "]";
      AllowedOrigins.normalised(texts.get(i))
          .ifPresentOrElse(
              patterns::add,
              () ->
                  checks.wrong(
                      path,
                      "is not an origin; write https://app.example.com, without a path, or"
                          + " https://*.example.com for all hosts below it"));
    }
    AllowedOrigins origins = new AllowedOrigins(patterns);
    if (origins.patterns().size() > AllowedOrigins.COUNT_MAX) {
      checks.wrong("allowedOrigins", "has more than " + AllowedOrigins.COUNT_MAX + " origins");
    }
    return origins;
  }

  /// Replaces the client key.
  ///
  /// @param keepOld whether pages may use the old one, too, until [#retirePreviousKey]; one before
  ///   it is refused from now on
  /// @throws CatalogException `not-found`
  public Environment rotateClientKey(Actor actor, String systemKey, String key, boolean keepOld) {
    return change(
        actor,
        "environment.rotate-client-key",
        systemKey,
        key,
        (edit, before) ->
            before.withKeys(
                edit.newKey(), keepOld ? Optional.of(before.clientKey()) : Optional.empty()));
  }

  /// Ends the time of the client key before the present one. Pages that use it are refused from now
  /// on.
  ///
  /// @throws CatalogException `not-found`, also where there is none
  public Environment retirePreviousKey(Actor actor, String systemKey, String key) {
    return change(
        actor,
        "environment.retire-client-key",
        systemKey,
        key,
        (_, before) -> {
          if (before.previousKey().isEmpty()) {
            throw new CatalogException(Code.NOT_FOUND, "no client key but the present one is used");
          }
          return before.withKeys(before.clientKey(), Optional.empty());
        });
  }

  /// A secret that was made.
  ///
  /// @param id [Verification.Secret#id]
  /// @param secret what proofs are made with; told this once
  public record NewSecret(String id, String secret) {}

  /// Makes a secret for identity verification, beside the one that there may be. It has no effect
  /// on pages before verification is required.
  ///
  /// @param box closes it, as it is needed again
  /// @throws CatalogException `not-found`, `limit`
  public NewSecret addSecret(Actor actor, String systemKey, String key, SecretBox box) {
    AtomicReference<NewSecret> made = new AtomicReference<>();
    Environment _ =
        change(
            actor,
            "environment.add-verification-secret",
            systemKey,
            key,
            (edit, before) -> {
              Verification verification = before.verification();
              edit.room(
                  verification.secrets().size(),
                  Verification.SECRETS_MAX,
                  "secrets; remove the one that the application's server no longer uses");
              String secret = edit.newKey();
              String id = AccessKey.selector(secret);
              made.set(new NewSecret(id, secret));
              List<Verification.Secret> secrets = new ArrayList<>(verification.secrets());
              secrets.add(
                  new Verification.Secret(
                      id, edit.at(), actor.name(), box.close(Verification.PURPOSE, secret)));
              return before.withVerification(new Verification(verification.required(), secrets));
            });
    return Objects.requireNonNull(made.get());
  }

  /// Removes a secret. Proofs made with it are refused from now on.
  ///
  /// @throws CatalogException `not-found`; `invalid` for the last one while verification is
  ///   required
  public Environment removeSecret(Actor actor, String systemKey, String key, String secret) {
    return change(
        actor,
        "environment.remove-verification-secret",
        systemKey,
        key,
        (_, before) -> {
          Verification verification = before.verification();
          List<Verification.Secret> left =
              verification.secrets().stream().filter(one -> !one.id().equals(secret)).toList();
          if (left.size() == verification.secrets().size()) {
            throw new CatalogException(
                Code.NOT_FOUND, "environment " + key + " has no verification secret " + secret);
          }
          if (left.isEmpty() && verification.required()) {
            throw new CatalogException(
                Code.INVALID,
                "without a secret every page would be refused; make another one first, or stop"
                    + " requiring verification");
          }
          return before.withVerification(new Verification(verification.required(), left));
        });
  }

  private Environment change(
      Actor actor,
      String action,
      String systemKey,
      String key,
      BiFunction<Edit, Environment, Environment> change) {
    Catalog after =
        store.commit(
            actor,
            Role.ADMIN,
            action,
            edit -> {
              SystemDefinition system = edit.system(systemKey);
              Environment before = edit.environment(system, key);
              edit.add(Step.PutEnvironment.of(systemKey, change.apply(edit, before)));
              edit.touch(system);
            });
    return environment(after, systemKey, key);
  }

  /// Removes an environment with its end users, endpoints and publications. The environment
  /// `production` stays as long as its system.
  ///
  /// @param confirm whether the caller knows
  /// @throws CatalogException `not-found`, `invalid` for production, `confirmation-required`
  public void remove(Actor actor, String systemKey, String key, boolean confirm) {
    store.commit(
        actor,
        Role.ADMIN,
        "environment.remove",
        edit -> {
          SystemDefinition system = edit.system(systemKey);
          edit.environment(system, key);
          if (key.equals(SystemDefinition.PRODUCTION)) {
            throw new CatalogException(
                Code.INVALID, "the environment production stays as long as its system");
          }
          edit.confirmed(
              confirm,
              "removing the environment "
                  + key
                  + " of "
                  + systemKey
                  + " erases its end users, its endpoints and its publications");
          edit.add(new Step.RemoveEnvironment(systemKey, key));
          edit.touch(system);
          for (Integration integration : system.integrations().values()) {
            if (integration.endpointTokens().containsKey(key)) {
              SortedMap<String, String> tokens = new TreeMap<>(integration.endpointTokens());
              tokens.remove(key);
              edit.add(new Step.PutIntegration(systemKey, integration.withTokens(tokens)));
            }
            if (integration.schedules().containsKey(key)) {
              SortedMap<String, Schedule> schedules = new TreeMap<>(integration.schedules());
              schedules.remove(key);
              edit.add(new Step.PutIntegration(systemKey, integration.withSchedules(schedules)));
            }
          }
        });
  }

  private static Environment environment(Catalog catalog, String system, String key) {
    return catalog.system(system).flatMap(one -> one.environment(key)).orElseThrow();
  }
}
