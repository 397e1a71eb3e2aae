package dev.muster.catalog;

import java.util.OptionalLong;

/// Editing a system's dashboards. Needs the role editor.
public final class Dashboards {

  private static final String WHAT = "dashboard";

  private final CatalogStore store;

  Dashboards(CatalogStore store) {
    this.store = store;
  }

  /// Saves a dashboard.
  ///
  /// @throws CatalogException `invalid`, `not-found`, `already-exists`, `limit`
  public Dashboard create(Actor actor, String systemKey, DashboardForm form) {
    Catalog after =
        store.commit(
            actor,
            Role.EDITOR,
            "dashboard.create",
            edit -> {
              SystemDefinition system = edit.system(systemKey);
              Reporting reporting = system.reporting();
              Checks checks = edit.checks();
              checks.key(form.key());
              checks.unreserved(form.key(), Checks.ADDRESSES);
              edit.free(reporting.dashboard(form.key()).isPresent(), "a dashboard", form.key());
              edit.room(reporting.dashboards().size(), edit.limits().dashboards(), "dashboards");
              check(checks, system, actor, form);
              edit.add(
                  new Step.PutDashboard(
                      systemKey,
                      new Dashboard(
                          form.key(),
                          form.name(),
                          form.description(),
                          form.visibility(),
                          form.items(),
                          actor.name(),
                          1,
                          edit.at(),
                          edit.at())));
            });
    return dashboard(after, systemKey, form.key());
  }

  /// Changes a dashboard.
  ///
  /// @param expected the version that the caller has seen; empty: any
  /// @throws CatalogException `invalid`, `not-found`, `version-conflict`; `in-use` where it becomes
  ///   private and something shows it to others
  public Dashboard update(
      Actor actor, String systemKey, String key, DashboardForm form, OptionalLong expected) {
    Catalog after =
        store.commit(
            actor,
            Role.EDITOR,
            "dashboard.update",
            edit -> {
              SystemDefinition system = edit.system(systemKey);
              Dashboard before =
                  Sharing.seen(system.reporting().dashboards(), actor, systemKey, WHAT, key);
              edit.unchanged("dashboard " + key, before.version(), expected);
              Checks checks = edit.checks();
              checks.fixed("key", key, form.key());
              Sharing.checkVisibility(checks, actor, before, form.visibility());
              check(checks, system, actor, form);
              if (form.visibility() == Visibility.PRIVATE) {
                edit.unused(
                    "making it private", Sharing.outside(system, Subject.dashboard(key), edit));
              }
              edit.add(
                  new Step.PutDashboard(
                      systemKey,
                      new Dashboard(
                          key,
                          form.name(),
                          form.description(),
                          form.visibility(),
                          form.items(),
                          before.createdBy(),
                          before.version() + 1,
                          before.createdAt(),
                          edit.at())));
            });
    return dashboard(after, systemKey, key);
  }

  /// Deletes a dashboard; its reports stay. Admins may delete the private ones of others.
  ///
  /// @param expected the version that the caller has seen; empty: any
  /// @throws CatalogException `not-found`, `version-conflict`; `in-use` where something shows it
  public void delete(Actor actor, String systemKey, String key, OptionalLong expected) {
    store.commit(
        actor,
        Role.EDITOR,
        "dashboard.delete",
        edit -> {
          SystemDefinition system = edit.system(systemKey);
          Dashboard before =
              Sharing.deletable(system.reporting().dashboards(), actor, systemKey, WHAT, key);
          edit.unchanged("dashboard " + key, before.version(), expected);
          edit.unused("deleting it", Sharing.outside(system, Subject.dashboard(key), edit));
          Sharing.removeExpired(edit, system, Subject.dashboard(key));
          edit.add(new Step.RemoveDashboard(systemKey, key));
        });
  }

  private static void check(
      Checks checks, SystemDefinition system, Actor actor, DashboardForm form) {
    checks.name("name", form.name());
    checks.description("description", form.description());
    if (form.items().size() > Dashboard.ITEMS_MAX) {
      checks.wrong("items", "has more than " + Dashboard.ITEMS_MAX + " reports");
    }
    for (int i = 0; i < form.items().size(); i++) {
      Dashboard.Item item = form.items().get(i);
      Sharing.checkPart(
          checks,
          "items[" + i + "].report",
          system.reporting().report(item.report()),
          "report",
          item.report(),
          actor,
          form.visibility());
      if (item.width() < 1 || item.width() > 3) {
        checks.wrong("items[" + i + "].width", "is not 1, 2 or 3 thirds");
      }
    }
    checks.done("the dashboard");
  }

  private static Dashboard dashboard(Catalog catalog, String system, String key) {
    return catalog.system(system).flatMap(one -> one.reporting().dashboard(key)).orElseThrow();
  }
}
