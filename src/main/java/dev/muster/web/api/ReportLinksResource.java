package dev.muster.web.api;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.muster.catalog.CatalogException;
import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.Dashboard;
import dev.muster.catalog.FieldError;
import dev.muster.catalog.Filter;
import dev.muster.catalog.NewReportLink;
import dev.muster.catalog.Report;
import dev.muster.catalog.ReportLink;
import dev.muster.catalog.ReportLinks;
import dev.muster.catalog.Saved;
import dev.muster.catalog.Subject;
import dev.muster.catalog.SystemDefinition;
import dev.muster.web.Problem;
import dev.muster.web.ProblemException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Read-only links to reports and dashboards, and what is read with them.
final class ReportLinksResource {

  private static final Logger LOG = LoggerFactory.getLogger(ReportLinksResource.class);

  private final CatalogStore catalog;
  private final Lookup lookup;
  private final ReportRuns runs;
  private final Attempts attempts;
  private final InstantSource clock;

  ReportLinksResource(
      CatalogStore catalog, ReportRuns runs, Attempts attempts, InstantSource clock) {
    this.catalog = catalog;
    this.lookup = new Lookup(catalog);
    this.runs = runs;
    this.attempts = attempts;
    this.clock = clock;
  }

  private record Sent(
      @Nullable String report,
      @Nullable String dashboard,
      @Nullable String name,
      @Nullable String expiresAt) {}

  private record View(
      String id,
      String name,
      @Nullable String report,
      @Nullable String dashboard,
      String createdBy,
      Instant createdAt,
      Instant expiresAt,
      @Nullable Instant lastUsedAt) {

    static View of(ReportLink link) {
      return new View(
          link.id(),
          link.name(),
          key(link.subject(), Subject.Kind.REPORT),
          key(link.subject(), Subject.Kind.DASHBOARD),
          link.createdBy(),
          link.createdAt(),
          link.expiresAt(),
          link.lastUsedAt().orElse(null));
    }
  }

  private record MadeView(@JsonUnwrapped View link, String url) {}

  static @Nullable String key(Subject subject, Subject.Kind kind) {
    return subject.kind() == kind ? subject.key() : null;
  }

  /// What a link or a mailing is to show.
  ///
  /// @throws ProblemException 422 unless it is one of the two
  static Subject subject(@Nullable String report, @Nullable String dashboard) {
    if ((report == null) == (dashboard == null)) {
      throw Problems.invalid(
          List.of(new FieldError("report", "is needed, or a dashboard; and not both")));
    }
    return report == null ? Subject.dashboard(requireNonNull(dashboard)) : Subject.report(report);
  }

  Answer list(Request request) {
    List<ReportLink> all = List.copyOf(lookup.system(request).reporting().links().values());
    return Answer.of(request.page().cut(all, ReportLink::id, it -> it, View::of));
  }

  Answer create(Request request) {
    Sent sent = request.as(Sent.class);
    NewReportLink made =
        catalog
            .reportLinks()
            .create(
                request.actor(),
                request.system(),
                requireNonNullElse(sent.name, ""),
                subject(sent.report, sent.dashboard),
                Instant.parse(requireNonNull(sent.expiresAt)));
    return Answer.created(
        "/api/v1/systems/" + request.system() + "/report-links/" + made.kept().id(),
        new MadeView(View.of(made.kept()), request.base() + "/shared#" + made.secret()));
  }

  Answer revoke(Request request) {
    catalog.reportLinks().revoke(request.actor(), request.system(), request.in("reportLink"));
    return new Answer.Nothing();
  }

  private record Secret(@Nullable String secret) {}

  private record Shared(
      String kind,
      String name,
      String description,
      String system,
      String timeZone,
      Instant at,
      Instant expiresAt,
      List<Item> items) {}

  /// @param shown null where it cannot be run; then the problem says so
  private record Item(
      String name,
      String description,
      int width,
      @Nullable SheetView shown,
      @Nullable String problem) {}

  /// What is read with a link. Its secret comes in the body, which is in no log.
  Answer shared(Request request) {
    String address = request.channel().address();
    Attempts.Attempt guess = attempts.from(address);
    Instant now = clock.instant();
    ReportLinks.Found found =
        catalog
            .reportLinks()
            .find(requireNonNullElse(request.as(Secret.class).secret(), ""), now)
            .orElseThrow(ReportLinksResource::unknown);
    guess.succeeded();
    attempts.looks(address);
    SystemDefinition system = found.system();
    Saved shown =
        system
            .reporting()
            .find(found.link().subject())
            .filter(one -> !one.isPrivate())
            .orElseThrow(ReportLinksResource::unknown);
    List<Item> items = new ArrayList<>();
    for (Report report : ReportRuns.reports(system, found.link().subject())) {
      items.add(item(system, shown, report, items.size()));
    }
    note(found, now);
    return Answer.of(
        new Shared(
            found.link().subject().kind().code(),
            shown.name(),
            description(shown),
            system.name(),
            system.timeZone().getId(),
            now,
            found.link().expiresAt(),
            items));
  }

  /// Reading does not depend on it: what cannot be noted, since the disk is full, is shown all the
  /// same.
  private void note(ReportLinks.Found found, Instant now) {
    try {
      catalog.reportLinks().use(found, now);
    } catch (CatalogException e) {
      LOG.warn("that a read-only link was used could not be noted: {}", e.detail());
    }
  }

  private static ProblemException unknown() {
    return new ProblemException(
        Problem.of(
            404,
            "link-unknown",
            "Not a link that works",
            "The link has expired, was revoked, or never was. Ask whoever gave it to you for a new"
                + " one."));
  }

  private static String description(Saved shown) {
    return switch (shown) {
      case Report report -> report.description();
      case Dashboard dashboard -> dashboard.description();
      case dev.muster.catalog.Filter _ -> "";
    };
  }

  private Item item(SystemDefinition system, Saved shown, Report report, int at) {
    int width =
        switch (shown) {
          case Dashboard dashboard when at < dashboard.items().size() ->
              dashboard.items().get(at).width();
          case Dashboard _, Report _, Filter _ -> 3;
        };
    try {
      SheetView sheet = SheetView.of(runs.sheet(system, report));
      return new Item(report.name(), report.description(), width, sheet, null);
    } catch (ProblemException e) {
      // Its details name what others need not know.
      LOG.debug("a shared report cannot be run: {}", e.getMessage());
      return new Item(
          report.name(), report.description(), width, null, "It cannot be run at the moment.");
    }
  }
}
