package dev.muster.catalog;

import static dev.muster.catalog.StoredJson.member;
import static dev.muster.catalog.StoredJson.number;
import static dev.muster.catalog.StoredJson.object;
import static dev.muster.catalog.StoredJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.SortedMap;
import java.util.TreeMap;

/// Schedules as they are stored, and as the audit log shows them.
final class ScheduleJson {

  private ScheduleJson() {}

  static ObjectNode write(SortedMap<String, Schedule> schedules) {
    ObjectNode stored = object();
    schedules.forEach((environment, one) -> stored.set(environment, write(one)));
    return stored;
  }

  /// The same without secrets.
  static ObjectNode masked(SortedMap<String, Schedule> schedules) {
    ObjectNode shown = write(schedules);
    for (JsonNode one : shown) {
      if (one.path("source") instanceof ObjectNode source && source.has("sealed")) {
        source.remove("sealed");
      }
    }
    return shown;
  }

  private static ObjectNode write(Schedule schedule) {
    ObjectNode stored =
        object()
            .put("mode", schedule.replaces() ? "replace" : "merge")
            .put("everyMinutes", schedule.everyMinutes());
    ObjectNode source = stored.putObject("source");
    switch (schedule.source()) {
      case Schedule.Folder(String path, String pattern) ->
          source.put("kind", "folder").put("path", path).put("pattern", pattern);
      case Schedule.Bucket bucket -> {
        source.put("kind", "bucket");
        bucket.endpoint().ifPresent(url -> source.put("endpoint", url));
        source
            .put("region", bucket.region())
            .put("bucket", bucket.bucket())
            .put("prefix", bucket.prefix())
            .put("pathStyle", bucket.pathStyle())
            .put("accessKeyId", bucket.accessKeyId())
            .put("sealed", bucket.sealed());
      }
    }
    return stored;
  }

  /// @param integration as stored; before there were schedules, without them
  static SortedMap<String, Schedule> read(JsonNode integration) {
    SortedMap<String, Schedule> schedules = new TreeMap<>();
    if (integration.has("schedules")) {
      JsonNode stored = member(integration, "schedules");
      stored
          .fieldNames()
          .forEachRemaining(key -> schedules.put(key, schedule(member(stored, key))));
    }
    return schedules;
  }

  private static Schedule schedule(JsonNode stored) {
    return new Schedule(
        source(member(stored, "source")),
        text(stored, "mode").equals("replace"),
        number(stored, "everyMinutes"));
  }

  private static Schedule.Source source(JsonNode stored) {
    String kind = text(stored, "kind");
    return switch (kind) {
      case "folder" -> new Schedule.Folder(text(stored, "path"), text(stored, "pattern"));
      case "bucket" ->
          new Schedule.Bucket(
              AccountsJson.optionalText(stored, "endpoint"),
              text(stored, "region"),
              text(stored, "bucket"),
              text(stored, "prefix"),
              member(stored, "pathStyle").booleanValue(),
              text(stored, "accessKeyId"),
              text(stored, "sealed"));
      // Not a closed set here: the bytes may come from a later version.
      default -> throw UnreadableCatalogException.newer("the source " + kind + " of a schedule");
    };
  }
}
