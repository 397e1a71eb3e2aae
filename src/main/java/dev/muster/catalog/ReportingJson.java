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
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// Reports, dashboards, read-only links and mailings as they are stored.
final class ReportingJson {

  private ReportingJson() {}

  static ObjectNode write(Reporting reporting) {
    ObjectNode stored = object();
    ArrayNode reports = stored.putArray("reports");
    reporting.reports().values().forEach(one -> reports.add(write(one)));
    ArrayNode dashboards = stored.putArray("dashboards");
    reporting.dashboards().values().forEach(one -> dashboards.add(write(one)));
    ArrayNode links = stored.putArray("links");
    reporting.links().values().forEach(one -> links.add(write(one)));
    ArrayNode mailings = stored.putArray("mailings");
    reporting.mailings().values().forEach(one -> mailings.add(write(one)));
    return stored;
  }

  /// @param system as stored; before there were reports, without them
  static Reporting read(JsonNode system) {
    if (!system.has("reporting")) {
      return Reporting.NONE;
    }
    JsonNode stored = member(system, "reporting");
    return new Reporting(
        map(list(stored, "reports"), ReportingJson::report, Report::key),
        map(list(stored, "dashboards"), ReportingJson::dashboard, Dashboard::key),
        map(list(stored, "links"), ReportingJson::link, ReportLink::id),
        map(list(stored, "mailings"), ReportingJson::mailing, Mailing::key));
  }

  private static <V> SortedMap<String, V> map(
      JsonNode all, Function<JsonNode, V> read, Function<V, String> key) {
    SortedMap<String, V> map = new TreeMap<>();
    for (JsonNode one : all) {
      V value = read.apply(one);
      map.put(key.apply(value), value);
    }
    return map;
  }

  static ObjectNode write(Report report) {
    ObjectNode stored =
        object()
            .put("key", report.key())
            .put("name", report.name())
            .put("description", report.description())
            .put("visibility", report.visibility().code())
            .put("environment", report.environment())
            .put("view", report.view());
    report.filter().ifPresent(key -> stored.put("filter", key));
    stored.set("query", StoredJson.parsed(report.query()));
    stored.set("display", StoredJson.parsed(report.display()));
    return stored
        .put("createdBy", report.createdBy())
        .put("version", report.version())
        .put("createdAt", report.createdAt().toString())
        .put("updatedAt", report.updatedAt().toString());
  }

  static Report report(JsonNode stored) {
    return new Report(
        text(stored, "key"),
        text(stored, "name"),
        text(stored, "description"),
        visibility(stored),
        text(stored, "environment"),
        text(stored, "view"),
        AccountsJson.optionalText(stored, "filter"),
        member(stored, "query").toString(),
        member(stored, "display").toString(),
        text(stored, "createdBy"),
        longNumber(stored, "version"),
        instant(stored, "createdAt"),
        instant(stored, "updatedAt"));
  }

  static Visibility visibility(JsonNode stored) {
    String code = text(stored, "visibility");
    try {
      return Visibility.ofCode(code);
    } catch (IllegalArgumentException _) {
      throw UnreadableCatalogException.newer("the visibility " + code);
    }
  }

  static ObjectNode write(Dashboard dashboard) {
    ObjectNode stored =
        object()
            .put("key", dashboard.key())
            .put("name", dashboard.name())
            .put("description", dashboard.description())
            .put("visibility", dashboard.visibility().code());
    ArrayNode items = stored.putArray("items");
    for (Dashboard.Item item : dashboard.items()) {
      items.addObject().put("report", item.report()).put("width", item.width());
    }
    return stored
        .put("createdBy", dashboard.createdBy())
        .put("version", dashboard.version())
        .put("createdAt", dashboard.createdAt().toString())
        .put("updatedAt", dashboard.updatedAt().toString());
  }

  static Dashboard dashboard(JsonNode stored) {
    List<Dashboard.Item> items = new ArrayList<>();
    list(stored, "items")
        .forEach(one -> items.add(new Dashboard.Item(text(one, "report"), number(one, "width"))));
    return new Dashboard(
        text(stored, "key"),
        text(stored, "name"),
        text(stored, "description"),
        visibility(stored),
        items,
        text(stored, "createdBy"),
        longNumber(stored, "version"),
        instant(stored, "createdAt"),
        instant(stored, "updatedAt"));
  }

  private static ObjectNode write(Subject subject) {
    return object().put("kind", subject.kind().code()).put("key", subject.key());
  }

