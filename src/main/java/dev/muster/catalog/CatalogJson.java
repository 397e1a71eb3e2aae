package dev.muster.catalog;

import static dev.muster.catalog.StoredJson.instant;
import static dev.muster.catalog.StoredJson.list;
import static dev.muster.catalog.StoredJson.longNumber;
import static dev.muster.catalog.StoredJson.number;
import static dev.muster.catalog.StoredJson.object;
import static dev.muster.catalog.StoredJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The whole catalog as bytes, for checkpoints.
public final class CatalogJson {

  /// Raised when an older version could no longer understand what this one writes.
  static final int FORM = 4;

  private CatalogJson() {}

  /// The catalog as bytes.
  public static byte[] write(Catalog catalog) {
    ObjectNode stored =
        object()
            .put("form", FORM)
            .put("version", catalog.version())
            .put("lastId", catalog.lastId());
    ArrayNode systems = stored.putArray("systems");
    catalog.systems().values().forEach(system -> systems.add(system(system)));
    ArrayNode tokens = stored.putArray("tokens");
    catalog.tokens().values().forEach(token -> tokens.add(TokensJson.write(token)));
    stored.set("accounts", AccountsJson.write(catalog.accounts()));
    return StoredJson.bytes(stored);
  }

  /// @param bytes what [#write] gave
  /// @throws UnreadableCatalogException if they are not a catalog, or one of a newer form
  public static Catalog read(byte[] bytes) {
    JsonNode stored = StoredJson.tree(bytes, "a catalog", FORM);
    SortedMap<String, SystemDefinition> systems = new TreeMap<>();
    for (JsonNode one : list(stored, "systems")) {
      SystemDefinition system = system(one);
      systems.put(system.key(), system);
    }
    SortedMap<String, Token> tokens = new TreeMap<>();
    for (JsonNode one : list(stored, "tokens")) {
      Token token = TokensJson.read(one);
      tokens.put(token.id(), token);
    }
    // Form 1 knew nobody.
    Accounts accounts =
        number(stored, "form") == 1
            ? Accounts.EMPTY
            : AccountsJson.read(StoredJson.member(stored, "accounts"));
    return new Catalog(
        longNumber(stored, "version"), number(stored, "lastId"), systems, tokens, accounts);
  }

  private static ObjectNode system(SystemDefinition system) {
    ObjectNode stored = EntityJson.write(Step.PutSystem.of(system));
    stored.set("pages", PagesJson.write(system.pages()));
    ArrayNode environments = stored.putArray("environments");
    system.environments().forEach(one -> environments.add(environment(one)));
    ArrayNode integrations = stored.putArray("integrations");
    system.integrations().values().forEach(one -> integrations.add(EntityJson.write(one)));
    ArrayNode segments = stored.putArray("segments");
    system.segments().values().forEach(one -> segments.add(EntityJson.write(one)));
    ArrayNode filters = stored.putArray("filters");
    system.filters().values().forEach(one -> filters.add(EntityJson.write(one)));
    if (!system.reporting().equals(Reporting.NONE)) {
      stored.set("reporting", ReportingJson.write(system.reporting()));
    }
    return stored;
  }

  private static SystemDefinition system(JsonNode stored) {
    List<Environment> environments = new ArrayList<>();
    list(stored, "environments").forEach(one -> environments.add(environment(one)));
    SortedMap<String, Integration> integrations = new TreeMap<>();
    for (JsonNode one : list(stored, "integrations")) {
      Integration integration = EntityJson.integration(one);
      integrations.put(integration.key(), integration);
    }
    SortedMap<String, Segment> segments = new TreeMap<>();
    for (JsonNode one : list(stored, "segments")) {
      Segment segment = EntityJson.segment(one);
      segments.put(segment.key(), segment);
    }
    SortedMap<String, Filter> filters = new TreeMap<>();
    // Catalogs from before there were saved filters have none.
    for (JsonNode one : stored.has("filters") ? list(stored, "filters") : object()) {
      Filter filter = EntityJson.filter(one);
      filters.put(filter.key(), filter);
    }
    Step.PutSystem own = EntityJson.system(stored);
    return new SystemDefinition(
        own.key(),
        own.name(),
        own.timeZone(),
        own.attributeLimit(),
        own.version(),
        own.createdAt(),
        PagesJson.settingsOf(stored),
        environments,
        integrations,
        segments,
        filters,
        ReportingJson.read(stored));
  }

  /// Publications mostly repeat each other, so each segment is stored once an environment and the
  /// publications name it by its place.
  private static ObjectNode environment(Environment environment) {
    ObjectNode stored = EntityJson.write(environment);
    Map<PublishedSegment, Integer> places = new HashMap<>();
    ArrayNode segments = stored.putArray("publishedSegments");
    ArrayNode publications = stored.putArray("publications");
    for (Publication publication : environment.publications()) {
      ObjectNode one =
          publications
              .addObject()
              .put("version", publication.version())
              .put("publishedAt", publication.publishedAt().toString())
              .put("publishedBy", publication.publishedBy())
              .put("note", publication.note());
      publication.restoredFrom().ifPresent(version -> one.put("restoredFrom", version));
      ArrayNode content = one.putArray("segments");
      for (PublishedSegment segment : publication.segments()) {
        Integer place = places.get(segment);
        if (place == null) {
          place = places.size();
          places.put(segment, place);
          segments.add(EntityJson.write(segment));
        }
        content.add(place);
      }
    }
    return stored;
  }

  private static Environment environment(JsonNode stored) {
    List<PublishedSegment> segments = new ArrayList<>();
    list(stored, "publishedSegments")
        .forEach(one -> segments.add(EntityJson.publishedSegment(one)));
    List<Publication> publications = new ArrayList<>();
    for (JsonNode one : list(stored, "publications")) {
      List<PublishedSegment> content = new ArrayList<>();
      for (JsonNode place : list(one, "segments")) {
        if (!place.canConvertToInt()
            || place.intValue() < 0
            || place.intValue() >= segments.size()) {
          throw new UnreadableCatalogException("the stored catalog lacks a published segment");
        }
        content.add(segments.get(place.intValue()));
      }
      publications.add(
          new Publication(
              number(one, "version"),
              instant(one, "publishedAt"),
              text(one, "publishedBy"),
              text(one, "note"),
              CommitJson.restoredFrom(one),
              content));
    }
    return EntityJson.environment(stored, publications);
  }
}
