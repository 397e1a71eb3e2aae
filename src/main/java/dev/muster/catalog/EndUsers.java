package dev.muster.catalog;

import java.util.ArrayList;
import java.util.List;

/// Notes in the audit log what is done with the data of an end user. The catalog stays as it is.
/// Needs the role admin.
public final class EndUsers {

  private static final int FINGERPRINT_DIGITS = 16;

  /// How many users one commit names.
  private static final int NOTED_AT_ONCE = 1_000;

  private final CatalogStore store;

  EndUsers(CatalogStore store) {
    this.store = store;
  }

  /// What stands for an identifier where it must not stay: the first 16 hexadecimal digits of the
  /// SHA-256 of its UTF-8. Who knows the identifier finds the entry; who has the entry cannot read
  /// the identifier out of it, but can try those that they know.
  public static String fingerprint(String identifier) {
    return Tokens.sha256(identifier).substring(0, FINGERPRINT_DIGITS);
  }

  /// Somebody erases a user. Comes before the erasure, so that there is none without an entry.
  ///
  /// @throws CatalogException `not-found`, `unavailable`
  public void erase(Actor actor, String system, String environment, String identifier) {
    erase(actor, system, environment, List.of(identifier));
  }

  /// Somebody erases many users; each has an entry.
  ///
  /// @throws CatalogException `not-found`, `unavailable`
  public void erase(Actor actor, String system, String environment, List<String> identifiers) {
    for (int from = 0; from < identifiers.size(); from += NOTED_AT_ONCE) {
      List<Step> steps = new ArrayList<>();
      for (String identifier :
          identifiers.subList(from, Math.min(from + NOTED_AT_ONCE, identifiers.size()))) {
        steps.add(new Step.NoteErasure(system, environment, fingerprint(identifier)));
      }
      note(actor, system, environment, "user.erase", steps);
    }
  }

  /// Somebody is handed out all that is known of a user. Comes before it is.
  ///
  /// @throws CatalogException `not-found`, `unavailable`
  public void export(Actor actor, String system, String environment, String identifier) {
    Step step = new Step.NoteExport(system, environment, fingerprint(identifier));
    note(actor, system, environment, "user.export", List.of(step));
  }

  private void note(
      Actor actor, String system, String environment, String action, List<Step> steps) {
    store.commit(
        actor,
        Role.ADMIN,
        action,
        edit -> {
          Environment _ = edit.environment(edit.system(system), environment);
          steps.forEach(edit::add);
        });
  }
}
