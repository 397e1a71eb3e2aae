package dev.muster.catalog;

import dev.muster.condition.Condition;
import dev.muster.condition.References;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Finds the segments, saved filters and reports that use something, directly or through another
/// segment.
final class Uses {

  private Uses() {}

  /// @param fields `<integration key>.<attribute name>`
  /// @return the segments, as their editors see them and as they are live, and the filters and
  ///   reports that use one of them
  static List<Dependent> ofFields(SystemDefinition system, Set<String> fields) {
    if (fields.isEmpty()) {
      return List.of();
    }
    List<Dependent> found = new ArrayList<>();
    Map<String, PublishedSegment> drafts = drafts(system);
    Set<String> affected = collect(drafts, fields, Set.of(), "draft", found);
    saved(system, fields, affected, found);
    for (Environment environment : system.environments()) {
      Map<String, PublishedSegment> live = new TreeMap<>();
      environment
          .live()
          .ifPresent(publication ->
              publication.segments().forEach(segment -> live.put(segment.key(), segment)));
      collect(live, fields, Set.of(), "live in " + environment.key(), found);
    }
    return found;
  }

  /// @return the segments, filters, reports and webhooks that use this one, as their editors see
  ///   them; what is live holds its own copy of every segment that it uses
  static List<Dependent> ofSegment(SystemDefinition system, String key) {
    List<Dependent> found = new ArrayList<>();
    Map<String, PublishedSegment> others = drafts(system);
    others.remove(key);
    saved(system, Set.of(), collect(others, Set.of(), Set.of(key), "draft", found), found);
    for (Environment environment : system.environments()) {
      for (Webhook webhook : environment.webhooks().values()) {
        if (webhook.content().segment().equals(Optional.of(key))) {
          found.add(
              new Dependent(
                  "webhook", webhook.key(), webhook.content().name(), "in " + environment.key()));
        }
      }
    }
    return found;
  }

  private static void saved(
      SystemDefinition system, Set<String> fields, Set<String> segments, List<Dependent> found) {
    for (Filter filter : system.filters().values()) {
      if (mentions(filter.condition(), fields, segments)) {
        found.add(Dependent.of("filter", filter));
      }
    }
    for (Report report : system.reporting().reports().values()) {
      ReportReferences references = ReportReferences.of(report);
      if (references.fields().stream().anyMatch(fields::contains)
          || references.segments().stream().anyMatch(segments::contains)) {
        found.add(Dependent.of("report", report));
      }
    }
  }

  private static Map<String, PublishedSegment> drafts(SystemDefinition system) {
    Map<String, PublishedSegment> drafts = new TreeMap<>();
    system.segments().forEach((key, segment) -> drafts.put(key, segment.publish()));
    return drafts;
  }

  /// @return the segments that use something of it, and those that were given
  private static Set<String> collect(
      Map<String, PublishedSegment> scope,
      Set<String> fields,
      Set<String> segments,
      String where,
      List<Dependent> found) {
    Set<String> affected = new HashSet<>(segments);
    Map<String, PublishedSegment> left = new TreeMap<>(scope);
    List<PublishedSegment> hit;
    do {
      hit =
          left.values().stream()
              .filter(segment -> mentions(segment.condition(), fields, affected))
              .toList();
      for (PublishedSegment segment : hit) {
        affected.add(segment.key());
        left.remove(segment.key());
        found.add(new Dependent("segment", segment.key(), segment.name(), where));
      }
    } while (!hit.isEmpty());
    return affected;
  }

  private static boolean mentions(Condition condition, Set<String> fields, Set<String> segments) {
    References references = References.of(condition);
    return references.fields().stream().anyMatch(fields::contains)
        || references.segments().stream().anyMatch(segments::contains);
  }
}
