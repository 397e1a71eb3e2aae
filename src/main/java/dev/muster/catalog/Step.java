package dev.muster.catalog;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/// One part of a [CatalogCommit]: an entity is put or removed. Nothing in it depends on anything
/// but the catalog before, so applying it is deterministic.
sealed interface Step {

  /// Adds a system, or changes its own fields; what it holds stays.
  record PutSystem(
      String key, String name, ZoneId timeZone, int attributeLimit, long version, Instant createdAt)
      implements Step {
    static PutSystem of(SystemDefinition system) {
      return new PutSystem(
          system.key(),
          system.name(),
          system.timeZone(),
          system.attributeLimit(),
          system.version(),
          system.createdAt());
    }
  }

  /// Removes a system with all that it holds.
  record RemoveSystem(String key) implements Step {}

  /// Adds an environment, or changes its own fields; its publications and webhooks stay.
  ///
  /// @param environment without publications and webhooks
  record PutEnvironment(String system, Environment environment) implements Step {
    static PutEnvironment of(String system, Environment environment) {
      return new PutEnvironment(
          system, environment.withPublications(List.of()).withWebhooks(new TreeMap<>()));
    }
  }

  /// Removes an environment with its publications.
  record RemoveEnvironment(String system, String key) implements Step {}

  /// Changes what a system's pages are to do.
  record PutPageSettings(String system, PageSettings settings) implements Step {}

  /// Adds or replaces an integration.
  record PutIntegration(String system, Integration integration) implements Step {}

  /// Notes what was told of an integration.
  record NoteAlerts(String system, String integration, String environment, Alerting alerting)
      implements Step {}

  /// Removes an integration.
  record RemoveIntegration(String system, String key) implements Step {}

  /// Adds or replaces a segment.
  record PutSegment(String system, Segment segment) implements Step {}

  /// Removes a segment; what is published stays.
  record RemoveSegment(String system, String key) implements Step {}

  /// Adds or replaces a saved filter.
  record PutFilter(String system, Filter filter) implements Step {}

  /// Removes a saved filter.
  record RemoveFilter(String system, String key) implements Step {}

  /// Notes that a saved filter was used when the commit was made.
  record UseFilter(String system, String key) implements Step {}

  /// Adds or replaces a report.
  record PutReport(String system, Report report) implements Step {}

  /// Removes a report.
  record RemoveReport(String system, String key) implements Step {}

  /// Adds or replaces a dashboard.
  record PutDashboard(String system, Dashboard dashboard) implements Step {}

  /// Removes a dashboard.
  record RemoveDashboard(String system, String key) implements Step {}

  /// Adds a read-only link.
  record PutReportLink(String system, ReportLink link) implements Step {}

  /// Removes a read-only link.
  record RemoveReportLink(String system, String id) implements Step {}

  /// Notes that a read-only link was used when the commit was made.
  record UseReportLink(String system, String id) implements Step {}

  /// Adds or replaces a mailing.
  record PutMailing(String system, Mailing mailing) implements Step {}

  /// Removes a mailing.
  record RemoveMailing(String system, String key) implements Step {}

  /// Notes how far a mailing is.
  record NoteMailing(String system, String key, Mailing.Progress progress) implements Step {}

  /// Adds or replaces a webhook.
  record PutWebhook(String system, String environment, Webhook webhook) implements Step {}

  /// Removes a webhook.
  record RemoveWebhook(String system, String environment, String key) implements Step {}

  /// Makes the system's segments, or those of an older publication, live in an environment. It
  /// names them instead of holding them, so that a publication of a thousand segments is a small
  /// record.
  record Publish(
      String system, String environment, int version, String note, OptionalInt restoredFrom)
      implements Step {}

  /// Forgets an old publication.
  record DropPublication(String system, String environment, int version) implements Step {}

  /// Notes that an end user was erased. Nothing changes by it, as end users are not of the catalog.
  ///
  /// @param fingerprint [EndUsers#fingerprint], as the identifier must not stay
  record NoteErasure(String system, String environment, String fingerprint) implements Step {}

  /// Notes that all that is known of an end user was handed out. Nothing changes by it.
  ///
  /// @param fingerprint [EndUsers#fingerprint], as the user may be erased later
  record NoteExport(String system, String environment, String fingerprint) implements Step {}

  /// Notes that refused deliveries are sent again. Nothing changes by it, as deliveries are not of
  /// the catalog.
  ///
  /// @param deliveries how many
  record NoteReplay(String system, String integration, String environment, int deliveries)
      implements Step {}

  /// Notes what was done with an uploaded file. Nothing changes by it, as uploads are not of the
  /// catalog.
  record NoteUpload(UploadNote upload, What what) implements Step {

    /// What was done.
    public enum What {
      /// It was uploaded.
      CREATED("created"),
      /// It was stopped.
      CANCELLED("cancelled"),
      /// It was taken back.
      UNDONE("undone");

      private final String code;

      What(String code) {
        this.code = code;
      }

      /// As it is written.
      public String code() {
        return code;
      }

      static What ofCode(String code) {
        for (What one : values()) {
          if (one.code.equals(code)) {
            return one;
          }
        }
        throw UnreadableCatalogException.newer("a note of an upload that was \"" + code + "\"");
      }
    }
  }

  /// Adds or replaces a token.
  record PutToken(Token token) implements Step {}

  /// Removes a token.
  record RemoveToken(String id) implements Step {}

  /// Notes that a token was used when the commit was made.
  record UseToken(String id) implements Step {}

  /// Adds or replaces a person.
  record PutPerson(Person person) implements Step {}

  /// Removes a person with their links and sessions.
  record RemovePerson(String id) implements Step {}

  /// Adds a link, in place of others of the person.
  record PutLink(OneTimeLink link) implements Step {}

  /// Removes a link.
  record RemoveLink(String id) implements Step {}

  /// Begins a session. Those that have expired go.
  record PutSession(Session session) implements Step {}

  /// Ends a session.
  record RemoveSession(String id) implements Step {}

  /// Ends all sessions of a person but one.
  record EndSessions(String person, Optional<String> kept) implements Step {}
}
