package dev.muster.catalog;

import dev.muster.catalog.CatalogException.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;

/// What is saved, to whom it is shown, and what that needs: whoever sees something has to see all
/// that it is made of.
final class Sharing {

  private Sharing() {}

  /// Something that the actor sees.
  ///
  /// @param what it is, as in `saved filter`
  static <S extends Saved> S seen(
      SortedMap<String, S> all, Actor actor, String system, String what, String key) {
    return Optional.ofNullable(all.get(key))
        .filter(one -> one.isVisibleTo(actor))
        .orElseThrow(() -> missing(system, what, key));
  }

  /// Something that the actor sees, or may delete unseen.
  static <S extends Saved> S deletable(
      SortedMap<String, S> all, Actor actor, String system, String what, String key) {
    return Optional.ofNullable(all.get(key))
        .filter(one -> one.isVisibleTo(actor) || actor.role().includes(Role.ADMIN))
        .orElseThrow(() -> missing(system, what, key));
  }

  static CatalogException missing(String system, String what, String key) {
    return new CatalogException(Code.NOT_FOUND, "system " + system + " has no " + what + " " + key);
  }

  /// Nobody takes from others what they have made.
  static void checkVisibility(Checks checks, Actor actor, Saved before, Visibility now) {
    if (now == Visibility.PRIVATE
        && !before.isPrivate()
        && !before.createdBy().equals(actor.name())) {
      checks.wrong(
          "visibility", "cannot be private: only who created it (" + before.createdBy() + ") may");
    }
  }

  /// A part of something that is saved: there, seen by who saves it, and by whoever sees the whole.
  static void checkPart(
      Checks checks,
      String path,
      Optional<? extends Saved> part,
      String what,
      String key,
      Actor actor,
      Visibility whole) {
    Optional<? extends Saved> seen = part.filter(one -> one.isVisibleTo(actor));
    if (seen.isEmpty()) {
      checks.wrong(path, "there is no " + what + " " + key);
    } else if (whole == Visibility.SHARED && seen.get().isPrivate()) {
      checks.wrong(
          path,
          "is the private " + what + " " + key + "; what others see can only have shared ones");
    }
  }

  /// What a link or a mailing shows.
  static void checkSubject(Checks checks, SystemDefinition system, Subject subject, Actor actor) {
    checkPart(
        checks,
        subject.kind().code(),
        system.reporting().find(subject),
        subject.kind().code(),
        subject.key(),
        actor,
        Visibility.SHARED);
  }

  /// @return the reports that take a filter's condition
  static List<Dependent> usesOf(SystemDefinition system, Filter filter) {
    return usesOf(system, filter, _ -> true);
  }

  /// @return the reports of others, or that others see, which take a filter's condition
  static List<Dependent> openUsesOf(SystemDefinition system, Filter filter) {
    return usesOf(system, filter, report -> isOpen(report, filter));
  }

  private static List<Dependent> usesOf(
      SystemDefinition system, Filter filter, Predicate<Report> wanted) {
    return system.reporting().reports().values().stream()
        .filter(report -> report.filter().equals(Optional.of(filter.key())))
        .filter(wanted)
        .map(report -> Dependent.of("report", report))
        .toList();
  }

  /// @return what shows a report
  static List<Dependent> usesOf(SystemDefinition system, Report report, Edit edit) {
    return usesOf(system, report, edit, _ -> true);
  }

  /// @return what shows a report to others
  static List<Dependent> openUsesOf(SystemDefinition system, Report report, Edit edit) {
    return usesOf(system, report, edit, dashboard -> isOpen(dashboard, report));
  }

  /// Whether what takes a part is seen by others than who made that part.
  private static boolean isOpen(Saved whole, Saved part) {
    return !whole.isPrivate() || !whole.createdBy().equals(part.createdBy());
  }

  private static List<Dependent> usesOf(
      SystemDefinition system, Report report, Edit edit, Predicate<Dashboard> wanted) {
    List<Dependent> found = new ArrayList<>();
    system.reporting().dashboards().values().stream()
        .filter(dashboard -> dashboard.shows(report.key()))
        .filter(wanted)
        .forEach(dashboard -> found.add(Dependent.of("dashboard", dashboard)));
    found.addAll(outside(system, Subject.report(report.key()), edit));
    return found;
  }

  /// @return the links that are good and the mailings that show something
  static List<Dependent> outside(SystemDefinition system, Subject subject, Edit edit) {
    List<Dependent> found = new ArrayList<>();
    system.reporting().links().values().stream()
        .filter(link -> link.subject().equals(subject) && !link.hasExpired(edit.at()))
        .forEach(link -> found.add(new Dependent("report-link", link.id(), link.name(), "saved")));
    system.reporting().mailings().values().stream()
        .filter(mailing -> mailing.content().subject().equals(subject))
        .forEach(mailing ->
            found.add(new Dependent("mailing", mailing.key(), mailing.content().name(), "saved")));
    return found;
  }

  /// Links that are good no more go with what they showed.
  static void removeExpired(Edit edit, SystemDefinition system, Subject subject) {
    system.reporting().links().values().stream()
        .filter(link -> link.subject().equals(subject) && link.hasExpired(edit.at()))
        .forEach(link -> edit.add(new Step.RemoveReportLink(system.key(), link.id())));
  }
}
