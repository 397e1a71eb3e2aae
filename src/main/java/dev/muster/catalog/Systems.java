package dev.muster.catalog;

import dev.muster.catalog.CatalogException.Code;
import java.time.ZoneId;
import java.util.OptionalLong;

/// Editing systems. Needs the role admin.
public final class Systems {

  private final CatalogStore store;

  Systems(CatalogStore store) {
    this.store = store;
  }

  /// Sets up a system with the environments `production` and `test`.
  ///
  /// @throws CatalogException `invalid`, `already-exists`, `limit`
  public SystemDefinition create(Actor actor, SystemForm form) {
    return store
        .commit(actor, Role.ADMIN, "system.create", edit -> create(edit, form))
        .system(form.key())
        .orElseThrow();
  }

  private static void create(Edit edit, SystemForm form) {
    Checks checks = edit.checks();
    checks.key(form.key());
    checks.unreserved(form.key(), Checks.ADDRESSES);
    check(edit, checks, form);
    edit.free(edit.before().system(form.key()).isPresent(), "a system", form.key());
    edit.room(edit.before().systems().size(), edit.limits().systems(), "systems");
    edit.add(
        new Step.PutSystem(
            form.key(),
            form.name(),
            ZoneId.of(form.timeZone()),
            form.attributeLimit().orElse(edit.limits().attributeLimitDefault()),
            1,
            edit.at()));
    edit.add(
        Step.PutEnvironment.of(
            form.key(),
            Environment.fresh(
                edit.newId(), SystemDefinition.PRODUCTION, "Production", edit.newKey())));
    edit.add(
        Step.PutEnvironment.of(
            form.key(),
            Environment.fresh(edit.newId(), SystemDefinition.TEST, "Test", edit.newKey())));
  }

  /// Changes a system's name, time zone or limit.
  ///
  /// @param expected the version that the caller has seen; empty: any
  /// @throws CatalogException `invalid`, `not-found`, `version-conflict`; `attribute-limit` if more
  ///   attributes are used than the new limit
  public SystemDefinition update(Actor actor, String key, SystemForm form, OptionalLong expected) {
    return store
        .commit(actor, Role.ADMIN, "system.update", edit -> update(edit, key, form, expected))
        .system(key)
        .orElseThrow();
  }

  private static void update(Edit edit, String key, SystemForm form, OptionalLong expected) {
    SystemDefinition before = edit.system(key);
    edit.unchanged("system " + key, before.version(), expected);
    Checks checks = edit.checks();
    checks.fixed("key", key, form.key());
    check(edit, checks, form);
    int limit = form.attributeLimit().orElse(before.attributeLimit());
    int used = before.attributesUsed();
    if (limit < used) {
      throw new CatalogException(
          Code.ATTRIBUTE_LIMIT,
          used
              + " attributes are used ("
              + before.attributesUsedInWords()
              + "), so the limit cannot be "
              + limit);
    }
    edit.add(
        new Step.PutSystem(
            key,
            form.name(),
            ZoneId.of(form.timeZone()),
            limit,
            before.version() + 1,
            before.createdAt()));
  }

  private static void check(Edit edit, Checks checks, SystemForm form) {
    checks.name("name", form.name());
    // Offsets such as +02:00 are zones to Java too, but know no summer time.
    if (!ZoneId.getAvailableZoneIds().contains(form.timeZone())) {
      checks.wrong(
          "timeZone", "is not a name of the IANA time zone database, such as Europe/Berlin");
    }
    int greatest = edit.limits().attributeLimitMax();
    form.attributeLimit()
        .ifPresent(limit -> {
          if (limit < 1 || limit > greatest) {
            checks.wrong("attributeLimit", "is not between 1 and " + greatest);
          }
        });
    checks.done("the system");
  }

  /// Deletes a system with all that belongs to it: its end users, their history, its publications.
  ///
  /// @param expected the version that the caller has seen; empty: any
  /// @param confirm whether the caller knows
  /// @throws CatalogException `not-found`, `version-conflict`, `confirmation-required`
  public void delete(Actor actor, String key, OptionalLong expected, boolean confirm) {
    store.commit(
        actor,
        Role.ADMIN,
        "system.delete",
        edit -> {
          SystemDefinition system = edit.system(key);
          edit.unchanged("system " + key, system.version(), expected);
          edit.confirmed(
              confirm,
              "deleting the system "
                  + key
                  + " erases its end users in all "
                  + system.environments().size()
                  + " environments, "
                  + system.integrations().size()
                  + " integrations and "
                  + system.segments().size()
                  + " segments");
          edit.add(new Step.RemoveSystem(key));
        });
  }
}
