package dev.muster.catalog;

import dev.muster.catalog.CatalogException.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// Editing a system's saved filters. Needs the role editor; using one does not.
public final class Filters {

  /// Within so long after a use that was noted another one is not.
  private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

  private final CatalogStore store;

  Filters(CatalogStore store) {
    this.store = store;
  }

  /// Saves a filter.
  ///
  /// @throws CatalogException `invalid`, with all that is wrong in the condition; `not-found`,
  ///   `already-exists`, `limit`
  public Filter create(Actor actor, String systemKey, FilterForm form) {
    Catalog after =
        store.commit(
            actor,
            Role.EDITOR,
            "filter.create",
            edit -> {
              SystemDefinition system = edit.system(systemKey);
              Checks checks = edit.checks();
              checks.key(form.key());
              edit.free(system.filter(form.key()).isPresent(), "a saved filter", form.key());
              edit.room(system.filters().size(), edit.limits().filters(), "saved filters");
              Filter filter =
                  new Filter(
                      form.key(),
                      form.name(),
                      form.condition(),
                      actor.name(),
                      1,
                      edit.at(),
                      edit.at(),
                      Optional.empty());
              check(checks, system, filter);
              edit.add(new Step.PutFilter(systemKey, filter));
            });
    return filter(after, systemKey, form.key());
  }

  /// Changes a filter.
  ///
  /// @param expected the version that the caller has seen; empty: any
  /// @throws CatalogException `invalid`, with all that is wrong in the condition; `not-found`,
  ///   `version-conflict`
  public Filter update(
      Actor actor, String systemKey, String key, FilterForm form, OptionalLong expected) {
    Catalog after =
        store.commit(
            actor,
            Role.EDITOR,
            "filter.update",
            edit -> {
              SystemDefinition system = edit.system(systemKey);
              Filter before = filter(system, key);
              edit.unchanged("filter " + key, before.version(), expected);
              Checks checks = edit.checks();
              checks.fixed("key", key, form.key());
              Filter filter =
                  new Filter(
                      key,
                      form.name(),
                      form.condition(),
                      before.createdBy(),
                      before.version() + 1,
                      before.createdAt(),
                      edit.at(),
                      before.lastUsedAt());
              check(checks, system, filter);
              edit.add(new Step.PutFilter(systemKey, filter));
            });
    return filter(after, systemKey, key);
  }

  /// Deletes a filter.
  ///
  /// @param expected the version that the caller has seen; empty: any
  /// @throws CatalogException `not-found`, `version-conflict`
  public void delete(Actor actor, String systemKey, String key, OptionalLong expected) {
    store.commit(
        actor,
        Role.EDITOR,
        "filter.delete",
        edit -> {
          Filter before = filter(edit.system(systemKey), key);
          edit.unchanged("filter " + key, before.version(), expected);
          edit.add(new Step.RemoveFilter(systemKey, key));
        });
  }

  /// Notes that a filter was used, unless that was noted within the last minute. No change of the
  /// filter, and nothing for the audit log.
  ///
  /// @throws CatalogException `not-found`
  public void use(Actor actor, String systemKey, String key, Instant now) {
    Optional<Filter> known = store.current().system(systemKey).flatMap(one -> one.filter(key));
    Optional<Instant> last = known.flatMap(Filter::lastUsedAt);
    if (last.isPresent() && now.isBefore(last.get().plus(NOTED_EVERY))) {
      return;
    }
    store.commit(
        actor,
        Role.VIEWER,
        "filter.use",
        edit -> {
          Filter before = filter(edit.system(systemKey), key);
          edit.add(new Step.UseFilter(systemKey, before.key()));
        });
  }

  private static void check(Checks checks, SystemDefinition system, Filter filter) {
    checks.name("name", filter.name());
    switch (system.resolve(filter)) {
      case Resolution.Resolved _ -> {}
      case Resolution.Problem(var errors) ->
          errors.forEach(
              error -> checks.wrong(Segments.inside("condition", error.path()), error.reason()));
    }
    checks.done("the filter");
  }

  private static Filter filter(SystemDefinition system, String key) {
    return system
        .filter(key)
        .orElseThrow(() ->
            new CatalogException(
                Code.NOT_FOUND, "system " + system.key() + " has no saved filter " + key));
  }

  private static Filter filter(Catalog catalog, String system, String key) {
    return catalog.system(system).flatMap(one -> one.filter(key)).orElseThrow();
  }
}
