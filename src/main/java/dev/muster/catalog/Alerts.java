package dev.muster.catalog;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Setting who is told what is found of integrations, and noting what they were told. Setting needs
/// the role editor.
public final class Alerts {

  private static final Actor ITSELF = new Actor("alerts", Role.EDITOR, "");
  private static final int URL_MAX = 2_000;

  private final CatalogStore store;

  Alerts(CatalogStore store) {
    this.store = store;
  }

  /// Sets who is told.
  ///
  /// @param settings whose kinds are known
  /// @return what is kept
  /// @throws CatalogException `not-found`; `invalid`
  public Alerting put(
      Actor actor,
      String systemKey,
      String key,
      String environmentKey,
      Alerting.Settings settings) {
    Catalog after =
        store.commit(
            actor,
            Role.EDITOR,
            "integration.set-alerts",
            edit -> {
              SystemDefinition system = edit.system(systemKey);
              Integration before = edit.integration(system, key);
              edit.environment(system, environmentKey);
              check(edit.checks(), settings);
              SortedMap<String, Alerting> alerts = new TreeMap<>(before.alerts());
              alerts.put(environmentKey, before.alerting(environmentKey).with(settings));
              edit.add(new Step.PutIntegration(systemKey, before.withAlerts(alerts)));
            });
    return after
        .system(systemKey)
        .flatMap(one -> one.integration(key))
        .orElseThrow()
        .alerting(environmentKey);
  }

  private static void check(Checks checks, Alerting.Settings settings) {
    List<String> emails = settings.emails();
    if (emails.size() > Alerting.EMAILS_MAX) {
      checks.wrong("emails", "are more than " + Alerting.EMAILS_MAX);
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < emails.size(); i++) {
      checks.recipient("emails[" + i + "]", emails.get(i));
      if (!seen.add(emails.get(i).toLowerCase(Locale.ROOT))) {
        checks.wrong("emails[" + i + "]", "is there already");
      }
    }
    // Where messages may go is for whoever sends them to say.
    settings.webhook().ifPresent(hook -> checks.line("webhook", hook.url(), URL_MAX));
    checks.done("the alerts");
  }

  /// Notes what goes on and what was told; durable when this returns.
  ///
  /// @param seen as it was looked at
  /// @return whether it is noted: not where it is no more as it was
  public boolean note(
      String systemKey, String key, String environmentKey, Alerting seen, Alerting now) {
    Catalog after =
        store.commit(
            ITSELF,
            Role.EDITOR,
            "integration.note-alerts",
            edit ->
                found(edit.before(), systemKey, key)
                    .filter(one -> seen.equals(one.alerts().get(environmentKey)))
                    .ifPresent(
                        _ -> edit.add(new Step.NoteAlerts(systemKey, key, environmentKey, now))));
    return found(after, systemKey, key)
        .filter(one -> now.equals(one.alerts().get(environmentKey)))
        .isPresent();
  }

  private static Optional<Integration> found(Catalog catalog, String system, String key) {
    return catalog.system(system).flatMap(one -> one.integration(key));
  }
}
