package dev.muster.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Derives the audit log from commits: for each step, the thing before and after it. Secrets are
/// cut to their selectors.
final class Audit {

  private final CatalogCommit commit;
  private final Catalog before;
  private final Catalog after;

  private Audit(CatalogCommit commit, Catalog before, Catalog after) {
    this.commit = commit;
    this.before = before;
    this.after = after;
  }

  static List<AuditEntry> entries(CatalogCommit commit, Catalog before, Catalog after) {
    Audit audit = new Audit(commit, before, after);
    return commit.steps().stream().filter(audit::isTold).map(audit::entry).toList();
  }

  /// What is noted of uses and of tries is no change. That a mail went out is told.
  private boolean isTold(Step step) {
    return switch (step) {
      case Step.UseFilter _, Step.UseReportLink _, Step.UseToken _, Step.NoteAlerts _ -> false;
      case Step.NoteMailing _ -> commit.action().equals("mailing.send");
      default -> true;
    };
  }

  private AuditEntry entry(Step step) {
    return switch (step) {
      case Step.PutSystem put -> system(put.key());
      case Step.RemoveSystem(var key) -> system(key);
      case Step.PutEnvironment(var system, var environment) ->
          environment(system, environment.key());
      case Step.PutPageSettings(var system, _) -> pageSettings(system);
      case Step.RemoveEnvironment(var system, var key) -> environment(system, key);
      case Step.PutIntegration(var system, var integration) ->
          integration(system, integration.key());
      case Step.NoteAlerts(var system, var key, _, _) -> integration(system, key);
      case Step.RemoveIntegration(var system, var key) -> integration(system, key);
      case Step.PutSegment(var system, var segment) -> segment(system, segment.key());
      case Step.RemoveSegment(var system, var key) -> segment(system, key);
      case Step.PutFilter(var system, var filter) -> filter(system, filter.key());
      case Step.RemoveFilter(var system, var key) -> filter(system, key);
      case Step.UseFilter(var system, var key) -> filter(system, key);
      case Step.PutReport(var system, var report) -> report(system, report.key());
      case Step.RemoveReport(var system, var key) -> report(system, key);
      case Step.PutDashboard(var system, var dashboard) -> dashboard(system, dashboard.key());
      case Step.RemoveDashboard(var system, var key) -> dashboard(system, key);
      case Step.PutReportLink(var system, var link) -> reportLink(system, link.id());
      case Step.RemoveReportLink(var system, var id) -> reportLink(system, id);
      case Step.UseReportLink(var system, var id) -> reportLink(system, id);
      case Step.PutMailing(var system, var mailing) -> mailing(system, mailing.key());
      case Step.RemoveMailing(var system, var key) -> mailing(system, key);
      case Step.NoteMailing(var system, var key, _) -> mailing(system, key);
      case Step.PutWebhook(var system, var environment, var webhook) ->
          webhook(system, environment, webhook.key());
      case Step.RemoveWebhook(var system, var environment, var key) ->
          webhook(system, environment, key);
      case Step.Publish publish ->
          publication(publish.system(), publish.environment(), publish.version());
      case Step.DropPublication(var system, var environment, var version) ->
          publication(system, environment, version);
      case Step.NoteErasure(var system, var environment, var user) ->
          user(system, environment, user, Optional.empty());
      case Step.NoteExport(var system, var environment, var user) ->
          user(system, environment, user, Optional.of(fingerprint(user)));
      case Step.NoteReplay replay -> replay(replay);
      case Step.NoteUpload(var upload, var what) -> upload(upload, what);
      case Step.PutToken(var token) -> token(token.id());
      case Step.RemoveToken(var id) -> token(id);
      case Step.UseToken(var id) -> token(id);
      case Step.PutPerson(var person) -> person(person.id());
      case Step.RemovePerson(var id) -> person(id);
      case Step.PutLink(var link) -> link(link.id());
      case Step.RemoveLink(var id) -> link(id);
      case Step.PutSession(var session) -> session(session.id());
      case Step.RemoveSession(var id) -> session(id);
      case Step.EndSessions(var person, _) -> sessions(person);
    };
  }

  private AuditEntry entry(
      String kind, String key, Optional<? extends JsonNode> old, Optional<? extends JsonNode> now) {
    return new AuditEntry(
        commit.at(),
        commit.actor().name(),
        commit.actor().source(),
        commit.action(),
        kind,
        key,
        old.map(JsonNode.class::cast),
        now.map(JsonNode.class::cast));
  }

  private AuditEntry system(String key) {
    return entry(
        "system",
        key,
        before.system(key).map(one -> EntityJson.write(Step.PutSystem.of(one))),
        after.system(key).map(one -> EntityJson.write(Step.PutSystem.of(one))));
  }

