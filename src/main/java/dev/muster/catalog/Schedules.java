package dev.muster.catalog;

import dev.muster.catalog.CatalogException.Code;
import java.nio.file.FileSystems;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.PatternSyntaxException;

/// Editing from where integrations take files by themselves. Needs the role admin: it makes the
/// server read what others cannot, and keeps a secret.
public final class Schedules {

  private static final int TEXT_MAX = 1_024;

  private final CatalogStore store;

  Schedules(CatalogStore store) {
    this.store = store;
  }

  /// Sets from where, and how often.
  ///
  /// @throws CatalogException `not-found`; `invalid`, also for an integration of another kind
  public void put(
      Actor actor, String systemKey, String key, String environmentKey, Schedule schedule) {
    store.commit(
        actor,
        Role.ADMIN,
        "integration.set-schedule",
        edit -> {
          SystemDefinition system = edit.system(systemKey);
          Integration before = edit.integration(system, key);
          edit.environment(system, environmentKey);
          if (before.kind() != IntegrationKind.CSV) {
            throw new CatalogException(
                Code.INVALID, "integration " + key + " takes calls; files go to one of kind csv");
          }
          check(edit.checks(), schedule);
          SortedMap<String, Schedule> schedules = new TreeMap<>(before.schedules());
          schedules.put(environmentKey, schedule);
          edit.add(new Step.PutIntegration(systemKey, before.withSchedules(schedules)));
        });
  }

  /// Takes no more files by itself.
  ///
  /// @throws CatalogException `not-found`, also where there is no schedule
  public void remove(Actor actor, String systemKey, String key, String environmentKey) {
    store.commit(
        actor,
        Role.ADMIN,
        "integration.remove-schedule",
        edit -> {
          SystemDefinition system = edit.system(systemKey);
          Integration before = edit.integration(system, key);
          edit.environment(system, environmentKey);
          if (!before.schedules().containsKey(environmentKey)) {
            throw new CatalogException(
                Code.NOT_FOUND,
                "integration " + key + " has no schedule for the environment " + environmentKey);
          }
          SortedMap<String, Schedule> schedules = new TreeMap<>(before.schedules());
          schedules.remove(environmentKey);
          edit.add(new Step.PutIntegration(systemKey, before.withSchedules(schedules)));
        });
  }

  private static void check(Checks checks, Schedule schedule) {
    if (schedule.everyMinutes() < 1 || schedule.everyMinutes() > Schedule.MINUTES_MAX) {
      checks.wrong("everyMinutes", "is not from 1 to " + Schedule.MINUTES_MAX);
    }
    switch (schedule.source()) {
      case Schedule.Folder(String path, String pattern) -> {
        checks.line("source.pattern", pattern, TEXT_MAX);
        if (!path.isEmpty()) {
          checks.line("source.path", path, TEXT_MAX);
        }
        checkPattern(checks, pattern);
      }
      case Schedule.Bucket bucket -> {
        bucket.endpoint().ifPresent(url -> checks.line("source.endpoint", url, TEXT_MAX));
        if (!bucket.region().matches("[A-Za-z0-9-]{1,64}")) {
          checks.wrong("source.region", "is not a region such as eu-central-1");
        }
        if (!bucket.bucket().matches("[A-Za-z0-9][A-Za-z0-9._-]{1,254}")) {
          checks.wrong("source.bucket", "is not the name of a bucket");
        }
        if (!bucket.prefix().isEmpty()) {
          checks.line("source.prefix", bucket.prefix(), TEXT_MAX);
        }
        if (!bucket.accessKeyId().matches("[!-~]{1,256}")) {
          checks.wrong("source.accessKeyId", "is not the id of an access key");
        }
      }
    }
    checks.done("the schedule");
  }

  private static void checkPattern(Checks checks, String pattern) {
    if (pattern.contains("/")) {
      checks.wrong("source.pattern", "has a / in it; it is compared with names of files only");
      return;
    }
    try {
      FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    } catch (PatternSyntaxException wrong) {
      checks.wrong("source.pattern", "is not a pattern: " + wrong.getDescription());
    }
  }
}
