package dev.muster.catalog;

import static dev.muster.catalog.StoredJson.instant;
import static dev.muster.catalog.StoredJson.list;
import static dev.muster.catalog.StoredJson.longNumber;
import static dev.muster.catalog.StoredJson.member;
import static dev.muster.catalog.StoredJson.number;
import static dev.muster.catalog.StoredJson.object;
import static dev.muster.catalog.StoredJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// Commits as bytes: `{"form":1,…,"steps":[{"step":"put-segment",…}]}`.
final class CommitJson {

  /// Raised when an older version could no longer understand what this one writes.
  static final int FORM = 3;

  private CommitJson() {}

  static byte[] write(CatalogCommit commit) {
    ObjectNode stored =
        object()
            .put("form", FORM)
            .put("version", commit.version())
            .put("at", commit.at().toString())
            .put("action", commit.action())
            .put("lastId", commit.lastId());
    stored
        .putObject("actor")
        .put("name", commit.actor().name())
        .put("role", commit.actor().role().code())
        .put("source", commit.actor().source());
    ArrayNode steps = stored.putArray("steps");
    commit.steps().forEach(step -> steps.add(write(step)));
    return StoredJson.bytes(stored);
  }

  static CatalogCommit read(byte[] bytes) {
    JsonNode stored = StoredJson.tree(bytes, "a catalog commit", FORM);
    JsonNode actor = member(stored, "actor");
    String role = text(actor, "role");
    List<Step> steps = new ArrayList<>();
    list(stored, "steps").forEach(step -> steps.add(step(step)));
    return new CatalogCommit(
        longNumber(stored, "version"),
        instant(stored, "at"),
        new Actor(
            text(actor, "name"),
            Role.ofCode(role)
                .orElseThrow(() -> UnreadableCatalogException.newer("the role " + role)),
            text(actor, "source")),
        text(stored, "action"),
        number(stored, "lastId"),
        steps);
  }

