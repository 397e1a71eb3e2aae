package dev.muster.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.attribute.AttributeType;
import dev.muster.attribute.PlainValues;
import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.Integration;
import dev.muster.catalog.Property;
import dev.muster.catalog.SystemDefinition;
import dev.muster.intake.IntakeLimits;
import dev.muster.intake.RejectedProperty;
import dev.muster.intake.Suggestion;
import dev.muster.intake.Trial;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Trying payloads, and suggesting what an integration could list.
final class MappingResource {

  private final Lookup lookup;
  private final IntakeLimits limits;

  MappingResource(CatalogStore catalog, IntakeLimits limits) {
    this.lookup = new Lookup(catalog);
    this.limits = limits;
  }

  private record Sent(
      JsonNode payload,
      @Nullable String identifier,
      @Nullable List<IntegrationsResource.SentProperty> properties) {}

  private record Trials(List<TrialView> results) {}

  private record Problem(int status, String code, String detail) {}

  private record Updated(String attribute, String path, String type, Object value) {}

  private record Named(String attribute, String path) {
    static Named of(Property property) {
      return new Named(property.name(), property.path());
    }
  }

  /// What would become of one object.
  private record TrialView(
      String status,
      @Nullable String user,
      List<Updated> updated,
      List<Named> cleared,
      List<Named> absent,
      List<RejectedProperty> rejected,
      @Nullable Problem problem) {

    static TrialView of(Trial.Result result) {
      return new TrialView(
          result.outcome().code(),
          result.user().orElse(null),
          result.updated().stream()
              .map(one ->
                  new Updated(
                      one.property().name(),
                      one.property().path(),
                      one.property().type().code(),
                      PlainValues.of(one.value())))
              .toList(),
          result.cleared().stream().map(Named::of).toList(),
          result.absent().stream().map(Named::of).toList(),
          result.rejected(),
          result
              .refusal()
              .map(why -> new Problem(why.status(), why.code(), why.detail()))
              .orElse(null));
    }
  }

  Answer tryPayload(Request request) {
    SystemDefinition system = lookup.system(request);
    Integration integration = lookup.integration(system, request);
    Sent sent = request.as(Sent.class);
    Trial trial =
        new Trial(
            sent.identifier() == null ? integration.identifier() : sent.identifier(),
            sent.properties() == null ? integration.properties() : properties(sent.properties()),
            system.timeZone(),
            system.pages().salt(),
            integration.receiving(),
            limits);
    // As it was sent: numbers are read by their digits, which a tree does not keep.
    byte[] payload = Wire.member(request.raw().get(), "payload");
    return Answer.of(new Trials(trial.run(payload).stream().map(TrialView::of).toList()));
  }

  /// Properties that are no attributes yet get a number each, to be told apart.
  private static List<Property> properties(List<IntegrationsResource.SentProperty> sent) {
    List<Property> properties = new ArrayList<>();
    for (IntegrationsResource.SentProperty one : sent) {
      AttributeType type = AttributeType.ofCode(one.type()).orElseThrow();
      properties.add(new Property(properties.size() + 1, one.path(), one.name(), type));
    }
    return properties;
  }

  private record Suggested(
      List<Suggestion.Identifier> identifiers, List<SuggestedProperty> properties) {}

  private record SuggestedProperty(String path, String name, String type, JsonNode value) {}

  Answer suggest(Request request) {
    SystemDefinition system = lookup.system(request);
    if (request.path().containsKey("integration")) {
      Integration _ = lookup.integration(system, request);
    }
    Suggestion suggestion = Suggestion.of(request.body().get("payload"));
    return Answer.of(
        new Suggested(
            suggestion.identifiers(),
            suggestion.properties().stream()
                .map(one ->
                    new SuggestedProperty(one.path(), one.name(), one.type().code(), one.value()))
                .toList()));
  }
}
