package dev.muster.catalog;

/// Notes in the audit log that refused deliveries are sent again. The catalog stays as it is. Needs
/// the role editor.
public final class ReplayNotes {

  private final CatalogStore store;

  ReplayNotes(CatalogStore store) {
    this.store = store;
  }

  /// Somebody sends all deliveries again that match. Comes before the first of them is.
  ///
  /// @param system the key
  /// @param integration the key
  /// @param environment the key
  /// @param deliveries how many
  /// @throws CatalogException `not-found`, `unavailable`
  public void begin(
      Actor actor, String system, String integration, String environment, int deliveries) {
    store.commit(
        actor,
        Role.EDITOR,
        "delivery.replay",
        edit -> {
          SystemDefinition found = edit.system(system);
          Integration _ = edit.integration(found, integration);
          Environment _ = edit.environment(found, environment);
          edit.add(new Step.NoteReplay(system, integration, environment, deliveries));
        });
  }
}
