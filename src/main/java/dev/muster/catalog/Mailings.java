package dev.muster.catalog;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Editing a system's mailings, and noting how far they are. Editing needs the role editor.
public final class Mailings {

  /// Who sends them.
  private static final Actor ITSELF = new Actor("mailing", Role.EDITOR, "");

  private final CatalogStore store;

  Mailings(CatalogStore store) {
    this.store = store;
  }

  /// Sets one up. Its first time is the next one.
  ///
  /// @throws CatalogException `invalid`, `not-found`, `already-exists`, `limit`
  public Mailing create(Actor actor, String systemKey, String key, Mailing.Content content) {
    Catalog after =
        store.commit(
            actor,
            Role.EDITOR,
            "mailing.create",
            edit -> {
              SystemDefinition system = edit.system(systemKey);
              Reporting reporting = system.reporting();
              Checks checks = edit.checks();
              checks.key(key);
              checks.unreserved(key, Checks.ADDRESSES);
              edit.free(reporting.mailing(key).isPresent(), "a mailing", key);
              edit.room(reporting.mailings().size(), edit.limits().mailings(), "mailings");
              check(checks, system, actor, content);
              edit.add(
                  new Step.PutMailing(
                      systemKey,
                      new Mailing(
                          key,
                          content,
                          actor.name(),
                          1,
                          edit.at(),
                          edit.at(),
                          Mailing.Progress.from(edit.at()))));
            });
    return mailing(after, systemKey, key);
  }

  /// Changes one. Where its times change, or where it is enabled again, what would have been sent
  /// before is not.
  ///
  /// @param expected the version that the caller has seen; empty: any
  /// @throws CatalogException `invalid`, `not-found`, `version-conflict`
  public Mailing update(
      Actor actor, String systemKey, String key, Mailing.Content content, OptionalLong expected) {
    Catalog after =
        store.commit(
            actor,
            Role.EDITOR,
            "mailing.update",
            edit -> {
              SystemDefinition system = edit.system(systemKey);
              Mailing before = mailing(system, key);
              edit.unchanged("mailing " + key, before.version(), expected);
              check(edit.checks(), system, actor, content);
              boolean goesOn =
                  before.content().isEnabled()
                      && before.content().rhythm().equals(content.rhythm());
              edit.add(
                  new Step.PutMailing(
                      systemKey,
                      new Mailing(
                          key,
                          content,
                          before.createdBy(),
                          before.version() + 1,
                          before.createdAt(),
                          edit.at(),
                          goesOn ? before.progress() : before.progress().again(edit.at()))));
            });
    return mailing(after, systemKey, key);
  }

  /// Deletes one.
  ///
  /// @param expected the version that the caller has seen; empty: any
  /// @throws CatalogException `not-found`, `version-conflict`
  public void delete(Actor actor, String systemKey, String key, OptionalLong expected) {
    store.commit(
        actor,
        Role.EDITOR,
        "mailing.delete",
        edit -> {
          Mailing before = mailing(edit.system(systemKey), key);
          edit.unchanged("mailing " + key, before.version(), expected);
          edit.add(new Step.RemoveMailing(systemKey, key));
        });
  }

  /// Notes how far one is; durable when this returns.
  ///
  /// @param seen the mailing as it was looked at
  /// @return whether it is noted: not where it has been changed or deleted since
  public boolean note(String systemKey, Mailing seen, Mailing.Progress progress) {
    return note(ITSELF, "mailing.note", systemKey, seen, progress);
  }

  /// Notes that one went out, for the audit log too.
  ///
  /// @param actor who has it sent now; empty: nobody, it was time
  /// @return as [#note]
  public boolean noteSent(
      Optional<Actor> actor, String systemKey, Mailing seen, Mailing.Progress progress) {
    return note(actor.orElse(ITSELF), "mailing.send", systemKey, seen, progress);
  }

  private boolean note(
      Actor actor, String action, String systemKey, Mailing seen, Mailing.Progress progress) {
    Catalog after =
        store.commit(
            actor,
            Role.EDITOR,
            action,
            edit ->
                edit.before()
                    .system(systemKey)
                    .flatMap(one -> one.reporting().mailing(seen.key()))
                    .filter(now -> now.createdAt().equals(seen.createdAt()))
                    .filter(now -> now.progress().since().equals(seen.progress().since()))
                    .ifPresent(
                        _ -> edit.add(new Step.NoteMailing(systemKey, seen.key(), progress))));
    return after
        .system(systemKey)
        .flatMap(one -> one.reporting().mailing(seen.key()))
        .filter(now -> now.progress().equals(progress))
        .isPresent();
  }

  private static void check(
      Checks checks, SystemDefinition system, Actor actor, Mailing.Content content) {
    checks.name("name", content.name());
    Sharing.checkSubject(checks, system, content.subject(), actor);
    List<String> recipients = content.recipients();
    if (recipients.isEmpty()) {
      checks.wrong("recipients", "are missing");
    } else if (recipients.size() > Mailing.RECIPIENTS_MAX) {
      checks.wrong("recipients", "are more than " + Mailing.RECIPIENTS_MAX);
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < recipients.size(); i++) {
      String path = "recipients[" + i + "]";
      checks.recipient(path, recipients.get(i));
      if (!seen.add(recipients.get(i).toLowerCase(Locale.ROOT))) {
        checks.wrong(path, "is there already");
      }
    }
    checks.done("the mailing");
  }

  /// The next time at which one is to go out.
  ///
  /// @return empty for one that is not enabled
  public static Optional<Instant> next(SystemDefinition system, Mailing mailing) {
    return mailing.content().isEnabled()
        ? Optional.of(
            mailing.content().rhythm().next(mailing.progress().since(), system.timeZone()))
        : Optional.empty();
  }

  private static Mailing mailing(SystemDefinition system, String key) {
    return system
        .reporting()
        .mailing(key)
        .orElseThrow(() -> Sharing.missing(system.key(), "mailing", key));
  }

  private static Mailing mailing(Catalog catalog, String system, String key) {
    return catalog.system(system).flatMap(one -> one.reporting().mailing(key)).orElseThrow();
  }
}
