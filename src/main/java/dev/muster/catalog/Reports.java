package dev.muster.catalog;

import java.util.OptionalLong;

/// Editing a system's reports. Needs the role editor.
public final class Reports {

  private static final String WHAT = "report";

  private final CatalogStore store;

  Reports(CatalogStore store) {
    this.store = store;
  }

  /// Saves a report.
  ///
  /// @throws CatalogException `invalid`, `not-found`, `already-exists`, `limit`
  public Report create(Actor actor, String systemKey, ReportForm form) {
    Catalog after =
        store.commit(
            actor,
            Role.EDITOR,
            "report.create",
            edit -> {
              SystemDefinition system = edit.system(systemKey);
              Checks checks = edit.checks();
              checks.key(form.key());
              checks.unreserved(form.key(), Checks.ADDRESSES);
              edit.free(system.reporting().report(form.key()).isPresent(), "a report", form.key());
              edit.room(system.reporting().reports().size(), edit.limits().reports(), "reports");
              check(checks, system, actor, form);
              edit.add(
                  new Step.PutReport(
                      systemKey,
                      new Report(
                          form.key(),
                          form.name(),
                          form.description(),
                          form.visibility(),
                          form.environment(),
                          form.view(),
                          form.filter(),
                          form.query(),
                          form.display(),
                          actor.name(),
                          1,
                          edit.at(),
                          edit.at())));
            });
    return report(after, systemKey, form.key());
  }

  /// Changes a report.
  ///
  /// @param expected the version that the caller has seen; empty: any
  /// @throws CatalogException `invalid`, `not-found`, `version-conflict`; `in-use` where it becomes
  ///   private and something shows it to others
  public Report update(
      Actor actor, String systemKey, String key, ReportForm form, OptionalLong expected) {
    Catalog after =
        store.commit(
            actor,
            Role.EDITOR,
            "report.update",
            edit -> {
              SystemDefinition system = edit.system(systemKey);
              Report before =
                  Sharing.seen(system.reporting().reports(), actor, systemKey, WHAT, key);
              edit.unchanged("report " + key, before.version(), expected);
              Checks checks = edit.checks();
              checks.fixed("key", key, form.key());
              Sharing.checkVisibility(checks, actor, before, form.visibility());
              check(checks, system, actor, form);
              if (form.visibility() == Visibility.PRIVATE) {
                edit.unused("making it private", Sharing.openUsesOf(system, before, edit));
              }
              edit.add(
                  new Step.PutReport(
                      systemKey,
                      new Report(
                          key,
                          form.name(),
                          form.description(),
                          form.visibility(),
                          form.environment(),
                          form.view(),
                          form.filter(),
                          form.query(),
                          form.display(),
                          before.createdBy(),
                          before.version() + 1,
                          before.createdAt(),
                          edit.at())));
            });
    return report(after, systemKey, key);
  }

  /// Deletes a report. Admins may delete the private ones of others.
  ///
  /// @param expected the version that the caller has seen; empty: any
  /// @throws CatalogException `not-found`, `version-conflict`; `in-use` where something shows it
  public void delete(Actor actor, String systemKey, String key, OptionalLong expected) {
    store.commit(
        actor,
        Role.EDITOR,
        "report.delete",
        edit -> {
          SystemDefinition system = edit.system(systemKey);
          Report before =
              Sharing.deletable(system.reporting().reports(), actor, systemKey, WHAT, key);
          edit.unchanged("report " + key, before.version(), expected);
          edit.unused("deleting it", Sharing.usesOf(system, before, edit));
          Sharing.removeExpired(edit, system, Subject.report(key));
          edit.add(new Step.RemoveReport(systemKey, key));
        });
  }

  private static void check(Checks checks, SystemDefinition system, Actor actor, ReportForm form) {
    checks.name("name", form.name());
    checks.description("description", form.description());
    if (system.environment(form.environment()).isEmpty()) {
      checks.wrong("environment", "there is no environment " + form.environment());
    }
    form.filter()
        .ifPresent(key ->
            Sharing.checkPart(
                checks,
                "filter",
                system.filter(key),
                "saved filter",
                key,
                actor,
                form.visibility()));
    checks.size("query", form.query(), Report.QUERY_MAX);
    checks.size("display", form.display(), Report.DISPLAY_MAX);
    checks.done("the report");
  }

  private static Report report(Catalog catalog, String system, String key) {
    return catalog.system(system).flatMap(one -> one.reporting().report(key)).orElseThrow();
  }
}