  private AuditEntry environment(String system, String key) {
    return entry(
        "environment",
        system + "/" + key,
        before.system(system).flatMap(one -> one.environment(key)).map(Audit::masked),
        after.system(system).flatMap(one -> one.environment(key)).map(Audit::masked));
  }

  private AuditEntry pageSettings(String system) {
    return entry(
        "page-settings",
        system,
        before.system(system).map(one -> shown(one)),
        after.system(system).map(one -> shown(one)));
  }

  /// Attributes are named as people know them.
  private static ObjectNode shown(SystemDefinition system) {
    ObjectNode shown = PagesJson.write(system.pages());
    ArrayNode visible = shown.putArray("visible");
    system.visibleAttributes().forEach(attribute -> visible.add(attribute.field()));
    return shown;
  }

  private AuditEntry integration(String system, String key) {
    return entry(
        "integration",
        system + "/" + key,
        before.system(system).flatMap(one -> one.integration(key)).map(Audit::masked),
        after.system(system).flatMap(one -> one.integration(key)).map(Audit::masked));
  }

  private AuditEntry segment(String system, String key) {
    return entry(
        "segment",
        system + "/" + key,
        before.system(system).flatMap(one -> one.segment(key)).map(EntityJson::write),
        after.system(system).flatMap(one -> one.segment(key)).map(EntityJson::write));
  }

  private AuditEntry filter(String system, String key) {
    return entry(
        "filter",
        system + "/" + key,
        before.system(system).flatMap(one -> one.filter(key)).map(Audit::shown),
        after.system(system).flatMap(one -> one.filter(key)).map(Audit::shown));
  }

  private static ObjectNode shown(Saved saved) {
    return switch (saved) {
      case Filter filter -> shown(filter, EntityJson.write(filter));
      case Report report -> shown(report, ReportingJson.write(report));
      case Dashboard dashboard -> shown(dashboard, ReportingJson.write(dashboard));
    };
  }

  /// What is private is not told of here either, beyond that it is there.
  private static ObjectNode shown(Saved saved, ObjectNode stored) {
    return saved.isPrivate()
        ? stored.retain("key", "visibility", "createdBy", "version", "createdAt", "updatedAt")
        : stored;
  }

  private static Optional<Reporting> reporting(Catalog catalog, String system) {
    return catalog.system(system).map(SystemDefinition::reporting);
  }

  private AuditEntry report(String system, String key) {
    return entry(
        "report",
        system + "/" + key,
        reporting(before, system).flatMap(all -> all.report(key)).map(Audit::shown),
        reporting(after, system).flatMap(all -> all.report(key)).map(Audit::shown));
  }

  private AuditEntry dashboard(String system, String key) {
    return entry(
        "dashboard",
        system + "/" + key,
        reporting(before, system).flatMap(all -> all.dashboard(key)).map(Audit::shown),
        reporting(after, system).flatMap(all -> all.dashboard(key)).map(Audit::shown));
  }

  private AuditEntry reportLink(String system, String id) {
    return entry(
        "report-link",
        system + "/" + id,
        reporting(before, system).flatMap(all -> all.link(id)).map(Audit::masked),
        reporting(after, system).flatMap(all -> all.link(id)).map(Audit::masked));
  }

  private static ObjectNode masked(ReportLink link) {
    ObjectNode shown = ReportingJson.write(link);
    shown.remove("sha256");
    return shown;
  }

  private AuditEntry mailing(String system, String key) {
    return entry(
        "mailing",
        system + "/" + key,
        reporting(before, system).flatMap(all -> all.mailing(key)).map(ReportingJson::write),
        reporting(after, system).flatMap(all -> all.mailing(key)).map(ReportingJson::write));
  }

  private AuditEntry webhook(String system, String environment, String key) {
    return entry(
        "webhook",
        system + "/" + environment + "/" + key,
        webhook(before, system, environment, key),
        webhook(after, system, environment, key));
  }

  private static Optional<ObjectNode> webhook(
      Catalog catalog, String system, String environment, String key) {
    return catalog
        .system(system)
        .flatMap(one -> one.environment(environment))
        .flatMap(one -> one.webhook(key))
        .map(WebhookJson::masked);
  }

  private AuditEntry publication(String system, String environment, int version) {
    return entry(
        "publication",
        system + "/" + environment + "/" + version,
        publication(before, system, environment, version),
        publication(after, system, environment, version));
  }

  /// @param now what is left
  private AuditEntry user(
      String system, String environment, String fingerprint, Optional<ObjectNode> now) {
    return entry(
        "user",
        system + "/" + environment + "/" + fingerprint,
        Optional.of(fingerprint(fingerprint)),
        now);
  }

