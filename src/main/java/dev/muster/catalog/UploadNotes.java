package dev.muster.catalog;

/// Notes in the audit log which files were uploaded, and what became of them. The catalog stays as
/// it is. Needs the role editor. Each note comes before what it tells of, so that there is nothing
/// without an entry.
public final class UploadNotes {

  private final CatalogStore store;

  UploadNotes(CatalogStore store) {
    this.store = store;
  }

  /// All of a file has arrived, and its rows will be taken.
  ///
  /// @throws CatalogException `not-found`, `unavailable`
  public void create(Actor actor, UploadNote upload) {
    note(actor, "upload.create", upload, Step.NoteUpload.What.CREATED);
  }

  /// Somebody stops an upload.
  ///
  /// @throws CatalogException `not-found`, `unavailable`
  public void cancel(Actor actor, UploadNote upload) {
    note(actor, "upload.cancel", upload, Step.NoteUpload.What.CANCELLED);
  }

  /// Somebody takes back what an upload did.
  ///
  /// @throws CatalogException `not-found`, `unavailable`
  public void undo(Actor actor, UploadNote upload) {
    note(actor, "upload.undo", upload, Step.NoteUpload.What.UNDONE);
  }

  private void note(Actor actor, String action, UploadNote upload, Step.NoteUpload.What what) {
    store.commit(
        actor,
        Role.EDITOR,
        action,
        edit -> {
          SystemDefinition system = edit.system(upload.system());
          Integration _ = edit.integration(system, upload.integration());
          Environment _ = edit.environment(system, upload.environment());
          edit.add(new Step.NoteUpload(upload, what));
        });
  }
}
