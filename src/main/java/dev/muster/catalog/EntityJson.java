package dev.muster.catalog;

import static dev.muster.catalog.StoredJson.instant;
import static dev.muster.catalog.StoredJson.list;
import static dev.muster.catalog.StoredJson.longNumber;
import static dev.muster.catalog.StoredJson.member;
import static dev.muster.catalog.StoredJson.number;
import static dev.muster.catalog.StoredJson.object;
import static dev.muster.catalog.StoredJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.attribute.AttributeType;
import dev.muster.condition.Condition;
import dev.muster.condition.ConditionException;
import dev.muster.condition.ConditionJson;
import dev.muster.condition.ConditionLimits;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The entities of the catalog as they are stored, in commits and in checkpoints alike.
final class EntityJson {

  /// What was once taken is read again, whatever the limits are by then.
  private static final ConditionLimits STORED =
      new ConditionLimits(
          Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

  private EntityJson() {}

  static ObjectNode write(Step.PutSystem system) {
    return object()
        .put("key", system.key())
        .put("name", system.name())
        .put("timeZone", system.timeZone().getId())
        .put("attributeLimit", system.attributeLimit())
        .put("version", system.version())
        .put("createdAt", system.createdAt().toString());
  }

  static Step.PutSystem system(JsonNode stored) {
    return new Step.PutSystem(
        text(stored, "key"),
        text(stored, "name"),
        zone(text(stored, "timeZone")),
        number(stored, "attributeLimit"),
        longNumber(stored, "version"),
        instant(stored, "createdAt"));
  }

  private static ZoneId zone(String id) {
    try {
      return ZoneId.of(id);
    } catch (DateTimeException e) {
      throw new UnreadableCatalogException(
          "the catalog has the time zone " + id + ", which this Java does not know", e);
    }
  }

  static ObjectNode write(Integration integration) {
    ObjectNode stored =
        object()
            .put("id", integration.id())
            .put("key", integration.key())
            .put("name", integration.name())
            .put("kind", integration.kind().code())
            .put("identifier", integration.identifier())
            .put("keepRejected", integration.keepRejected())
            .put("version", integration.version())
            .put("createdAt", integration.createdAt().toString());
    ArrayNode properties = stored.putArray("properties");
    for (Property property : integration.properties()) {
      properties
          .addObject()
          .put("attributeId", property.attributeId())
          .put("path", property.path())
          .put("name", property.name())
          .put("type", property.type().code());
    }
    ObjectNode tokens = stored.putObject("endpointTokens");
    integration.endpointTokens().forEach(tokens::put);
    if (!integration.schedules().isEmpty()) {
      stored.set("schedules", ScheduleJson.write(integration.schedules()));
    }
    if (!integration.receiving().equals(Receiving.PLAIN)) {
      stored.set("receiving", ReceivingJson.write(integration.receiving()));
    }
    if (!integration.secrets().isEmpty()) {
      stored.set("secrets", ReceivingJson.write(integration.secrets()));
    }
    if (!integration.alerts().isEmpty()) {
      stored.set("alerts", AlertingJson.write(integration.alerts()));
    }
    return stored;
  }

  static Integration integration(JsonNode stored) {
    List<Property> properties = new ArrayList<>();
    for (JsonNode property : list(stored, "properties")) {
      String type = text(property, "type");
      properties.add(
          new Property(
              number(property, "attributeId"),
              text(property, "path"),
              text(property, "name"),
              AttributeType.ofCode(type)
                  .orElseThrow(
                      () -> UnreadableCatalogException.newer("the attribute type " + type))));
    }
    JsonNode endpoints = member(stored, "endpointTokens");
    SortedMap<String, String> tokens = new TreeMap<>();
    endpoints.fieldNames().forEachRemaining(key -> tokens.put(key, text(endpoints, key)));
    String kind = text(stored, "kind");
    return new Integration(
        number(stored, "id"),
        text(stored, "key"),
        text(stored, "name"),
        IntegrationKind.ofCode(kind)
            .orElseThrow(() -> UnreadableCatalogException.newer("the integration kind " + kind)),
        text(stored, "identifier"),
        properties,
        // Those of before there was a choice kept nothing; now they do like new ones.
        !stored.has("keepRejected") || member(stored, "keepRejected").booleanValue(),
        tokens,
        ScheduleJson.read(stored),
        ReceivingJson.read(stored),
        ReceivingJson.secrets(stored),
        AlertingJson.read(stored),
        longNumber(stored, "version"),
        instant(stored, "createdAt"));
  }

  static ObjectNode write(Segment segment) {
    ObjectNode stored =
        object()
            .put("key", segment.key())
            .put("name", segment.name())
            .put("description", segment.description())
            .put("version", segment.version())
            .put("createdAt", segment.createdAt().toString())
            .put("updatedAt", segment.updatedAt().toString());
    stored.set("condition", ConditionJson.write(segment.condition()));
    return stored;
  }

  static Segment segment(JsonNode stored) {
    return new Segment(
        text(stored, "key"),
        text(stored, "name"),
        text(stored, "description"),
        condition(stored),
        longNumber(stored, "version"),
        instant(stored, "createdAt"),
        instant(stored, "updatedAt"));
  }

  static ObjectNode write(Filter filter) {
    ObjectNode stored =
        object()
            .put("key", filter.key())
            .put("name", filter.name())
            .put("visibility", filter.visibility().code())
            .put("createdBy", filter.createdBy())
            .put("version", filter.version())
            .put("createdAt", filter.createdAt().toString())
            .put("updatedAt", filter.updatedAt().toString());
    filter.lastUsedAt().ifPresent(at -> stored.put("lastUsedAt", at.toString()));
    stored.set("condition", ConditionJson.write(filter.condition()));
    return stored;
  }

  static Filter filter(JsonNode stored) {
    return new Filter(
        text(stored, "key"),
        text(stored, "name"),
        condition(stored),
        // Those of before there were private ones are everybody's.
        stored.has("visibility") ? ReportingJson.visibility(stored) : Visibility.SHARED,
        text(stored, "createdBy"),
        longNumber(stored, "version"),
        instant(stored, "createdAt"),
        instant(stored, "updatedAt"),
        stored.has("lastUsedAt") ? Optional.of(instant(stored, "lastUsedAt")) : Optional.empty());
  }

  static ObjectNode write(PublishedSegment segment) {
    ObjectNode stored =
        object()
            .put("key", segment.key())
            .put("name", segment.name())
            .put("description", segment.description());
    stored.set("condition", ConditionJson.write(segment.condition()));
    return stored;
  }

  static PublishedSegment publishedSegment(JsonNode stored) {
    return new PublishedSegment(
        text(stored, "key"), text(stored, "name"), text(stored, "description"), condition(stored));
  }

  private static Condition condition(JsonNode stored) {
    try {
      return ConditionJson.read(member(stored, "condition"), STORED);
    } catch (ConditionException e) {
      throw new UnreadableCatalogException(
          "the condition of " + text(stored, "key") + " is of no form known here", e);
    }
  }

  /// Without its publications.
  static ObjectNode write(Environment environment) {
    ObjectNode stored =
        object()
            .put("id", environment.id())
            .put("key", environment.key())
            .put("name", environment.name())
            .put("clientKey", environment.clientKey());
    environment.previousKey().ifPresent(key -> stored.put("previousKey", key));
    stored.set("allowedOrigins", write(environment.origins()));
    stored.set("verification", PagesJson.write(environment.verification()));
    WebhookJson.write(stored, environment.webhooks());
    return stored;
  }

  static Environment environment(JsonNode stored, List<Publication> publications) {
    return new Environment(
        number(stored, "id"),
        text(stored, "key"),
        text(stored, "name"),
        text(stored, "clientKey"),
        AccountsJson.optionalText(stored, "previousKey"),
        origins(stored),
        PagesJson.verification(stored),
        publications,
        WebhookJson.of(stored));
  }

  private static ArrayNode write(AllowedOrigins origins) {
    ArrayNode stored = JsonNodeFactory.instance.arrayNode();
    origins.patterns().forEach(stored::add);
    return stored;
  }

  /// @param environment as stored; before there were origins, without them
  private static AllowedOrigins origins(JsonNode environment) {
    if (!environment.has("allowedOrigins")) {
      return AllowedOrigins.ANY;
    }
    List<String> patterns = new ArrayList<>();
    list(environment, "allowedOrigins").forEach(one -> patterns.add(one.asText()));
    return new AllowedOrigins(patterns);
  }
}
