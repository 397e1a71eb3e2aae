package dev.muster.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// Applies the steps of one commit to a catalog.
final class StepApplication {

  private final CatalogCommit commit;
  private final SortedMap<String, SystemDefinition> systems;
  private final SortedMap<String, Token> tokens;
  private Accounts accounts;

  StepApplication(CatalogCommit commit, Catalog before) {
    this.commit = commit;
    this.systems = new TreeMap<>(before.systems());
    this.tokens = new TreeMap<>(before.tokens());
    this.accounts = before.accounts();
  }

  Catalog after() {
    commit.steps().forEach(this::apply);
    return new Catalog(commit.version(), commit.lastId(), systems, tokens, accounts);
  }

  private void apply(Step step) {
    switch (step) {
      case Step.PutSystem put -> systems.put(put.key(), system(put));
      case Step.RemoveSystem(var key) -> systems.remove(key);
      case Step.PutEnvironment(var in, var environment) ->
          change(in, system -> withEnvironment(system, environment));
      case Step.PutPageSettings(var in, var settings) ->
          change(in, system -> system.withPages(settings));
      case Step.RemoveEnvironment(var in, var key) ->
          change(
              in,
              system ->
                  system.withEnvironments(
                      system.environments().stream()
                          .filter(one -> !one.key().equals(key))
                          .toList()));
      case Step.PutIntegration(var in, var integration) ->
          change(
              in,
              system ->
                  system.withIntegrations(
                      with(system.integrations(), integration.key(), integration)));
      case Step.NoteAlerts(var in, var key, var environment, var alerting) ->
          change(
              in,
              system ->
                  system.withIntegrations(
                      with(
                          system.integrations(),
                          key,
                          system.integration(key).orElseThrow().noting(environment, alerting))));
      case Step.RemoveIntegration(var in, var key) ->
          change(in, system -> system.withIntegrations(without(system.integrations(), key)));
      case Step.PutSegment(var in, var segment) ->
          change(
              in, system -> system.withSegments(with(system.segments(), segment.key(), segment)));
      case Step.RemoveSegment(var in, var key) ->
          change(in, system -> system.withSegments(without(system.segments(), key)));
      case Step.PutFilter(var in, var filter) ->
          change(in, system -> system.withFilters(with(system.filters(), filter.key(), filter)));
      case Step.RemoveFilter(var in, var key) ->
          change(in, system -> system.withFilters(without(system.filters(), key)));
      case Step.UseFilter(var in, var key) ->
          change(
              in,
              system ->
                  system.withFilters(
                      with(
                          system.filters(),
                          key,
                          system.filter(key).orElseThrow().usedAt(commit.at()))));
      case Step.PutReport(var in, var report) ->
          report(in, all -> all.withReports(with(all.reports(), report.key(), report)));
      case Step.RemoveReport(var in, var key) ->
          report(in, all -> all.withReports(without(all.reports(), key)));
      case Step.PutDashboard(var in, var dashboard) ->
          report(in, all -> all.withDashboards(with(all.dashboards(), dashboard.key(), dashboard)));
      case Step.RemoveDashboard(var in, var key) ->
          report(in, all -> all.withDashboards(without(all.dashboards(), key)));
      case Step.PutReportLink(var in, var link) ->
          report(in, all -> all.withLinks(with(all.links(), link.id(), link)));
      case Step.RemoveReportLink(var in, var id) ->
          report(in, all -> all.withLinks(without(all.links(), id)));
      case Step.UseReportLink(var in, var id) ->
          report(
              in,
              all ->
                  all.withLinks(
                      with(all.links(), id, all.link(id).orElseThrow().usedAt(commit.at()))));
      case Step.PutMailing(var in, var mailing) ->
          report(in, all -> all.withMailings(with(all.mailings(), mailing.key(), mailing)));
      case Step.RemoveMailing(var in, var key) ->
          report(in, all -> all.withMailings(without(all.mailings(), key)));
      case Step.NoteMailing(var in, var key, var progress) ->
          report(
              in,
              all ->
                  all.withMailings(
                      with(all.mailings(), key, all.mailing(key).orElseThrow().with(progress))));
      case Step.PutWebhook(var in, var environment, var webhook) ->
          change(
              in,
              system ->
                  replace(
                      system,
                      environment,
                      one -> one.withWebhooks(with(one.webhooks(), webhook.key(), webhook))));
      case Step.RemoveWebhook(var in, var environment, var key) ->
          change(
              in,
              system ->
                  replace(
                      system, environment, one -> one.withWebhooks(without(one.webhooks(), key))));
      case Step.Publish publish ->
          change(publish.system(), system -> withPublication(system, publish));
      case Step.DropPublication(var in, var environment, var version) ->
          change(
              in,
              system ->
                  replace(
                      system,
                      environment,
                      one ->
                          one.withPublications(
                              one.publications().stream()
                                  .filter(kept -> kept.version() != version)
                                  .toList())));
      case Step.NoteErasure _, Step.NoteExport _, Step.NoteReplay _, Step.NoteUpload _ -> {}
      case Step.PutToken(var token) -> tokens.put(token.id(), token);
      case Step.RemoveToken(var id) -> tokens.remove(id);
      case Step.UseToken(var id) -> tokens.computeIfPresent(id, (_, it) -> it.usedAt(commit.at()));
      case Step.PutPerson(var person) -> accounts = accounts.with(person);
      case Step.RemovePerson(var id) -> accounts = accounts.withoutPerson(id);
      case Step.PutLink(var link) -> accounts = accounts.with(link, commit.at());
      case Step.RemoveLink(var id) -> accounts = accounts.withoutLink(id);
      case Step.PutSession(var session) -> accounts = accounts.with(session, commit.at());
      case Step.RemoveSession(var id) -> accounts = accounts.withoutSession(id);
      case Step.EndSessions(var person, var kept) ->
          accounts = accounts.withoutSessionsOf(person, kept);
    }
  }

