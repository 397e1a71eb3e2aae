package dev.muster.web.api;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.FieldError;
import dev.muster.catalog.Resolution;
import dev.muster.catalog.Segment;
import dev.muster.catalog.SegmentForm;
import dev.muster.catalog.SegmentStatus;
import dev.muster.catalog.SystemDefinition;
import dev.muster.condition.Condition;
import dev.muster.condition.ConditionJson;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Segments as their editors see them.
final class SegmentsResource {

  private static final String CONDITION = "condition";

  private final CatalogStore catalog;
  private final Lookup lookup;

  SegmentsResource(CatalogStore catalog) {
    this.catalog = catalog;
    this.lookup = new Lookup(catalog);
  }

  /// What is sent. A field that is null was left out.
  private record Sent(
      @Nullable String key,
      @Nullable String name,
      @Nullable String description,
      @Nullable JsonNode condition) {}

  private record Problem(String detail, List<FieldError> errors) {}

  private record View(
      String key,
      String name,
      String description,
      JsonNode condition,
      String status,
      Map<String, String> statusByEnvironment,
      String words,
      @Nullable Problem problem,
      long version,
      Instant createdAt,
      Instant updatedAt) {}

  Answer list(Request request) {
    SystemDefinition system = lookup.system(request);
    List<Segment> all = List.copyOf(system.segments().values());
    return Answer.of(
        request.page().cut(all, Segment::key, it -> it, segment -> view(system, segment)));
  }

  Answer create(Request request) {
    Sent sent = request.as(Sent.class);
    Condition condition = Conditions.read(requireNonNull(sent.condition()), CONDITION);
    Segment made =
        catalog
            .segments()
            .create(
                request.actor(),
                request.system(),
                new SegmentForm(
                    requireNonNullElse(sent.key(), ""),
                    requireNonNullElse(sent.name(), ""),
                    requireNonNullElse(sent.description(), ""),
                    condition));
    return Answer.created(
            "/api/v1/systems/" + request.system() + "/segments/" + made.key(),
            view(lookup.system(request), made))
        .versioned(made.version());
  }

  Answer read(Request request) {
    SystemDefinition system = lookup.system(request);
    return answer(system, lookup.segment(system, request));
  }

  Answer change(Request request) {
    Segment before = lookup.segment(lookup.system(request), request);
    Sent sent = request.as(Sent.class);
    Condition condition =
        sent.condition() == null
            ? before.condition()
            : Conditions.read(sent.condition(), CONDITION);
    Segment after =
        catalog
            .segments()
            .update(
                request.actor(),
                request.system(),
                before.key(),
                new SegmentForm(
                    requireNonNullElse(sent.key(), before.key()),
                    requireNonNullElse(sent.name(), before.name()),
                    requireNonNullElse(sent.description(), before.description()),
                    condition),
                request.expected(),
                request.confirmed());
    return answer(lookup.system(request), after);
  }

  Answer delete(Request request) {
    catalog
        .segments()
        .delete(
            request.actor(),
            request.system(),
            request.in("segment"),
            request.expected(),
            request.confirmed());
    return new Answer.Nothing();
  }

  private static Answer answer(SystemDefinition system, Segment segment) {
    return Answer.of(view(system, segment)).versioned(segment.version());
  }

  private static View view(SystemDefinition system, Segment segment) {
    Map<String, String> statuses = new LinkedHashMap<>();
    SegmentStatus together = SegmentStatus.DRAFT;
    for (var environment : system.environments()) {
      SegmentStatus status = SegmentStatus.of(segment, environment);
      statuses.put(environment.key(), status.code());
      together = together.compareTo(status) < 0 ? status : together;
    }
    Problem problem =
        switch (system.resolve(segment)) {
          case Resolution.Resolved _ -> null;
          case Resolution.Problem(var errors) ->
              new Problem(
                  "Something that the condition uses is gone or of another type; it matches nobody"
                      + " until that is mended.",
                  errors);
        };
    return new View(
        segment.key(),
        segment.name(),
        segment.description(),
        ConditionJson.write(segment.condition()),
        together.code(),
        statuses,
        Conditions.words(system, segment.condition()),
        problem,
        segment.version(),
        segment.createdAt(),
        segment.updatedAt());
  }
}
