package dev.muster.pageload;

import dev.muster.catalog.Environment;
import dev.muster.catalog.FieldError;
import dev.muster.catalog.Publication;
import dev.muster.catalog.PublishedSegment;
import dev.muster.catalog.Resolution;
import dev.muster.catalog.SystemDefinition;
import dev.muster.condition.ResolvedCondition;
import dev.muster.population.Population;
import dev.muster.population.UserCheck;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The segments of a live publication, compiled together so that a user is looked up once for all.
final class LiveSegments {

  /// In order.
  private final List<String> keys = new ArrayList<>();

  private final List<byte[]> jsonKeys = new ArrayList<>();
  private final UserCheck check;
  private final boolean needPage;

  private LiveSegments(Population population, SortedMap<String, ResolvedCondition> conditions) {
    conditions.forEach((key, _) -> {
      keys.add(key);
      jsonKeys.add(("\"" + key + "\"").getBytes(StandardCharsets.UTF_8));
    });
    check = population.compile(List.copyOf(conditions.values()));
    needPage = conditions.values().stream().anyMatch(ResolvedCondition::needsPage);
  }

  /// Those that mean something, and the reasons why the others do not.
  record Compiled(
      LiveSegments all, LiveSegments withoutPage, SortedMap<String, List<FieldError>> problems) {}

  static Compiled compile(SystemDefinition system, Environment environment, Population population) {
    SortedMap<String, ResolvedCondition> all = new TreeMap<>();
    SortedMap<String, List<FieldError>> problems = new TreeMap<>();
    if (environment.live().isPresent()) {
      Publication live = environment.live().get();
      for (PublishedSegment segment : live.segments()) {
        switch (system.resolve(live, segment)) {
          case Resolution.Resolved(var condition) -> all.put(segment.key(), condition);
          case Resolution.Problem(var errors) -> problems.put(segment.key(), errors);
        }
      }
    }
    SortedMap<String, ResolvedCondition> withoutPage = new TreeMap<>(all);
    withoutPage.values().removeIf(ResolvedCondition::needsPage);
    return new Compiled(
        new LiveSegments(population, all), new LiveSegments(population, withoutPage), problems);
  }

  int size() {
    return keys.size();
  }

  String key(int i) {
    return keys.get(i);
  }

  /// @return less than 0 if there is none
  int indexOf(String key) {
    return Collections.binarySearch(keys, key);
  }

  /// The key as a JSON string, in UTF-8.
  byte[] jsonKey(int i) {
    return jsonKeys.get(i);
  }

  UserCheck check() {
    return check;
  }

  boolean needPage() {
    return needPage;
  }

  List<String> keys(boolean[] in) {
    List<String> held = new ArrayList<>();
    for (int i = 0; i < in.length; i++) {
      if (in[i]) {
        held.add(key(i));
      }
    }
    return held;
  }
}