  private SystemDefinition system(Step.PutSystem put) {
    SystemDefinition before = systems.get(put.key());
    return new SystemDefinition(
        put.key(),
        put.name(),
        put.timeZone(),
        put.attributeLimit(),
        put.version(),
        put.createdAt(),
        before == null ? PageSettings.DEFAULT : before.pages(),
        before == null ? List.of() : before.environments(),
        before == null ? new TreeMap<>() : before.integrations(),
        before == null ? new TreeMap<>() : before.segments(),
        before == null ? new TreeMap<>() : before.filters(),
        before == null ? Reporting.NONE : before.reporting());
  }

  private void change(String key, UnaryOperator<SystemDefinition> change) {
    SystemDefinition before = systems.get(key);
    if (before == null) {
      throw new IllegalStateException("commit " + commit.version() + " changes no known system");
    }
    systems.put(key, change.apply(before));
  }

  private void report(String key, UnaryOperator<Reporting> change) {
    change(key, system -> system.withReporting(change.apply(system.reporting())));
  }

  private static SystemDefinition withEnvironment(SystemDefinition system, Environment now) {
    if (system.environment(now.key()).isPresent()) {
      return replace(
          system,
          now.key(),
          before -> now.withPublications(before.publications()).withWebhooks(before.webhooks()));
    }
    List<Environment> environments = new ArrayList<>(system.environments());
    environments.add(now);
    return system.withEnvironments(environments);
  }

  private static SystemDefinition replace(
      SystemDefinition system, String environment, UnaryOperator<Environment> change) {
    return system.withEnvironments(
        system.environments().stream()
            .map(one -> one.key().equals(environment) ? change.apply(one) : one)
            .toList());
  }

  private SystemDefinition withPublication(SystemDefinition system, Step.Publish publish) {
    return replace(
        system,
        publish.environment(),
        environment -> {
          List<Publication> publications = new ArrayList<>(environment.publications());
          publications.add(
              new Publication(
                  publish.version(),
                  commit.at(),
                  commit.actor().name(),
                  publish.note(),
                  publish.restoredFrom(),
                  segments(system, environment, publish)));
          return environment.withPublications(publications);
        });
  }

  private List<PublishedSegment> segments(
      SystemDefinition system, Environment environment, Step.Publish publish) {
    if (publish.restoredFrom().isPresent()) {
      int version = publish.restoredFrom().getAsInt();
      return environment
          .publication(version)
          .orElseThrow(
              () -> new IllegalStateException("commit restores unknown version " + version))
          .segments();
    }
    // What did not change is shared with the publication before.
    List<PublishedSegment> live = environment.live().map(Publication::segments).orElse(List.of());
    SortedMap<String, PublishedSegment> known = new TreeMap<>();
    live.forEach(segment -> known.put(segment.key(), segment));
    return system.segments().values().stream()
        .sorted(Comparator.comparing(Segment::key))
        .map(Segment::publish)
        .map(segment -> {
          PublishedSegment same = known.get(segment.key());
          return segment.equals(same) ? same : segment;
        })
        .toList();
  }

  private static <V> SortedMap<String, V> with(SortedMap<String, V> map, String key, V value) {
    SortedMap<String, V> changed = new TreeMap<>(map);
    changed.put(key, value);
    return changed;
  }

  private static <V> SortedMap<String, V> without(SortedMap<String, V> map, String key) {
    SortedMap<String, V> changed = new TreeMap<>(map);
    changed.remove(key);
    return changed;
  }
}
