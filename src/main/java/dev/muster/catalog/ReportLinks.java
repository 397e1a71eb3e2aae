package dev.muster.catalog;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// Read-only links to reports and dashboards. Making and revoking them needs the role editor;
/// reading with one needs nothing but the link.
public final class ReportLinks {

  /// Who reads with a link.
  private static final Actor READER = new Actor("link", Role.VIEWER, "");

  private final CatalogStore store;

  ReportLinks(CatalogStore store) {
    this.store = store;
  }

  /// A link that is good, and where it leads.
  ///
  /// @param system whose
  /// @param link the link
  public record Found(SystemDefinition system, ReportLink link) {}

  /// Makes a link.
  ///
  /// @param name [ReportLink#name]
  /// @throws CatalogException `invalid`, `not-found`, `limit`
  public NewReportLink create(
      Actor actor, String systemKey, String name, Subject subject, Instant expiresAt) {
    AtomicReference<NewReportLink> made = new AtomicReference<>();
    store.commit(
        actor,
        Role.EDITOR,
        "report-link.create",
        edit -> {
          SystemDefinition system = edit.system(systemKey);
          makeRoom(edit, system);
          Checks checks = edit.checks();
          if (!name.isEmpty()) {
            checks.name("name", name);
          }
          Sharing.checkSubject(checks, system, subject, actor);
          if (!expiresAt.isAfter(edit.at())) {
            checks.wrong("expiresAt", "is in the past");
          } else if (expiresAt.isAfter(edit.at().plus(ReportLink.LASTS_MAX))) {
            checks.wrong("expiresAt", "is more than a year from now");
          }
          checks.done("the link");
          String secret = edit.newSecret();
          ReportLink link =
              new ReportLink(
                  AccessKey.selector(secret),
                  name,
                  subject,
                  Tokens.sha256(secret),
                  actor.name(),
                  edit.at(),
                  expiresAt.truncatedTo(ChronoUnit.MILLIS),
                  Optional.empty());
          edit.add(new Step.PutReportLink(systemKey, link));
          made.set(new NewReportLink(link, secret));
        });
    return made.get();
  }

  /// Links that have expired do not count. As many of them go as there are too many, those that
  /// have been no good for longest first, so that what is kept has a limit, too.
  private static void makeRoom(Edit edit, SystemDefinition system) {
    int most = edit.limits().links();
    edit.room(system.reporting().goodLinks(edit.at()), most, "read-only links");
    system.reporting().links().values().stream()
        .filter(link -> link.hasExpired(edit.at()))
        .sorted(Comparator.comparing(ReportLink::expiresAt))
        .limit(Math.max(0, system.reporting().links().size() - most + 1L))
        .forEach(link -> edit.add(new Step.RemoveReportLink(system.key(), link.id())));
  }

  /// Revokes a link. It is refused from now on.
  ///
  /// @throws CatalogException `not-found`
  public void revoke(Actor actor, String systemKey, String id) {
    store.commit(
        actor,
        Role.EDITOR,
        "report-link.revoke",
        edit -> {
          if (edit.system(systemKey).reporting().link(id).isEmpty()) {
            throw Sharing.missing(systemKey, "read-only link", id);
          }
          edit.add(new Step.RemoveReportLink(systemKey, id));
        });
  }

  /// The link of this secret, if it is good. Takes the same time wherever it is wrong.
  ///
  /// @param presented of any form
  /// @param now against which expiry is checked
  public Optional<Found> find(String presented, Instant now) {
    String hash = Tokens.sha256(presented);
    String id = AccessKey.selector(presented);
    Optional<Found> found =
        store.current().systems().values().stream()
            .flatMap(
                system -> system.reporting().link(id).map(it -> new Found(system, it)).stream())
            .findFirst();
    boolean same = AccessKey.same(hash, found.map(one -> one.link.sha256()).orElse(""));
    return found.filter(one -> same && !one.link.hasExpired(now));
  }

  /// Notes that somebody read with a link, unless that was noted within the last minute. Nothing
  /// for the audit log.
  public void use(Found found, Instant now) {
    if (LastUse.isNoted(found.link.lastUsedAt(), now)) {
      return;
    }
    store.commit(
        READER,
        Role.VIEWER,
        "report-link.use",
        edit -> {
          String id = found.link.id();
          boolean isThere =
              edit.before()
                  .system(found.system.key())
                  .flatMap(one -> one.reporting().link(id))
                  .isPresent();
          if (isThere) {
            edit.add(new Step.UseReportLink(found.system.key(), id));
          }
        });
  }
}