  private AuditEntry replay(Step.NoteReplay replay) {
    return entry(
        "delivery",
        replay.system() + "/" + replay.environment() + "/" + replay.integration(),
        Optional.empty(),
        Optional.of(
            StoredJson.object()
                .put("integration", replay.integration())
                .put("integrationName", name(replay.system(), replay.integration()))
                .put("environment", replay.environment())
                .put("deliveries", replay.deliveries())));
  }

  private AuditEntry upload(UploadNote upload, Step.NoteUpload.What what) {
    boolean isNew = what == Step.NoteUpload.What.CREATED;
    ObjectNode now = shown(upload);
    if (!isNew) {
      now.put(what.code(), true);
    }
    return entry(
        "upload",
        upload.system()
            + "/"
            + upload.environment()
            + "/"
            + upload.integration()
            + "/"
            + upload.upload(),
        isNew ? Optional.empty() : Optional.of(shown(upload)),
        Optional.of(now));
  }

  private ObjectNode shown(UploadNote upload) {
    ObjectNode shown =
        StoredJson.object()
            .put("integration", upload.integration())
            .put("integrationName", name(upload.system(), upload.integration()))
            .put("environment", upload.environment())
            .put("mode", upload.mode());
    upload.file().ifPresent(file -> shown.put("file", file));
    return shown;
  }

  private String name(String ofSystem, String integration) {
    return before
        .system(ofSystem)
        .flatMap(system -> system.integration(integration))
        .map(Integration::name)
        .orElse(integration);
  }

  private static ObjectNode fingerprint(String user) {
    return StoredJson.object().put("fingerprint", user);
  }

  private AuditEntry token(String id) {
    return entry(
        "token",
        id,
        Optional.ofNullable(before.tokens().get(id)).map(Audit::masked),
        Optional.ofNullable(after.tokens().get(id)).map(Audit::masked));
  }

  private AuditEntry person(String id) {
    return entry(
        "person",
        id,
        before.accounts().person(id).map(AuditedAccounts::person),
        after.accounts().person(id).map(AuditedAccounts::person));
  }

  private AuditEntry link(String id) {
    return entry(
        "link",
        id,
        AuditedAccounts.link(before, id, after),
        AuditedAccounts.link(after, id, after));
  }

  private AuditEntry session(String id) {
    return entry(
        "session",
        id,
        AuditedAccounts.session(before, id, after),
        AuditedAccounts.session(after, id, after));
  }

  private AuditEntry sessions(String person) {
    return entry(
        "person",
        person,
        AuditedAccounts.sessions(before, person),
        AuditedAccounts.sessions(after, person));
  }

  private static Optional<ObjectNode> publication(
      Catalog catalog, String system, String environment, int version) {
    return catalog
        .system(system)
        .flatMap(one -> one.environment(environment))
        .flatMap(one -> one.publication(version))
        .map(Audit::summary);
  }

  private static ObjectNode summary(Publication publication) {
    ObjectNode shown =
        StoredJson.object().put("version", publication.version()).put("note", publication.note());
    publication.restoredFrom().ifPresent(version -> shown.put("restoredFrom", version));
    List<String> keys = new ArrayList<>();
    publication.segments().forEach(segment -> keys.add(segment.key()));
    keys.forEach(shown.putArray("segments")::add);
    return shown;
  }

  private static ObjectNode masked(Environment environment) {
    ObjectNode shown = EntityJson.write(environment);
    shown.put("clientKey", masked(environment.clientKey()));
    environment.previousKey().ifPresent(key -> shown.put("previousKey", masked(key)));
    ObjectNode verification =
        shown.putObject("verification").put("required", environment.verification().required());
    ArrayNode secrets = verification.putArray("secrets");
    environment.verification().secrets().forEach(secret -> secrets.add(secret.id() + "…"));
    // They have entries of their own.
    shown.remove("webhooks");
    return shown;
  }

  private static ObjectNode masked(Integration integration) {
    ObjectNode shown = EntityJson.write(integration);
    ObjectNode tokens = shown.putObject("endpointTokens");
    integration.endpointTokens().forEach((key, token) -> tokens.put(key, masked(token)));
    if (!integration.schedules().isEmpty()) {
      shown.set("schedules", ScheduleJson.masked(integration.schedules()));
    }
    if (shown.has("alerts")) {
      shown.set("alerts", AlertingJson.masked(integration.alerts()));
    }
    if (shown.has("secrets")) {
      shown.set("secrets", ReceivingJson.masked(integration.secrets()));
    }
    return shown;
  }

  private static ObjectNode masked(Token token) {
    ObjectNode shown = TokensJson.write(token);
    shown.remove("sha256");
    return shown;
  }

  private static String masked(String key) {
    return AccessKey.selector(key) + "…";
  }
}
