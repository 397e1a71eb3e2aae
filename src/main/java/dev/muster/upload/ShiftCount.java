package dev.muster.upload;

import dev.muster.attribute.Attribute;
import dev.muster.catalog.Publication;
import dev.muster.catalog.PublishedSegment;
import dev.muster.catalog.Resolution;
import dev.muster.catalog.SystemDefinition;
import dev.muster.condition.AsOf;
import dev.muster.condition.ResolvedCondition;
import dev.muster.population.Population;
import dev.muster.population.Selection;
import dev.muster.population.Update;
import dev.muster.population.UserRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Counts who would come into the live segments, and leave them, if users were updated: a batch of
/// them is copied to a small population of its own, which is asked before and after.
final class ShiftCount {

  private static final int USERS = 16_384;

  /// A live segment.
  ///
  /// @param condition empty where nobody can be said to be in it: it asks for the page, or for
  ///   something that is gone
  private record Segment(
      String key, String name, boolean needsPage, Optional<ResolvedCondition> condition) {}

  private final Population population;
  private final List<Attribute> attributes;
  private final AsOf asOf;
  private final List<Segment> segments;
  private final Map<String, long[]> shifts = new HashMap<>();
  private final List<Update> updates = new ArrayList<>();

  /// @param live what is live; empty where nothing was published yet
  ShiftCount(
      SystemDefinition system, Optional<Publication> live, Population population, AsOf asOf) {
    this.population = population;
    this.attributes = system.attributes();
    this.asOf = asOf;
    this.segments =
        live.stream()
            .flatMap(one -> one.segments().stream().map(segment -> segment(system, one, segment)))
            .toList();
  }

  private static Segment segment(
      SystemDefinition system, Publication live, PublishedSegment segment) {
    return switch (system.resolve(live, segment)) {
      case Resolution.Problem _ ->
          new Segment(segment.key(), segment.name(), false, Optional.empty());
      case Resolution.Resolved(ResolvedCondition condition) ->
          new Segment(
              segment.key(),
              segment.name(),
              condition.needsPage(),
              condition.needsPage() ? Optional.empty() : Optional.of(condition));
    };
  }

  /// Whether there is anything to count.
  boolean isOfUse() {
    return segments.stream().anyMatch(one -> one.condition.isPresent());
  }

  /// Counts an update; at most one of each user.
  void add(Update update) {
    updates.add(update);
    if (updates.size() == USERS) {
      count();
    }
  }

  /// What all updates together would do.
  List<SegmentShift> shifts() {
    count();
    List<SegmentShift> found = new ArrayList<>();
    for (Segment segment : segments) {
      long[] shift = shifts.getOrDefault(segment.key, new long[2]);
      found.add(new SegmentShift(segment.key, segment.name, shift[0], shift[1], segment.needsPage));
    }
    return found;
  }

  private void count() {
    Population trial = new Population();
    attributes.forEach(trial::addAttribute);
    for (Update update : updates) {
      population.user(update.user()).ifPresent(new UserRows(trial)::add);
    }
    Map<String, Selection> before = select(trial);
    for (Update update : updates) {
      boolean _ = trial.apply(update, asOf.instant().toEpochMilli(), Population.NO_DELIVERY);
    }
    Map<String, Selection> after = select(trial);
    before.forEach((key, was) -> {
      long[] shift = shifts.computeIfAbsent(key, _ -> new long[2]);
      Selection is = after.getOrDefault(key, was);
      shift[0] += is.countWithout(was);
      shift[1] += was.countWithout(is);
    });
    updates.clear();
  }

  private Map<String, Selection> select(Population trial) {
    Map<String, Selection> found = new HashMap<>();
    for (Segment segment : segments) {
      segment.condition.ifPresent(
          condition -> found.put(segment.key, trial.select(condition, asOf)));
    }
    return found;
  }
}
