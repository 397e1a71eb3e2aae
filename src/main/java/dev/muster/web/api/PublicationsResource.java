package dev.muster.web.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.Environment;
import dev.muster.catalog.Publication;
import dev.muster.catalog.PublicationChange;
import dev.muster.catalog.PublishedSegment;
import dev.muster.catalog.SystemDefinition;
import dev.muster.condition.ConditionJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What page loads use: the segments of a system as they were made live in an environment.
final class PublicationsResource {

  private final CatalogStore catalog;
  private final Lookup lookup;

  PublicationsResource(CatalogStore catalog) {
    this.catalog = catalog;
    this.lookup = new Lookup(catalog);
  }

  private record Sent(@Nullable String note, @Nullable String basis) {}

  private record Change(String segment, String name, String change) {
    static Change of(PublicationChange change) {
      return new Change(change.key(), change.name(), change.kind().code());
    }
  }

  private record View(
      int version,
      Instant publishedAt,
      String publishedBy,
      String note,
      @Nullable Integer restoredFrom,
      boolean live,
      List<String> segments,
      List<Change> changes) {

    static View of(Environment environment, Publication publication) {
      boolean live = environment.live().filter(publication::equals).isPresent();
      return new View(
          publication.version(),
          publication.publishedAt(),
          publication.publishedBy(),
          publication.note(),
          publication.restoredFrom().isPresent() ? publication.restoredFrom().getAsInt() : null,
          live,
          publication.segments().stream().map(PublishedSegment::key).toList(),
          PublicationChange.of(environment, publication).stream().map(Change::of).toList());
    }
  }

  private record Definition(
      String key, String name, String description, JsonNode condition, String words) {}

  private record InFull(@JsonUnwrapped View view, List<Definition> definitions) {}

  /// The newest first.
  Answer list(Request request) {
    Environment environment = environment(request);
    return Answer.of(
        request
            .page()
            .cut(
                environment.publications().reversed(),
                publication -> -publication.version(),
                Integer::valueOf,
                publication -> View.of(environment, publication)));
  }

  Answer publish(Request request) {
    Publication made =
        catalog
            .publications()
            .publish(
                request.actor(),
                request.system(),
                request.environment(),
                note(request),
                request.body().isMissingNode()
                    ? Optional.empty()
                    : Optional.ofNullable(request.as(Sent.class).basis()));
    return created(request, made);
  }

  Answer restore(Request request) {
    Publication made =
        catalog
            .publications()
            .restore(
                request.actor(),
                request.system(),
                request.environment(),
                Integer.parseInt(request.in("version")),
                note(request));
    return created(request, made);
  }

  Answer read(Request request) {
    SystemDefinition system = lookup.system(request);
    Environment environment = lookup.environment(system, request.environment());
    int version = Integer.parseInt(request.in("version"));
    Publication publication =
        environment
            .publication(version)
            .orElseThrow(() ->
                Problems.unknown(
                    "environment "
                        + Words.quoted(environment.key())
                        + " has no publication "
                        + version));
    List<Definition> definitions =
        publication.segments().stream()
            .map(segment ->
                new Definition(
                    segment.key(),
                    segment.name(),
                    segment.description(),
                    ConditionJson.write(segment.condition()),
                    Conditions.words(system, segment.condition())))
            .toList();
    return Answer.of(new InFull(View.of(environment, publication), definitions));
  }

  private static String note(Request request) {
    return request.body().isMissingNode()
        ? ""
        : requireNonNullElse(request.as(Sent.class).note(), "");
  }

  private Answer created(Request request, Publication made) {
    return Answer.created(
        "/api/v1/systems/"
            + request.system()
            + "/environments/"
            + request.environment()
            + "/publications/"
            + made.version(),
        View.of(environment(request), made));
  }

  private Environment environment(Request request) {
    return lookup.environment(lookup.system(request), request.environment());
  }
}
