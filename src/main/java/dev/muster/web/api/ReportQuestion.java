package dev.muster.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.catalog.FieldError;
import dev.muster.catalog.Publication;
import dev.muster.catalog.PublishedSegment;
import dev.muster.catalog.Resolution;
import dev.muster.catalog.Segment;
import dev.muster.condition.AsOf;
import dev.muster.condition.ResolvedCondition;
import dev.muster.embedded.Engine;
import dev.muster.insights.ActivityReports;
import dev.muster.population.Selection;
import dev.muster.web.ProblemException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What all reports have in common: where, as of when, and about whom.
record ReportQuestion(Place place, AsOf asOf) {

  private static final String CONDITION = "condition";

  static ReportQuestion of(Engine engine, Request request, Instant now) {
    Place place = Place.of(engine, request);
    return new ReportQuestion(place, place.asOf(now));
  }

  LocalDate today() {
    return LocalDate.ofInstant(asOf.instant(), asOf.zone());
  }

  /// Reports of what users did.
  ActivityReports reports(Engine engine) {
    return new ActivityReports(
        engine.activityOf(place.environment().id()), place.population(), asOf.zone());
  }

  /// Whom it is about.
  ///
  /// @param condition null: everybody
  /// @param among null: whatever they did
  Selection users(Engine engine, @Nullable JsonNode condition, @Nullable List<AmongSent> among) {
    return users(engine, condition, CONDITION, among);
  }

  /// The same.
  ///
  /// @param root what the condition is called in what was sent
  Selection users(
      Engine engine, @Nullable JsonNode condition, String root, @Nullable List<AmongSent> among) {
    Selection users =
        condition == null
            ? place.everybody(asOf)
            : place
                .population()
                .select(
                    Conditions.forAll(place.system(), Conditions.read(condition, root), root),
                    asOf);
    AmongSent.narrow(engine, this, among, users);
    return users;
  }

  /// Who is in a segment now, as its editors see it.
  ///
  /// @param path what the key is called in what was sent
  Selection segment(String key, String path) {
    return place.population().select(condition(key, path), asOf);
  }

  /// Who is in a segment now, as it is live here.
  ///
  /// @param path what the key is called in what was sent
  Selection liveSegment(String key, String path) {
    Optional<Publication> live = place.environment().live();
    Optional<PublishedSegment> segment = live.flatMap(one -> one.segment(key));
    if (segment.isEmpty()) {
      throw Problems.invalid(
          List.of(new FieldError(path, "no segment " + Words.quoted(key) + " is live here")));
    }
    return switch (place.system().resolve(live.get(), segment.get())) {
      // What is live and cannot be run holds for nobody.
      case Resolution.Problem _ ->
          place.population().select(new ResolvedCondition.Any(List.of()), asOf);
      case Resolution.Resolved(var condition) when condition.needsPage() -> throw needsPage(path);
      case Resolution.Resolved(var condition) -> place.population().select(condition, asOf);
    };
  }

  private static ProblemException needsPage(String path) {
    return Problems.needsPage(
        List.of(
            new FieldError(path, "is a segment that looks at the page, the browser or the time")));
  }

  private ResolvedCondition condition(String key, String path) {
    Optional<Segment> segment = place.system().segment(key);
    if (segment.isEmpty()) {
      throw Problems.invalid(
          List.of(new FieldError(path, "there is no segment " + Words.quoted(key))));
    }
    return switch (place.system().resolve(segment.get())) {
      case Resolution.Problem _ ->
          throw Problems.invalid(
              List.of(new FieldError(path, "is a segment that cannot be run; mend it first")));
      case Resolution.Resolved(var condition) when condition.needsPage() -> throw needsPage(path);
      case Resolution.Resolved(var condition) -> condition;
    };
  }
}