  private static Subject subject(JsonNode stored) {
    String kind = text(stored, "kind");
    return switch (kind) {
      case "report" -> Subject.report(text(stored, "key"));
      case "dashboard" -> Subject.dashboard(text(stored, "key"));
      // Not a closed set here: the bytes may come from a later version.
      default -> throw UnreadableCatalogException.newer("a link to a " + kind);
    };
  }

  static ObjectNode write(ReportLink link) {
    ObjectNode stored =
        object().put("id", link.id()).put("name", link.name()).put("sha256", link.sha256());
    stored.set("subject", write(link.subject()));
    stored
        .put("createdBy", link.createdBy())
        .put("createdAt", link.createdAt().toString())
        .put("expiresAt", link.expiresAt().toString());
    link.lastUsedAt().ifPresent(at -> stored.put("lastUsedAt", at.toString()));
    return stored;
  }

  static ReportLink link(JsonNode stored) {
    return new ReportLink(
        text(stored, "id"),
        text(stored, "name"),
        subject(member(stored, "subject")),
        text(stored, "sha256"),
        text(stored, "createdBy"),
        instant(stored, "createdAt"),
        instant(stored, "expiresAt"),
        optionalInstant(stored, "lastUsedAt"));
  }

  private static Optional<Instant> optionalInstant(JsonNode stored, String name) {
    return stored.has(name) ? Optional.of(instant(stored, name)) : Optional.empty();
  }

  static ObjectNode write(Mailing mailing) {
    Mailing.Content content = mailing.content();
    ObjectNode stored = object().put("key", mailing.key()).put("name", content.name());
    stored.set("subject", write(content.subject()));
    ArrayNode recipients = stored.putArray("recipients");
    content.recipients().forEach(recipients::add);
    stored.set("rhythm", write(content.rhythm()));
    stored
        .put("csv", content.hasCsv())
        .put("picture", content.hasPicture())
        .put("enabled", content.isEnabled())
        .put("createdBy", mailing.createdBy())
        .put("version", mailing.version())
        .put("createdAt", mailing.createdAt().toString())
        .put("updatedAt", mailing.updatedAt().toString());
    stored.set("progress", write(mailing.progress()));
    return stored;
  }

  static Mailing mailing(JsonNode stored) {
    List<String> recipients = new ArrayList<>();
    list(stored, "recipients").forEach(one -> recipients.add(one.asText()));
    return new Mailing(
        text(stored, "key"),
        new Mailing.Content(
            text(stored, "name"),
            subject(member(stored, "subject")),
            recipients,
            rhythm(member(stored, "rhythm")),
            member(stored, "csv").booleanValue(),
            member(stored, "picture").booleanValue(),
            member(stored, "enabled").booleanValue()),
        text(stored, "createdBy"),
        longNumber(stored, "version"),
        instant(stored, "createdAt"),
        instant(stored, "updatedAt"),
        progress(member(stored, "progress")));
  }

  private static ObjectNode write(Rhythm rhythm) {
    ObjectNode stored = object();
    switch (rhythm) {
      case Rhythm.Daily _ -> stored.put("every", "day");
      case Rhythm.Weekly(var weekday, _) ->
          stored.put("every", "week").put("weekday", weekday.getValue());
      case Rhythm.Monthly(int day, _) -> stored.put("every", "month").put("dayOfMonth", day);
    }
    return stored.put("time", rhythm.time().toString());
  }

  private static Rhythm rhythm(JsonNode stored) {
    String every = text(stored, "every");
    try {
      LocalTime time = LocalTime.parse(text(stored, "time"));
      return switch (every) {
        case "day" -> new Rhythm.Daily(time);
        case "week" -> new Rhythm.Weekly(DayOfWeek.of(number(stored, "weekday")), time);
        case "month" -> new Rhythm.Monthly(number(stored, "dayOfMonth"), time);
        default -> throw UnreadableCatalogException.newer("a mailing every " + every);
      };
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new UnreadableCatalogException("the stored catalog has a mailing without a time", e);
    }
  }

  static ObjectNode write(Mailing.Progress progress) {
    ObjectNode stored = object().put("since", progress.since().toString());
    progress.trying().ifPresent(at -> stored.put("trying", at.toString()));
    progress.lastSentAt().ifPresent(at -> stored.put("lastSentAt", at.toString()));
    progress.lastProblem().ifPresent(why -> stored.put("lastProblem", why));
    return stored;
  }

  static Mailing.Progress progress(JsonNode stored) {
    return new Mailing.Progress(
        instant(stored, "since"),
        optionalInstant(stored, "trying"),
        optionalInstant(stored, "lastSentAt"),
        AccountsJson.optionalText(stored, "lastProblem"));
  }
}
