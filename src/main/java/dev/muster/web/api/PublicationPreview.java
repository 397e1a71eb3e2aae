package dev.muster.web.api;

import dev.muster.catalog.Environment;
import dev.muster.catalog.FieldError;
import dev.muster.catalog.Publication;
import dev.muster.catalog.PublicationBasis;
import dev.muster.catalog.PublishedSegment;
import dev.muster.catalog.Resolution;
import dev.muster.catalog.Segment;
import dev.muster.catalog.SegmentStatus;
import dev.muster.catalog.SystemDefinition;
import dev.muster.condition.AsOf;
import dev.muster.condition.Condition;
import dev.muster.condition.ResolvedCondition;
import dev.muster.embedded.Engine;
import dev.muster.population.Population;
import dev.muster.population.Selection;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What publishing now would change, and for how many users.
final class PublicationPreview {

  /// What a segment without anybody in it means.
  private static final ResolvedCondition NOBODY = new ResolvedCondition.Any(List.of());

  private final Engine engine;
  private final InstantSource clock;

  PublicationPreview(Engine engine, InstantSource clock) {
    this.engine = engine;
    this.clock = clock;
  }

  private record Change(
      String segment,
      String name,
      String change,
      @Nullable Long usersBefore,
      @Nullable Long usersAfter,
      @Nullable Long entering,
      @Nullable Long leaving,
      boolean needsPage,
      String words) {}

  private record Problem(String segment, String detail, List<FieldError> errors) {}

  private record View(int version, String basis, List<Change> changes, List<Problem> problems) {}

  Answer preview(Request request) {
    Place place = Place.of(engine, request);
    AsOf asOf = place.asOf(clock.instant());
    SystemDefinition system = place.system();
    Optional<Publication> live = place.environment().live();
    TreeSet<String> keys = new TreeSet<>(system.segments().keySet());
    live.ifPresent(one -> one.segments().forEach(segment -> keys.add(segment.key())));
    List<Change> changes = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (String key : keys) {
      Optional<PublishedSegment> before = live.flatMap(one -> one.segment(key));
      Optional<Segment> after = system.segment(key);
      // What is live and means nothing any more matches nobody; what would be live is refused.
      ResolvedCondition old =
          before
              .flatMap(segment -> resolved(system.resolve(live.orElseThrow(), segment)))
              .orElse(NOBODY);
      Optional<Resolution> resolution = after.map(system::resolve);
      Optional<ResolvedCondition> now =
          resolution.isEmpty()
              ? Optional.of(NOBODY)
              : resolution.flatMap(PublicationPreview::resolved);
      if (resolution.isPresent() && resolution.get() instanceof Resolution.Problem(var errors)) {
        problems.add(
            new Problem(
                key,
                "Something that its condition uses is gone or of another type: mend or delete it"
                    + " before publishing.",
                errors));
      }
      Condition shown =
          after.map(Segment::condition).orElseGet(() -> before.orElseThrow().condition());
      Counts counts = Counts.of(place.population(), old, now, asOf);
      changes.add(
          new Change(
              key,
              after.map(Segment::name).orElseGet(() -> before.orElseThrow().name()),
              after.map(one -> change(one, place.environment())).orElse("removed"),
              counts.before,
              counts.after,
              counts.entering,
              counts.leaving,
              old.needsPage() || now.filter(ResolvedCondition::needsPage).isPresent(),
              Conditions.words(system, shown)));
    }
    int version = live.map(Publication::version).orElse(0) + 1;
    return Answer.of(
        new View(version, PublicationBasis.of(system, place.environment()), changes, problems));
  }

  private static String change(Segment segment, Environment environment) {
    return switch (SegmentStatus.of(segment, environment)) {
      case DRAFT -> "added";
      case CHANGED -> "changed";
      case LIVE -> "same";
    };
  }

  private static Optional<ResolvedCondition> resolved(Resolution resolution) {
    return switch (resolution) {
      case Resolution.Resolved(var condition) -> Optional.of(condition);
      case Resolution.Problem _ -> Optional.empty();
    };
  }

  /// How many users; null where that cannot be known.
  private record Counts(
      @Nullable Long before,
      @Nullable Long after,
      @Nullable Long entering,
      @Nullable Long leaving) {

    static Counts of(
        Population population, ResolvedCondition old, Optional<ResolvedCondition> now, AsOf asOf) {
      Optional<ResolvedCondition> runBefore = Optional.of(old).filter(one -> !one.needsPage());
      Optional<ResolvedCondition> runAfter = now.filter(one -> !one.needsPage());
      Optional<Selection> before = runBefore.map(one -> population.select(one, asOf));
      if (runBefore.isPresent() && runBefore.equals(runAfter)) {
        long users = before.orElseThrow().count();
        return new Counts(users, users, 0L, 0L);
      }
      Optional<Selection> after = runAfter.map(one -> population.select(one, asOf));
      boolean both = before.isPresent() && after.isPresent();
      return new Counts(
          before.map(Selection::count).orElse(null),
          after.map(Selection::count).orElse(null),
          both ? (Long) after.get().countWithout(before.get()) : null,
          both ? (Long) before.get().countWithout(after.get()) : null);
    }
  }
}
