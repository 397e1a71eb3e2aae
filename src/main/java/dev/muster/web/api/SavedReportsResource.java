package dev.muster.web.api;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.FieldError;
import dev.muster.catalog.Filter;
import dev.muster.catalog.Report;
import dev.muster.catalog.ReportForm;
import dev.muster.catalog.SystemDefinition;
import dev.muster.catalog.Visibility;
import dev.muster.csv.Csv;
import dev.muster.sheet.Picture;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The views of Insights that were saved.
final class SavedReportsResource {

  private final CatalogStore catalog;
  private final Lookup lookup;
  private final ReportRuns runs;
  private final InstantSource clock;

  SavedReportsResource(CatalogStore catalog, ReportRuns runs, InstantSource clock) {
    this.catalog = catalog;
    this.lookup = new Lookup(catalog);
    this.runs = runs;
    this.clock = clock;
  }

  /// What is sent. A field that is null was left out; a filter that is a JSON null is none.
  private record Sent(
      @Nullable String key,
      @Nullable String name,
      @Nullable String description,
      @Nullable String visibility,
      @Nullable String environment,
      @Nullable String view,
      @Nullable JsonNode query,
      @Nullable JsonNode display) {}

  private record View(
      String key,
      String name,
      String description,
      String visibility,
      String environment,
      String view,
      @Nullable String filter,
      JsonNode query,
      JsonNode display,
      String createdBy,
      Instant createdAt,
      Instant updatedAt,
      long version) {

    static View of(Report report) {
      return new View(
          report.key(),
          report.name(),
          report.description(),
          report.visibility().code(),
          report.environment(),
          report.view(),
          report.filter().orElse(null),
          json(report.query()),
          json(report.display()),
          report.createdBy(),
          report.createdAt(),
          report.updatedAt(),
          report.version());
    }
  }

  private static JsonNode json(String stored) {
    return Wire.read(stored.getBytes(StandardCharsets.UTF_8));
  }

  Answer list(Request request) {
    SystemDefinition system = lookup.system(request);
    List<Report> all =
        system.reporting().reports().values().stream()
            .filter(one -> one.isVisibleTo(request.actor()))
            .toList();
    return Answer.of(request.page().cut(all, Report::key, it -> it, View::of));
  }

  Answer create(Request request) {
    Sent sent = request.as(Sent.class);
    Visibility visibility = FiltersResource.visibility(sent.visibility, Visibility.SHARED);
    ReportForm form =
        new ReportForm(
            requireNonNullElse(sent.key, ""),
            requireNonNullElse(sent.name, ""),
            requireNonNullElse(sent.description, ""),
            visibility,
            requireNonNull(sent.environment),
            requireNonNull(sent.view),
            filter(request).orElse(Optional.empty()),
            requireNonNull(sent.query).toString(),
            sent.display == null ? "{}" : sent.display.toString());
    check(request, form);
    Report made = catalog.reports().create(request.actor(), request.system(), form);
    return Answer.created(
            "/api/v1/systems/" + request.system() + "/reports/" + made.key(), View.of(made))
        .versioned(made.version());
  }

  /// @return empty if none was sent; within it, empty if there is to be none
  private static Optional<Optional<String>> filter(Request request) {
    JsonNode sent = request.body().path("filter");
    return sent.isMissingNode()
        ? Optional.empty()
        : Optional.of(sent.isNull() ? Optional.empty() : Optional.of(sent.textValue()));
  }

  Answer read(Request request) {
    return answer(lookup.report(lookup.system(request), request));
  }

  Answer change(Request request) {
    Report before = lookup.report(lookup.system(request), request);
    Sent sent = request.as(Sent.class);
    ReportForm form =
        new ReportForm(
            requireNonNullElse(sent.key, before.key()),
            requireNonNullElse(sent.name, before.name()),
            requireNonNullElse(sent.description, before.description()),
            FiltersResource.visibility(sent.visibility, before.visibility()),
            requireNonNullElse(sent.environment, before.environment()),
            requireNonNullElse(sent.view, before.view()),
            filter(request).orElse(before.filter()),
            sent.query == null ? before.query() : sent.query.toString(),
            sent.display == null ? before.display() : sent.display.toString());
    boolean asksOtherwise =
        !form.view().equals(before.view())
            || !form.environment().equals(before.environment())
            || !form.filter().equals(before.filter())
            || !form.query().equals(before.query());
    if (asksOtherwise) {
      check(request, form);
    }
    return answer(
        catalog
            .reports()
            .update(request.actor(), request.system(), before.key(), form, request.expected()));
  }

  private void check(Request request, ReportForm form) {
    SystemDefinition system = lookup.system(request);
    if (system.environment(form.environment()).isEmpty()) {
      throw Problems.invalid(
          List.of(
              new FieldError(
                  "environment", "there is no environment " + Words.quoted(form.environment()))));
    }
    Optional<Filter> filter =
        form.filter().flatMap(system::filter).filter(one -> one.isVisibleTo(request.actor()));
    if (form.filter().isPresent() && filter.isEmpty()) {
      throw Problems.invalid(
          List.of(
              new FieldError(
                  "filter", "there is no saved filter " + Words.quoted(form.filter().get()))));
    }
    runs.check(system, form.environment(), form.view(), filter, json(form.query()));
  }

  Answer delete(Request request) {
    catalog
        .reports()
        .delete(request.actor(), request.system(), request.in("report"), request.expected());
    return new Answer.Nothing();
  }

  private static Answer answer(Report report) {
    return Answer.of(View.of(report)).versioned(report.version());
  }

  private record ResultView(Instant at, View report, JsonNode result, SheetView shown) {}

  Answer run(Request request) {
    SystemDefinition system = lookup.system(request);
    Report report = lookup.report(system, request);
    JsonNode result = runs.result(system, report);
    SheetView shown = SheetView.of(ReportRuns.sheet(system, report, result));
    return Answer.of(new ResultView(clock.instant(), View.of(report), result, shown));
  }

  Answer csv(Request request) {
    SystemDefinition system = lookup.system(request);
    Report report = lookup.report(system, request);
    String text = Csv.BYTE_ORDER_MARK + runs.sheet(system, report).csv();
    return new Answer.File(
        "text/csv; charset=utf-8",
        "attachment; filename=\"" + report.key() + ".csv\"",
        text.getBytes(StandardCharsets.UTF_8));
  }

  Answer picture(Request request) {
    SystemDefinition system = lookup.system(request);
    Report report = lookup.report(system, request);
    return new Answer.File(
        "image/png",
        "inline; filename=\"" + report.key() + ".png\"",
        Picture.png(report.name(), runs.sheet(system, report)));
  }
}
