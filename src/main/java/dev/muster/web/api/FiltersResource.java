package dev.muster.web.api;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.FieldError;
import dev.muster.catalog.Filter;
import dev.muster.catalog.FilterForm;
import dev.muster.catalog.Resolution;
import dev.muster.catalog.SystemDefinition;
import dev.muster.catalog.Visibility;
import dev.muster.condition.Condition;
import dev.muster.condition.ConditionJson;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The saved filters of Insights.
final class FiltersResource {

  private static final String CONDITION = "condition";

  private final CatalogStore catalog;
  private final Lookup lookup;
  private final InstantSource clock;

  FiltersResource(CatalogStore catalog, InstantSource clock) {
    this.catalog = catalog;
    this.lookup = new Lookup(catalog);
    this.clock = clock;
  }

  /// What is sent. A field that is null was left out.
  private record Sent(
      @Nullable String key,
      @Nullable String name,
      @Nullable JsonNode condition,
      @Nullable String visibility) {}

  private record Problem(String detail, List<FieldError> errors) {}

  private record User(String kind, String key, String name) {}

  private record View(
      String key,
      String name,
      JsonNode condition,
      String words,
      @Nullable Problem problem,
      String visibility,
      List<User> usedBy,
      String createdBy,
      Instant createdAt,
      Instant updatedAt,
      @Nullable Instant lastUsedAt,
      long version) {}

  Answer list(Request request) {
    SystemDefinition system = lookup.system(request);
    List<Filter> all =
        system.filters().values().stream().filter(one -> one.isVisibleTo(request.actor())).toList();
    return Answer.of(
        request.page().cut(all, Filter::key, it -> it, one -> view(request, system, one)));
  }

  Answer create(Request request) {
    Sent sent = request.as(Sent.class);
    Condition condition = condition(request, requireNonNull(sent.condition));
    Filter made =
        catalog
            .filters()
            .create(
                request.actor(),
                request.system(),
                new FilterForm(
                    requireNonNullElse(sent.key, ""),
                    requireNonNullElse(sent.name, ""),
                    condition,
                    visibility(sent.visibility, Visibility.SHARED)));
    return Answer.created(
            "/api/v1/systems/" + request.system() + "/filters/" + made.key(),
            view(request, lookup.system(request), made))
        .versioned(made.version());
  }

  Answer read(Request request) {
    SystemDefinition system = lookup.system(request);
    return answer(request, system, lookup.filter(system, request));
  }

  Answer change(Request request) {
    Filter before = lookup.filter(lookup.system(request), request);
    Sent sent = request.as(Sent.class);
    Filter after =
        catalog
            .filters()
            .update(
                request.actor(),
                request.system(),
                before.key(),
                new FilterForm(
                    requireNonNullElse(sent.key, before.key()),
                    requireNonNullElse(sent.name, before.name()),
                    sent.condition == null
                        ? before.condition()
                        : condition(request, sent.condition),
                    visibility(sent.visibility, before.visibility())),
                request.expected());
    return answer(request, lookup.system(request), after);
  }

  Answer delete(Request request) {
    catalog
        .filters()
        .delete(request.actor(), request.system(), request.in("filter"), request.expected());
    return new Answer.Nothing();
  }

  Answer use(Request request) {
    Filter filter = lookup.filter(lookup.system(request), request);
    catalog.filters().use(request.actor(), request.system(), filter.key(), clock.instant());
    return new Answer.Nothing();
  }

  /// A condition that can be run over all users, since nothing else can be done with a filter.
  private Condition condition(Request request, JsonNode json) {
    Condition condition = Conditions.read(json, CONDITION);
    var _ = Conditions.forAll(lookup.system(request), condition, CONDITION);
    return condition;
  }

  /// @param sent a code that the contract has let through
  static Visibility visibility(@Nullable String sent, Visibility otherwise) {
    return sent == null ? otherwise : Visibility.ofCode(sent);
  }

  private static Answer answer(Request request, SystemDefinition system, Filter filter) {
    return Answer.of(view(request, system, filter)).versioned(filter.version());
  }

  private static View view(Request request, SystemDefinition system, Filter filter) {
    Problem problem =
        switch (system.resolve(filter)) {
          case Resolution.Resolved(var condition) when condition.needsPage() ->
              new Problem(
                  "Something that the condition uses is known only while a page loads by now; it"
                      + " cannot be run over all users until that is mended.",
                  Conditions.pageRules(system, filter.condition()));
          case Resolution.Resolved _ -> null;
          case Resolution.Problem(var errors) ->
              new Problem(
                  "Something that the condition uses is gone or of another type; it cannot be run"
                      + " until that is mended.",
                  errors);
        };
    return new View(
        filter.key(),
        filter.name(),
        ConditionJson.write(filter.condition()),
        Conditions.words(system, filter.condition()),
        problem,
        filter.visibility().code(),
        usedBy(request, system, filter),
        filter.createdBy(),
        filter.createdAt(),
        filter.updatedAt(),
        filter.lastUsedAt().orElse(null),
        filter.version());
  }

  /// The reports that take it, as far as whoever asks sees them.
  private static List<User> usedBy(Request request, SystemDefinition system, Filter filter) {
    return system.reporting().reports().values().stream()
        .filter(report -> report.filter().equals(Optional.of(filter.key())))
        .filter(report -> report.isVisibleTo(request.actor()))
        .map(report -> new User("report", report.key(), report.name()))
        .toList();
  }
}
