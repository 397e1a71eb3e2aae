package dev.muster.catalog;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// Editing a system's saved filters. Needs the role editor; using one does not.
public final class Filters {

  private static final String WHAT = "saved filter";

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
                      form.visibility(),
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
  ///   `version-conflict`; `in-use` where it becomes private and reports that others see take it
  public Filter update(
      Actor actor, String systemKey, String key, FilterForm form, OptionalLong expected) {
    Catalog after =
        store.commit(
            actor,
            Role.EDITOR,
            "filter.update",
            edit -> {
              SystemDefinition system = edit.system(systemKey);
              Filter before = Sharing.seen(system.filters(), actor, systemKey, WHAT, key);
              edit.unchanged("filter " + key, before.version(), expected);
              Checks checks = edit.checks();
              checks.fixed("key", key, form.key());
              Sharing.checkVisibility(checks, actor, before, form.visibility());
              Filter filter =
                  new Filter(
                      key,
                      form.name(),
                      form.condition(),
                      form.visibility(),
                      before.createdBy(),
                      before.version() + 1,
                      before.createdAt(),
                      edit.at(),
                      before.lastUsedAt());
              check(checks, system, filter);
              if (filter.isPrivate()) {
                edit.unused("making it private", Sharing.openUsesOf(system, before));
              }
              edit.add(new Step.PutFilter(systemKey, filter));
            });
    return filter(after, systemKey, key);
  }

  /// Deletes a filter. Admins may delete the private ones of others.
  ///
  /// @param expected the version that the caller has seen; empty: any
  /// @throws CatalogException `not-found`, `version-conflict`; `in-use` where reports take it
  public void delete(Actor actor, String systemKey, String key, OptionalLong expected) {
    store.commit(
        actor,
        Role.EDITOR,
        "filter.delete",
        edit -> {
          SystemDefinition system = edit.system(systemKey);
          Filter before = Sharing.deletable(system.filters(), actor, systemKey, WHAT, key);
          edit.unchanged("filter " + key, before.version(), expected);
          edit.unused("deleting it", Sharing.usesOf(system, before));
          edit.add(new Step.RemoveFilter(systemKey, key));
        });
  }

  /// Notes that a filter was used, unless that was noted within the last minute. No change of the
  /// filter, and nothing for the audit log.
  ///
  /// @throws CatalogException `not-found`
  public void use(Actor actor, String systemKey, String key, Instant now) {
    Optional<Filter> known = store.current().system(systemKey).flatMap(one -> one.filter(key));
    Optional<Instant> last =
        known.filter(one -> one.isVisibleTo(actor)).flatMap(Filter::lastUsedAt);
    if (LastUse.isNoted(last, now)) {
      return;
    }
    store.commit(
        actor,
        Role.VIEWER,
        "filter.use",
        edit -> {
          Filter before =
              Sharing.seen(edit.system(systemKey).filters(), actor, systemKey, WHAT, key);
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

  private static Filter filter(Catalog catalog, String system, String key) {
    return catalog.system(system).flatMap(one -> one.filter(key)).orElseThrow();
  }
}
