package dev.muster.web.api;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.muster.attribute.AttributeType;
import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.Integration;
import dev.muster.catalog.IntegrationForm;
import dev.muster.catalog.IntegrationForm.PropertyForm;
import dev.muster.catalog.IntegrationKind;
import dev.muster.catalog.Receiving;
import dev.muster.catalog.SystemDefinition;
import dev.muster.intake.Endpoints;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where attributes come from.
final class IntegrationsResource {

  private final CatalogStore catalog;
  private final Endpoints endpoints;
  private final Lookup lookup;

  /// @param endpoints know which secrets can be used
  IntegrationsResource(CatalogStore catalog, Endpoints endpoints) {
    this.catalog = catalog;
    this.endpoints = endpoints;
    this.lookup = new Lookup(catalog);
  }

  /// What is sent of a property.
  record SentProperty(String path, String name, String type) {
    PropertyForm form() {
      return new PropertyForm(path, name, AttributeType.ofCode(type).orElseThrow());
    }
  }

  /// What is sent. A field that is null was left out.
  private record Sent(
      @Nullable String key,
      @Nullable String name,
      @Nullable String kind,
      @Nullable String identifier,
      @Nullable List<SentProperty> properties,
      @Nullable Boolean keepRejected,
      @Nullable ReceivingView receiving) {

    Optional<Receiving> howReceived() {
      return Optional.ofNullable(receiving).map(ReceivingView::receiving);
    }

    IntegrationKind kind(IntegrationKind otherwise) {
      // A kind that there is not is refused with the words for one that it does not have.
      return kind == null
          ? otherwise
          : IntegrationKind.ofCode(kind)
              .orElse(otherwise == IntegrationKind.API ? IntegrationKind.CSV : IntegrationKind.API);
    }

    List<PropertyForm> forms() {
      return requireNonNull(properties).stream().map(SentProperty::form).toList();
    }
  }

  Answer list(Request request) {
    List<Integration> all = List.copyOf(lookup.system(request).integrations().values());
    return Answer.of(
        request
            .page()
            .cut(
                all,
                Integration::key,
                it -> it,
                one -> IntegrationView.of(one, endpoints, request)));
  }

  Answer create(Request request) {
    Sent sent = request.as(Sent.class);
    Integration made =
        catalog
            .integrations()
            .create(
                request.actor(),
                request.system(),
                new IntegrationForm(
                    requireNonNullElse(sent.key(), ""),
                    requireNonNullElse(sent.name(), ""),
                    sent.kind(IntegrationKind.API),
                    requireNonNullElse(sent.identifier(), ""),
                    sent.forms(),
                    requireNonNullElse(sent.keepRejected(), true),
                    sent.howReceived()));
    return Answer.created(
            "/api/v1/systems/" + request.system() + "/integrations/" + made.key(),
            IntegrationView.of(made, endpoints, request))
        .versioned(made.version());
  }

  Answer read(Request request) {
    return answer(lookup.integration(lookup.system(request), request), request);
  }

  Answer change(Request request) {
    SystemDefinition system = lookup.system(request);
    Integration before = lookup.integration(system, request);
    Sent sent = request.as(Sent.class);
    List<PropertyForm> kept =
        before.properties().stream()
            .map(one -> new PropertyForm(one.path(), one.name(), one.type()))
            .toList();
    Integration after =
        catalog
            .integrations()
            .update(
                request.actor(),
                system.key(),
                before.key(),
                new IntegrationForm(
                    requireNonNullElse(sent.key(), before.key()),
                    requireNonNullElse(sent.name(), before.name()),
                    sent.kind(before.kind()),
                    requireNonNullElse(sent.identifier(), before.identifier()),
                    sent.properties() == null ? kept : sent.forms(),
                    requireNonNullElse(sent.keepRejected(), before.keepRejected()),
                    sent.howReceived()),
                request.expected(),
                request.confirmed());
    return answer(after, request);
  }

  Answer delete(Request request) {
    catalog
        .integrations()
        .delete(
            request.actor(),
            request.system(),
            request.in("integration"),
            request.expected(),
            request.confirmed());
    return new Answer.Nothing();
  }

  Answer rotateEndpoint(Request request) {
    Integration after =
        catalog
            .integrations()
            .rotateToken(
                request.actor(),
                request.system(),
                request.in("integration"),
                request.environment());
    String token = requireNonNull(after.endpointTokens().get(request.environment()));
    return Answer.of(
        IntegrationView.Endpoint.of(
            after, request.environment(), token, endpoints, request.base(), true));
  }

  private Answer answer(Integration integration, Request request) {
    return Answer.of(IntegrationView.of(integration, endpoints, request))
        .versioned(integration.version());
  }
}
