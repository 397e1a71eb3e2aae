package dev.muster.web.api;

import dev.muster.attribute.Attribute;
import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.IdentifierSource;
import dev.muster.catalog.IdentifierSource.Method;
import dev.muster.catalog.PageSettings;
import dev.muster.catalog.PageSettingsForm;
import dev.muster.catalog.SystemDefinition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the pages of a system's application are to do.
final class PageSettingsResource {

  private final CatalogStore catalog;
  private final Lookup lookup;

  PageSettingsResource(CatalogStore catalog) {
    this.catalog = catalog;
    this.lookup = new Lookup(catalog);
  }

  /// Where a page knows its end user.
  private record Source(
      String method, @Nullable String name, @Nullable String selector, @Nullable String attribute) {

    static Source of(IdentifierSource source) {
      boolean element = source.method() == Method.ELEMENT;
      String name = source.name().isEmpty() ? null : source.name();
      return new Source(
          source.method().code(),
          element ? null : name,
          element ? name : null,
          source.attribute().orElse(null));
    }

    IdentifierSource source() {
      Method known = Method.ofCode(method).orElseThrow();
      String named = known == Method.ELEMENT ? selector : name;
      return new IdentifierSource(
          known, named == null ? "" : named, Optional.ofNullable(attribute));
    }
  }

  private record Hashing(boolean enabled, @Nullable String salt) {}

  private record View(
      Source identifier,
      int waitMillis,
      boolean anonymous,
      Hashing hashing,
      List<String> visibleAttributes,
      @Nullable String applicationUrl,
      long version) {

    static View of(SystemDefinition system) {
      PageSettings pages = system.pages();
      return new View(
          Source.of(pages.identifier()),
          pages.waitMillis(),
          pages.anonymous(),
          new Hashing(pages.salt().isPresent(), pages.salt().orElse(null)),
          system.visibleAttributes().stream().map(Attribute::field).toList(),
          pages.applicationUrl().orElse(null),
          system.version());
    }
  }

  /// What is sent. A field that is null was left out, or takes something away.
  private record Sent(
      @Nullable Source identifier,
      @Nullable Integer waitMillis,
      @Nullable Boolean anonymous,
      @Nullable Hashing hashing,
      @Nullable List<String> visibleAttributes,
      @Nullable String applicationUrl) {}

  Answer read(Request request) {
    return answer(lookup.system(request));
  }

  Answer change(Request request) {
    SystemDefinition before = lookup.system(request);
    View now = View.of(before);
    Sent sent = request.as(Sent.class);
    Hashing hashing = sent.hashing() == null ? now.hashing() : sent.hashing();
    // Null takes the address away, while leaving it out lets it be.
    Optional<String> url =
        Optional.ofNullable(
            request.body().has("applicationUrl") ? sent.applicationUrl() : now.applicationUrl());
    PageSettingsForm form =
        new PageSettingsForm(
            (sent.identifier() == null ? now.identifier() : sent.identifier()).source(),
            sent.waitMillis() == null ? now.waitMillis() : sent.waitMillis(),
            sent.anonymous() == null ? now.anonymous() : sent.anonymous(),
            hashing.enabled(),
            hashing.enabled() ? Optional.ofNullable(hashing.salt()) : Optional.empty(),
            sent.visibleAttributes() == null ? now.visibleAttributes() : sent.visibleAttributes(),
            url.filter(text -> !text.isEmpty()));
    return answer(
        catalog
            .pageSettings()
            .update(request.actor(), before.key(), form, request.expected(), request.confirmed()));
  }

  private static Answer answer(SystemDefinition system) {
    return Answer.of(View.of(system)).versioned(system.version());
  }
}
