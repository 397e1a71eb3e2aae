package dev.muster.catalog;

import dev.muster.attribute.Attribute;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A source of end users' attributes.
///
/// @param id one per installation, never used again
/// @param key names it in conditions and paths; `[a-z0-9-]{1,64}`, fixed
/// @param name for people
/// @param kind how the data comes in
/// @param identifier where the end user's identifier is: a path, or a column
/// @param properties what is taken out, in the order that they were given in; nothing else is kept
/// @param keepRejected whether the payloads of deliveries that are refused, in whole or in part,
///   are kept for a while
/// @param endpointTokens environment key to the token of its endpoint (an [AccessKey]); one for
///   each environment if the kind is [IntegrationKind#API], else empty
/// @param schedules environment key to where new files are taken from by themselves
/// @param receiving how what senders send is taken
/// @param secrets of its endpoints, the oldest first
/// @param alerts environment key to who is told what is found of it
/// @param version 1 at first, more with each change
/// @param createdAt to the millisecond
public record Integration(
    int id,
    String key,
    String name,
    IntegrationKind kind,
    String identifier,
    List<Property> properties,
    boolean keepRejected,
    SortedMap<String, String> endpointTokens,
    SortedMap<String, Schedule> schedules,
    Receiving receiving,
    List<EndpointSecret> secrets,
    SortedMap<String, Alerting> alerts,
    long version,
    Instant createdAt) {

  /// Copies the lists and the maps.
  public Integration {
    properties = List.copyOf(properties);
    endpointTokens = Collections.unmodifiableSortedMap(new TreeMap<>(endpointTokens));
    schedules = Collections.unmodifiableSortedMap(new TreeMap<>(schedules));
    secrets = List.copyOf(secrets);
    alerts = Collections.unmodifiableSortedMap(new TreeMap<>(alerts));
  }

  /// One that takes no files by itself, and what senders send as it is.
  public Integration(
      int id,
      String key,
      String name,
      IntegrationKind kind,
      String identifier,
      List<Property> properties,
      boolean keepRejected,
      SortedMap<String, String> endpointTokens,
      long version,
      Instant createdAt) {
    this(
        id,
        key,
        name,
        kind,
        identifier,
        properties,
        keepRejected,
        endpointTokens,
        new TreeMap<>(),
        Receiving.PLAIN,
        List.of(),
        new TreeMap<>(),
        version,
        createdAt);
  }

  /// The property that fills the attribute of this name.
  public Optional<Property> property(String name) {
    return properties.stream().filter(property -> property.name().equals(name)).findFirst();
  }

  /// The attributes that it fills, in the order of its properties.
  public List<Attribute> attributes() {
    return properties.stream().map(property -> property.attribute(key)).toList();
  }

  /// The secrets of its endpoint in an environment, the oldest first.
  public List<EndpointSecret> secretsOf(String environmentKey) {
    return secrets.stream().filter(one -> one.environment().equals(environmentKey)).toList();
  }

  /// Who is told what is found of it in an environment.
  public Alerting alerting(String environment) {
    return alerts.getOrDefault(
        environment, new Alerting(Alerting.Settings.NOBODY, List.of(), List.of()));
  }

  Integration withTokens(SortedMap<String, String> tokens) {
    // Where there is no endpoint any more, nobody signs.
    List<EndpointSecret> left =
        secrets.stream().filter(one -> tokens.containsKey(one.environment())).toList();
    SortedMap<String, Alerting> heard = new TreeMap<>(alerts);
    heard.keySet().retainAll(tokens.keySet());
    return with(tokens, schedules, left, heard, version + 1);
  }

  Integration withSchedules(SortedMap<String, Schedule> others) {
    return with(endpointTokens, others, secrets, alerts, version + 1);
  }

  Integration withSecrets(List<EndpointSecret> others) {
    return with(endpointTokens, schedules, others, alerts, version + 1);
  }

  Integration withAlerts(SortedMap<String, Alerting> others) {
    return with(endpointTokens, schedules, secrets, others, version + 1);
  }

  /// What is noted is no change.
  Integration noting(String environment, Alerting alerting) {
    SortedMap<String, Alerting> others = new TreeMap<>(alerts);
    others.put(environment, alerting);
    return with(endpointTokens, schedules, secrets, others, version);
  }

  private Integration with(
      SortedMap<String, String> tokens,
      SortedMap<String, Schedule> others,
      List<EndpointSecret> signing,
      SortedMap<String, Alerting> heard,
      long versionThen) {
    return new Integration(
        id,
        key,
        name,
        kind,
        identifier,
        properties,
        keepRejected,
        tokens,
        others,
        receiving,
        signing,
        heard,
        versionThen,
        createdAt);
  }
}