  private static ObjectNode write(Step step) {
    return switch (step) {
      case Step.PutSystem put -> EntityJson.write(put).put("step", "put-system");
      case Step.RemoveSystem(var key) -> object().put("step", "remove-system").put("key", key);
      case Step.PutEnvironment(var system, var environment) ->
          EntityJson.write(environment).put("step", "put-environment").put("system", system);
      case Step.PutPageSettings(var system, var settings) ->
          in(system, "put-page-settings").set("settings", PagesJson.write(settings));
      case Step.RemoveEnvironment(var system, var key) ->
          in(system, "remove-environment").put("key", key);
      case Step.PutIntegration(var system, var integration) ->
          in(system, "put-integration").set("integration", EntityJson.write(integration));
      case Step.RemoveIntegration(var system, var key) ->
          in(system, "remove-integration").put("key", key);
      case Step.PutSegment(var system, var segment) ->
          in(system, "put-segment").set("segment", EntityJson.write(segment));
      case Step.RemoveSegment(var system, var key) -> in(system, "remove-segment").put("key", key);
      case Step.PutFilter(var system, var filter) ->
          in(system, "put-filter").set("filter", EntityJson.write(filter));
      case Step.RemoveFilter(var system, var key) -> in(system, "remove-filter").put("key", key);
      case Step.UseFilter(var system, var key) -> in(system, "use-filter").put("key", key);
      case Step.PutReport(var system, var report) ->
          in(system, "put-report").set("report", ReportingJson.write(report));
      case Step.RemoveReport(var system, var key) -> in(system, "remove-report").put("key", key);
      case Step.PutDashboard(var system, var dashboard) ->
          in(system, "put-dashboard").set("dashboard", ReportingJson.write(dashboard));
      case Step.RemoveDashboard(var system, var key) ->
          in(system, "remove-dashboard").put("key", key);
      case Step.PutReportLink(var system, var link) ->
          in(system, "put-report-link").set("link", ReportingJson.write(link));
      case Step.RemoveReportLink(var system, var id) ->
          in(system, "remove-report-link").put("id", id);
      case Step.UseReportLink(var system, var id) -> in(system, "use-report-link").put("id", id);
      case Step.PutMailing(var system, var mailing) ->
          in(system, "put-mailing").set("mailing", ReportingJson.write(mailing));
      case Step.NoteAlerts(var system, var key, var environment, var alerting) ->
          in(system, "note-alerts")
              .put("integration", key)
              .put("environment", environment)
              .set("alerting", AlertingJson.write(alerting));
      case Step.RemoveMailing(var system, var key) -> in(system, "remove-mailing").put("key", key);
      case Step.NoteMailing(var system, var key, var progress) ->
          in(system, "note-mailing").put("key", key).set("progress", ReportingJson.write(progress));
      case Step.PutWebhook(var system, var environment, var webhook) ->
          in(system, "put-webhook")
              .put("environment", environment)
              .set("webhook", WebhookJson.write(webhook));
      case Step.RemoveWebhook(var system, var environment, var key) ->
          in(system, "remove-webhook").put("environment", environment).put("key", key);
      case Step.Publish publish -> {
        ObjectNode stored =
            in(publish.system(), "publish")
                .put("environment", publish.environment())
                .put("version", publish.version())
                .put("note", publish.note());
        publish.restoredFrom().ifPresent(version -> stored.put("restoredFrom", version));
        yield stored;
      }
      case Step.DropPublication(var system, var environment, var version) ->
          in(system, "drop-publication").put("environment", environment).put("version", version);
      case Step.NoteErasure(var system, var environment, var fingerprint) ->
          in(system, "note-erasure")
              .put("environment", environment)
              .put("fingerprint", fingerprint);
      case Step.NoteExport(var system, var environment, var fingerprint) ->
          in(system, "note-export").put("environment", environment).put("fingerprint", fingerprint);
      case Step.NoteReplay(var system, var integration, var environment, var deliveries) ->
          in(system, "note-replay")
              .put("integration", integration)
              .put("environment", environment)
              .put("deliveries", deliveries);
      case Step.NoteUpload(var upload, var what) -> {
        ObjectNode stored =
            in(upload.system(), "note-upload")
                .put("integration", upload.integration())
                .put("environment", upload.environment())
                .put("upload", upload.upload())
                .put("mode", upload.mode())
                .put("what", what.code());
        upload.file().ifPresent(file -> stored.put("file", file));
        yield stored;
      }
      case Step.PutToken(var token) ->
          object().put("step", "put-token").set("token", TokensJson.write(token));
      case Step.RemoveToken(var id) -> object().put("step", "remove-token").put("id", id);
      case Step.UseToken(var id) -> object().put("step", "use-token").put("id", id);
      case Step.PutPerson(var person) ->
          object().put("step", "put-person").set("person", AccountsJson.write(person));
      case Step.RemovePerson(var id) -> object().put("step", "remove-person").put("id", id);
      case Step.PutLink(var link) ->
          object().put("step", "put-link").set("link", AccountsJson.write(link));
      case Step.RemoveLink(var id) -> object().put("step", "remove-link").put("id", id);
      case Step.PutSession(var session) ->
          object().put("step", "put-session").set("session", AccountsJson.write(session));
      case Step.RemoveSession(var id) -> object().put("step", "remove-session").put("id", id);
      case Step.EndSessions(var person, var kept) -> {
        ObjectNode stored = object().put("step", "end-sessions").put("person", person);
        kept.ifPresent(id -> stored.put("kept", id));
        yield stored;
      }
    };
  }

  private static ObjectNode in(String system, String step) {
    return object().put("step", step).put("system", system);
  }

