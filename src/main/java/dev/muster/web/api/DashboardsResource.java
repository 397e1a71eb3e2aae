package dev.muster.web.api;

import static java.util.Objects.requireNonNullElse;

import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.Dashboard;
import dev.muster.catalog.DashboardForm;
import dev.muster.catalog.SystemDefinition;
import dev.muster.catalog.Visibility;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reports that are looked at together.
final class DashboardsResource {

  private final CatalogStore catalog;
  private final Lookup lookup;

  DashboardsResource(CatalogStore catalog) {
    this.catalog = catalog;
    this.lookup = new Lookup(catalog);
  }

  private record Item(String report, int width) {}

  /// What is sent. A field that is null was left out.
  private record Sent(
      @Nullable String key,
      @Nullable String name,
      @Nullable String description,
      @Nullable String visibility,
      @Nullable List<Item> items) {

    List<Dashboard.Item> shown(List<Dashboard.Item> otherwise) {
      return items == null
          ? otherwise
          : items.stream().map(one -> new Dashboard.Item(one.report, one.width)).toList();
    }
  }

  private record View(
      String key,
      String name,
      String description,
      String visibility,
      List<Item> items,
      String createdBy,
      Instant createdAt,
      Instant updatedAt,
      long version) {

    static View of(Dashboard dashboard) {
      return new View(
          dashboard.key(),
          dashboard.name(),
          dashboard.description(),
          dashboard.visibility().code(),
          dashboard.items().stream().map(one -> new Item(one.report(), one.width())).toList(),
          dashboard.createdBy(),
          dashboard.createdAt(),
          dashboard.updatedAt(),
          dashboard.version());
    }
  }

  Answer list(Request request) {
    SystemDefinition system = lookup.system(request);
    List<Dashboard> all =
        system.reporting().dashboards().values().stream()
            .filter(one -> one.isVisibleTo(request.actor()))
            .toList();
    return Answer.of(request.page().cut(all, Dashboard::key, it -> it, View::of));
  }

  Answer create(Request request) {
    Sent sent = request.as(Sent.class);
    Dashboard made =
        catalog
            .dashboards()
            .create(
                request.actor(),
                request.system(),
                new DashboardForm(
                    requireNonNullElse(sent.key, ""),
                    requireNonNullElse(sent.name, ""),
                    requireNonNullElse(sent.description, ""),
                    FiltersResource.visibility(sent.visibility, Visibility.SHARED),
                    sent.shown(List.of())));
    return Answer.created(
            "/api/v1/systems/" + request.system() + "/dashboards/" + made.key(), View.of(made))
        .versioned(made.version());
  }

  Answer read(Request request) {
    return answer(lookup.dashboard(lookup.system(request), request));
  }

  Answer change(Request request) {
    Dashboard before = lookup.dashboard(lookup.system(request), request);
    Sent sent = request.as(Sent.class);
    return answer(
        catalog
            .dashboards()
            .update(
                request.actor(),
                request.system(),
                before.key(),
                new DashboardForm(
                    requireNonNullElse(sent.key, before.key()),
                    requireNonNullElse(sent.name, before.name()),
                    requireNonNullElse(sent.description, before.description()),
                    FiltersResource.visibility(sent.visibility, before.visibility()),
                    sent.shown(before.items())),
                request.expected()));
  }

  Answer delete(Request request) {
    catalog
        .dashboards()
        .delete(request.actor(), request.system(), request.in("dashboard"), request.expected());
    return new Answer.Nothing();
  }

  private static Answer answer(Dashboard dashboard) {
    return Answer.of(View.of(dashboard)).versioned(dashboard.version());
  }
}
