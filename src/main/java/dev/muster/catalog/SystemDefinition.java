package dev.muster.catalog;

import dev.muster.attribute.Attribute;
import dev.muster.condition.Condition;
import dev.muster.condition.ConditionException;
import dev.muster.condition.Fields;
import dev.muster.condition.Resolver;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// An application whose end users are kept.
///
/// @param key names it in paths; `[a-z0-9-]{1,64}`, fixed
/// @param name for people
/// @param timeZone in which its days are counted
/// @param attributeLimit how many attributes its integrations may fill together
/// @param version 1 at first, more with each change of the system itself or its environments;
///   integrations and segments have their own
/// @param createdAt to the millisecond
/// @param pages what the application's pages are to do
/// @param environments in the order in which they were added
/// @param integrations by key
/// @param segments by key
/// @param filters by key
/// @param reporting reports, dashboards, and how they get to people
public record SystemDefinition(
    String key,
    String name,
    ZoneId timeZone,
    int attributeLimit,
    long version,
    Instant createdAt,
    PageSettings pages,
    List<Environment> environments,
    SortedMap<String, Integration> integrations,
    SortedMap<String, Segment> segments,
    SortedMap<String, Filter> filters,
    Reporting reporting) {

  /// The environment that every system has.
  public static final String PRODUCTION = "production";

  /// The environment beside it that every system has at first.
  public static final String TEST = "test";

  /// Copies the list and the maps.
  public SystemDefinition {
    environments = List.copyOf(environments);
    integrations = Collections.unmodifiableSortedMap(new TreeMap<>(integrations));
    segments = Collections.unmodifiableSortedMap(new TreeMap<>(segments));
    filters = Collections.unmodifiableSortedMap(new TreeMap<>(filters));
  }

  /// The environment of this key.
  public Optional<Environment> environment(String key) {
    return environments.stream().filter(one -> one.key().equals(key)).findFirst();
  }

  /// The integration of this key.
  public Optional<Integration> integration(String key) {
    return Optional.ofNullable(integrations.get(key));
  }

  /// The segment of this key, as its editors see it.
  public Optional<Segment> segment(String key) {
    return Optional.ofNullable(segments.get(key));
  }

  /// The saved filter of this key.
  public Optional<Filter> filter(String key) {
    return Optional.ofNullable(filters.get(key));
  }

  /// The attributes that its integrations fill, by integration.
  public List<Attribute> attributes() {
    return integrations.values().stream()
        .flatMap(integration -> integration.attributes().stream())
        .toList();
  }

  /// The attributes whose values pages get, by integration.
  public List<Attribute> visibleAttributes() {
    return attributes().stream().filter(one -> pages.visible().contains(one.id())).toList();
  }

  /// How many attributes its integrations fill.
  public int attributesUsed() {
    return integrations.values().stream().mapToInt(one -> one.properties().size()).sum();
  }

  /// How many each integration fills: `crm 18, billing 12`.
  String attributesUsedInWords() {
    return integrations.values().stream()
        .filter(one -> !one.properties().isEmpty())
        .sorted(Comparator.comparingInt((Integration one) -> -one.properties().size()))
        .map(one -> one.key() + " " + one.properties().size())
        .collect(Collectors.joining(", "));
  }

  /// What conditions may name: attributes, and segments as their editors see them.
  public Fields fields() {
    return new SystemFields(
        this, key -> Optional.ofNullable(segments.get(key)).map(Segment::condition));
  }

  /// What a segment means now, with the segments that it uses as their editors see them.
  public Resolution resolve(Segment segment) {
    return resolve(fields(), segment.key(), segment.condition());
  }

  /// What a saved filter means now, with the segments that it uses as their editors see them.
  public Resolution resolve(Filter filter) {
    return resolve(fields(), "", filter.condition());
  }

  /// What a published segment means now, with the segments that were published with it.
  public Resolution resolve(Publication publication, PublishedSegment segment) {
    Fields published =
        new SystemFields(this, key -> publication.segment(key).map(PublishedSegment::condition));
    return resolve(published, segment.key(), segment.condition());
  }

  /// What a condition means in the place of that of a segment, with the segments that it uses as
  /// their editors see them.
  ///
  /// @param segment the segment's key
  public Resolution resolve(String segment, Condition condition) {
    return resolve(fields(), segment, condition);
  }

  private Resolution resolve(Fields fields, String segment, Condition condition) {
    try {
      return new Resolution.Resolved(new Resolver(fields, timeZone).resolve(condition, segment));
    } catch (ConditionException e) {
      return new Resolution.Problem(
          e.errors().stream().map(error -> new FieldError(error.path(), error.reason())).toList());
    }
  }

  /// The ids of its environments.
  List<Integer> environmentIds() {
    return environments.stream().map(Environment::id).toList();
  }

  SystemDefinition withEnvironments(List<Environment> changed) {
    return new SystemDefinition(
        key,
        name,
        timeZone,
        attributeLimit,
        version,
        createdAt,
        pages,
        changed,
        integrations,
        segments,
        filters,
        reporting);
  }

  SystemDefinition withPages(PageSettings changed) {
    return new SystemDefinition(
        key,
        name,
        timeZone,
        attributeLimit,
        version,
        createdAt,
        changed,
        environments,
        integrations,
        segments,
        filters,
        reporting);
  }

  SystemDefinition withIntegrations(SortedMap<String, Integration> changed) {
    return new SystemDefinition(
        key,
        name,
        timeZone,
        attributeLimit,
        version,
        createdAt,
        pages,
        environments,
        changed,
        segments,
        filters,
        reporting);
  }

  SystemDefinition withSegments(SortedMap<String, Segment> changed) {
    return new SystemDefinition(
        key,
        name,
        timeZone,
        attributeLimit,
        version,
        createdAt,
        pages,
        environments,
        integrations,
        changed,
        filters,
        reporting);
  }

  SystemDefinition withFilters(SortedMap<String, Filter> changed) {
    return new SystemDefinition(
        key,
        name,
        timeZone,
        attributeLimit,
        version,
        createdAt,
        pages,
        environments,
        integrations,
        segments,
        changed,
        reporting);
  }

  SystemDefinition withReporting(Reporting changed) {
    return new SystemDefinition(
        key,
        name,
        timeZone,
        attributeLimit,
        version,
        createdAt,
        pages,
        environments,
        integrations,
        segments,
        filters,
        changed);
  }
}