  private static Step step(JsonNode stored) {
    String name = text(stored, "step");
    return switch (name) {
      case "put-system" -> EntityJson.system(stored);
      case "remove-system" -> new Step.RemoveSystem(text(stored, "key"));
      case "put-environment" ->
          new Step.PutEnvironment(
              text(stored, "system"), EntityJson.environment(stored, List.of()));
      case "put-page-settings" ->
          new Step.PutPageSettings(
              text(stored, "system"), PagesJson.settings(member(stored, "settings")));
      case "remove-environment" ->
          new Step.RemoveEnvironment(text(stored, "system"), text(stored, "key"));
      case "put-integration" ->
          new Step.PutIntegration(
              text(stored, "system"), EntityJson.integration(member(stored, "integration")));
      case "remove-integration" ->
          new Step.RemoveIntegration(text(stored, "system"), text(stored, "key"));
      case "put-segment" ->
          new Step.PutSegment(
              text(stored, "system"), EntityJson.segment(member(stored, "segment")));
      case "remove-segment" -> new Step.RemoveSegment(text(stored, "system"), text(stored, "key"));
      case "put-filter" ->
          new Step.PutFilter(text(stored, "system"), EntityJson.filter(member(stored, "filter")));
      case "remove-filter" -> new Step.RemoveFilter(text(stored, "system"), text(stored, "key"));
      case "use-filter" -> new Step.UseFilter(text(stored, "system"), text(stored, "key"));
      case "put-report" ->
          new Step.PutReport(
              text(stored, "system"), ReportingJson.report(member(stored, "report")));
      case "remove-report" -> new Step.RemoveReport(text(stored, "system"), text(stored, "key"));
      case "put-dashboard" ->
          new Step.PutDashboard(
              text(stored, "system"), ReportingJson.dashboard(member(stored, "dashboard")));
      case "remove-dashboard" ->
          new Step.RemoveDashboard(text(stored, "system"), text(stored, "key"));
      case "put-report-link" ->
          new Step.PutReportLink(
              text(stored, "system"), ReportingJson.link(member(stored, "link")));
      case "remove-report-link" ->
          new Step.RemoveReportLink(text(stored, "system"), text(stored, "id"));
      case "use-report-link" -> new Step.UseReportLink(text(stored, "system"), text(stored, "id"));
      case "put-mailing" ->
          new Step.PutMailing(
              text(stored, "system"), ReportingJson.mailing(member(stored, "mailing")));
      case "note-alerts" ->
          new Step.NoteAlerts(
              text(stored, "system"),
              text(stored, "integration"),
              text(stored, "environment"),
              AlertingJson.alerting(member(stored, "alerting")));
      case "remove-mailing" -> new Step.RemoveMailing(text(stored, "system"), text(stored, "key"));
      case "note-mailing" ->
          new Step.NoteMailing(
              text(stored, "system"),
              text(stored, "key"),
              ReportingJson.progress(member(stored, "progress")));
      case "put-webhook" ->
          new Step.PutWebhook(
              text(stored, "system"),
              text(stored, "environment"),
              WebhookJson.read(member(stored, "webhook")));
      case "remove-webhook" ->
          new Step.RemoveWebhook(
              text(stored, "system"), text(stored, "environment"), text(stored, "key"));
      case "publish" ->
          new Step.Publish(
              text(stored, "system"),
              text(stored, "environment"),
              number(stored, "version"),
              text(stored, "note"),
              restoredFrom(stored));
      case "drop-publication" ->
          new Step.DropPublication(
              text(stored, "system"), text(stored, "environment"), number(stored, "version"));
      case "note-erasure" ->
          new Step.NoteErasure(
              text(stored, "system"), text(stored, "environment"), text(stored, "fingerprint"));
      case "note-export" ->
          new Step.NoteExport(
              text(stored, "system"), text(stored, "environment"), text(stored, "fingerprint"));
      case "note-replay" ->
          new Step.NoteReplay(
              text(stored, "system"),
              text(stored, "integration"),
              text(stored, "environment"),
              number(stored, "deliveries"));
      case "note-upload" ->
          new Step.NoteUpload(
              new UploadNote(
                  text(stored, "system"),
                  text(stored, "integration"),
                  text(stored, "environment"),
                  text(stored, "upload"),
                  text(stored, "mode"),
                  AccountsJson.optionalText(stored, "file")),
              Step.NoteUpload.What.ofCode(text(stored, "what")));
      case "put-token" -> new Step.PutToken(TokensJson.read(member(stored, "token")));
      case "remove-token" -> new Step.RemoveToken(text(stored, "id"));
      case "use-token" -> new Step.UseToken(text(stored, "id"));
      case "put-person" -> new Step.PutPerson(AccountsJson.person(member(stored, "person")));
      case "remove-person" -> new Step.RemovePerson(text(stored, "id"));
      case "put-link" -> new Step.PutLink(AccountsJson.link(member(stored, "link")));
      case "remove-link" -> new Step.RemoveLink(text(stored, "id"));
      case "put-session" -> new Step.PutSession(AccountsJson.session(member(stored, "session")));
      case "remove-session" -> new Step.RemoveSession(text(stored, "id"));
      case "end-sessions" ->
          new Step.EndSessions(text(stored, "person"), AccountsJson.optionalText(stored, "kept"));
      // Not a closed set here: the bytes may come from a later version.
      default -> throw UnreadableCatalogException.newer("a catalog commit with \"" + name + "\"");
    };
  }

  static OptionalInt restoredFrom(JsonNode stored) {
    return stored.has("restoredFrom")
        ? OptionalInt.of(number(stored, "restoredFrom"))
        : OptionalInt.empty();
  }
}
