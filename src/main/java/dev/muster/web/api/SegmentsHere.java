package dev.muster.web.api;

import static java.util.Objects.requireNonNull;

import dev.muster.catalog.Actor;
import dev.muster.catalog.Environment;
import dev.muster.catalog.Filter;
import dev.muster.catalog.Publication;
import dev.muster.catalog.PublishedSegment;
import dev.muster.catalog.Resolution;
import dev.muster.catalog.Segment;
import dev.muster.catalog.SegmentStatus;
import dev.muster.catalog.SystemDefinition;
import dev.muster.condition.AsOf;
import dev.muster.condition.References;
import dev.muster.condition.ResolvedCondition;
import dev.muster.embedded.Engine;
import dev.muster.embedded.SegmentSizes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The segments of a system as they are in one environment: how many users, how that has changed,
/// and what uses them.
final class SegmentsHere {

  private static final Duration TREND = Duration.ofDays(7);

  private final Engine engine;
  private final InstantSource clock;
  private final SegmentCounts counts = new SegmentCounts();

  SegmentsHere(Engine engine, InstantSource clock) {
    this.engine = engine;
    this.clock = clock;
  }

  private record User(String kind, String key, String name) {}

  private record View(
      String key,
      String name,
      String description,
      String status,
      @Nullable Long users,
      @Nullable Instant usersAt,
      boolean needsPage,
      boolean live,
      List<SegmentSizes.Size> trend,
      List<User> usedBy,
      Instant updatedAt) {}

  private record Items(List<View> items) {}

  Answer list(Request request) {
    Place place = Place.of(engine, request);
    Instant now = clock.instant();
    AsOf asOf = place.asOf(now);
    Environment environment = place.environment();
    Map<String, List<User>> users = users(place.system(), request.actor());
    Map<String, List<SegmentSizes.Size>> sizes =
        engine.segmentSizes().since(environment.id(), now.minus(TREND));
    Map<String, Resolution> resolutions = resolutions(place);
    Map<ResolvedCondition, SegmentCounts.Count> counted =
        counts.count(
            place.population(),
            resolutions.values().stream().flatMap(one -> one.countable().stream()).toList(),
            asOf);
    List<View> items = new ArrayList<>();
    for (Segment segment : place.system().segments().values()) {
      boolean live = live(environment, segment).isPresent();
      Resolution resolution = requireNonNull(resolutions.get(segment.key()));
      // What is live and cannot be run holds for nobody.
      Optional<SegmentCounts.Count> count =
          live && resolution instanceof Resolution.Problem
              ? Optional.of(new SegmentCounts.Count(0, now))
              : resolution.countable().map(counted::get);
      items.add(
          new View(
              segment.key(),
              segment.name(),
              segment.description(),
              SegmentStatus.of(segment, environment).code(),
              count.map(SegmentCounts.Count::users).orElse(null),
              count.map(SegmentCounts.Count::at).orElse(null),
              resolution instanceof Resolution.Resolved(var condition) && condition.needsPage(),
              live,
              sizes.getOrDefault(segment.key(), List.of()),
              users.getOrDefault(segment.key(), List.of()),
              segment.updatedAt()));
    }
    return Answer.of(new Items(items));
  }

  /// By segment key, what it is here.
  private static Map<String, Resolution> resolutions(Place place) {
    Map<String, Resolution> resolutions = new HashMap<>();
    for (Segment segment : place.system().segments().values()) {
      resolutions.put(
          segment.key(),
          live(place.environment(), segment)
              .map(one -> place.system().resolve(place.environment().live().orElseThrow(), one))
              .orElseGet(() -> place.system().resolve(segment)));
    }
    return resolutions;
  }

  private static Optional<PublishedSegment> live(Environment environment, Segment segment) {
    return environment.live().flatMap(one -> one.segment(segment.key()));
  }

  /// By segment key, what names it.
  private static Map<String, List<User>> users(SystemDefinition system, Actor actor) {
    Map<String, List<User>> users = new HashMap<>();
    for (Segment segment : system.segments().values()) {
      for (String used : References.of(segment.condition()).segments()) {
        add(users, used, new User("segment", segment.key(), segment.name()));
      }
    }
    List<Filter> filters =
        system.filters().values().stream().filter(one -> one.isVisibleTo(actor)).toList();
    for (Filter filter : filters) {
      for (String used : References.of(filter.condition()).segments()) {
        add(users, used, new User("filter", filter.key(), filter.name()));
      }
    }
    for (Environment environment : system.environments()) {
      List<PublishedSegment> live = environment.live().map(Publication::segments).orElse(List.of());
      for (PublishedSegment segment : live) {
        add(users, segment.key(), new User("environment", environment.key(), environment.name()));
      }
    }
    return users;
  }

  private static void add(Map<String, List<User>> users, String key, User user) {
    users.computeIfAbsent(key, _ -> new ArrayList<>()).add(user);
  }
}
