package dev.muster.catalog;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is shown of a system's users: reports, dashboards, and how they get to people.
///
/// @param reports by key
/// @param dashboards by key
/// @param links read-only ones, by id
/// @param mailings by key
public record Reporting(
    SortedMap<String, Report> reports,
    SortedMap<String, Dashboard> dashboards,
    SortedMap<String, ReportLink> links,
    SortedMap<String, Mailing> mailings) {

  /// Nothing.
  public static final Reporting NONE =
      new Reporting(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

  /// Copies the maps.
  public Reporting {
    reports = Collections.unmodifiableSortedMap(new TreeMap<>(reports));
    dashboards = Collections.unmodifiableSortedMap(new TreeMap<>(dashboards));
    links = Collections.unmodifiableSortedMap(new TreeMap<>(links));
    mailings = Collections.unmodifiableSortedMap(new TreeMap<>(mailings));
  }

  /// The report of this key.
  public Optional<Report> report(String key) {
    return Optional.ofNullable(reports.get(key));
  }

  /// The dashboard of this key.
  public Optional<Dashboard> dashboard(String key) {
    return Optional.ofNullable(dashboards.get(key));
  }

  /// The read-only link of this id.
  public Optional<ReportLink> link(String id) {
    return Optional.ofNullable(links.get(id));
  }

  /// How many read-only links are good.
  int goodLinks(Instant now) {
    return (int) links.values().stream().filter(link -> !link.hasExpired(now)).count();
  }

  /// The mailing of this key.
  public Optional<Mailing> mailing(String key) {
    return Optional.ofNullable(mailings.get(key));
  }

  /// What a link or a mailing shows.
  public Optional<? extends Saved> find(Subject subject) {
    return switch (subject.kind()) {
      case REPORT -> report(subject.key());
      case DASHBOARD -> dashboard(subject.key());
    };
  }

  Reporting withReports(SortedMap<String, Report> changed) {
    return new Reporting(changed, dashboards, links, mailings);
  }

  Reporting withDashboards(SortedMap<String, Dashboard> changed) {
    return new Reporting(reports, changed, links, mailings);
  }

  Reporting withLinks(SortedMap<String, ReportLink> changed) {
    return new Reporting(reports, dashboards, changed, mailings);
  }

  Reporting withMailings(SortedMap<String, Mailing> changed) {
    return new Reporting(reports, dashboards, links, changed);
  }
}
