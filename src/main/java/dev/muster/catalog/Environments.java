package dev.muster.catalog;

import dev.muster.catalog.CatalogException.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

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
                  new Step.PutEnvironment(
                      systemKey, edit.newId(), key, name, edit.newKey(), AllowedOrigins.ANY));
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

  /// Changes an environment's name, or whose pages may load segments from it.
  ///
  /// @param name empty: as it is
  /// @param allowedOrigins as people write them; none in it: pages of any origin; empty: as it is
  /// @param expected the version of the system that the caller has seen; empty: any
  /// @throws CatalogException `invalid`, `not-found`, `version-conflict`
  public Environment update(
      Actor actor,
      String systemKey,
      String key,
      Optional<String> name,
      Optional<List<String>> allowedOrigins,
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
              checks.done("the environment");
              edit.add(
                  new Step.PutEnvironment(
                      systemKey,
                      before.id(),
                      key,
                      name.orElse(before.name()),
                      before.clientKey(),
                      origins));
              edit.touch(system);
            });
    return environment(after, systemKey, key);
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

  /// Replaces the client key. Pages that use the old one are refused from now on.
  ///
  /// @throws CatalogException `not-found`
  public Environment rotateClientKey(Actor actor, String systemKey, String key) {
    Catalog after =
        store.commit(
            actor,
            Role.ADMIN,
            "environment.rotate-client-key",
            edit -> {
              SystemDefinition system = edit.system(systemKey);
              Environment before = edit.environment(system, key);
              edit.add(
                  new Step.PutEnvironment(
                      systemKey, before.id(), key, before.name(), edit.newKey(), before.origins()));
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
          }
        });
  }

  private static Environment environment(Catalog catalog, String system, String key) {
    return catalog.system(system).flatMap(one -> one.environment(key)).orElseThrow();
  }
}
