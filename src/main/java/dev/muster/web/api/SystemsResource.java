package dev.muster.web.api;

import static java.util.Objects.requireNonNullElse;

import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.SystemDefinition;
import dev.muster.catalog.SystemForm;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The applications whose end users are kept.
final class SystemsResource {

  private final CatalogStore catalog;
  private final Lookup lookup;

  SystemsResource(CatalogStore catalog) {
    this.catalog = catalog;
    this.lookup = new Lookup(catalog);
  }

  /// What is sent. A field that is null was left out.
  private record Sent(
      @Nullable String key,
      @Nullable String name,
      @Nullable String timeZone,
      @Nullable Integer attributeLimit) {

    OptionalInt limit() {
      return attributeLimit == null ? OptionalInt.empty() : OptionalInt.of(attributeLimit);
    }
  }

  Answer list(Request request) {
    List<SystemDefinition> all = List.copyOf(catalog.current().systems().values());
    return Answer.of(request.page().cut(all, SystemDefinition::key, it -> it, SystemView::of));
  }

  Answer create(Request request) {
    Sent sent = request.as(Sent.class);
    SystemDefinition made =
        catalog
            .systems()
            .create(
                request.actor(),
                new SystemForm(
                    requireNonNullElse(sent.key(), ""),
                    requireNonNullElse(sent.name(), ""),
                    requireNonNullElse(sent.timeZone(), "UTC"),
                    sent.limit()));
    return Answer.created("/api/v1/systems/" + made.key(), SystemView.of(made))
        .versioned(made.version());
  }

  Answer read(Request request) {
    return answer(lookup.system(request));
  }

  Answer change(Request request) {
    SystemDefinition before = lookup.system(request);
    Sent sent = request.as(Sent.class);
    return answer(
        catalog
            .systems()
            .update(
                request.actor(),
                before.key(),
                new SystemForm(
                    requireNonNullElse(sent.key(), before.key()),
                    requireNonNullElse(sent.name(), before.name()),
                    requireNonNullElse(sent.timeZone(), before.timeZone().getId()),
                    sent.limit()),
                request.expected()));
  }

  Answer delete(Request request) {
    catalog
        .systems()
        .delete(request.actor(), request.system(), request.expected(), request.confirmed());
    return new Answer.Nothing();
  }

  private static Answer answer(SystemDefinition system) {
    return Answer.of(SystemView.of(system)).versioned(system.version());
  }
}
