package dev.muster.catalog;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A place where a system's application runs, with its own end users.
///
/// @param id one per installation, never used again
/// @param key names it in paths; `[a-z0-9-]{1,64}`, fixed
/// @param name for people
/// @param clientKey what pages identify the environment by, an [AccessKey]
/// @param previousKey the client key before it, while pages may still use it
/// @param origins whose pages may load segments
/// @param verification whether pages have to prove whose segments they ask for
/// @param publications the kept ones, the latest last
/// @param webhooks to whom changes of segments are told, by key
public record Environment(
    int id,
    String key,
    String name,
    String clientKey,
    Optional<String> previousKey,
    AllowedOrigins origins,
    Verification verification,
    List<Publication> publications,
    SortedMap<String, Webhook> webhooks) {

  /// Copies the list and the map.
  public Environment {
    publications = List.copyOf(publications);
    webhooks = Collections.unmodifiableSortedMap(new TreeMap<>(webhooks));
  }

  /// What page loads use; empty before the first publish.
  public Optional<Publication> live() {
    return publications.isEmpty() ? Optional.empty() : Optional.of(publications.getLast());
  }

  /// The publication of this version, if it is kept.
  public Optional<Publication> publication(int version) {
    return publications.stream().filter(one -> one.version() == version).findFirst();
  }

  /// The webhook of this key.
  public Optional<Webhook> webhook(String key) {
    return Optional.ofNullable(webhooks.get(key));
  }

  /// One with which nothing was done yet.
  static Environment fresh(int id, String key, String name, String clientKey) {
    return new Environment(
        id,
        key,
        name,
        clientKey,
        Optional.empty(),
        AllowedOrigins.ANY,
        Verification.OFF,
        List.of(),
        new TreeMap<>());
  }

  Environment withPublications(List<Publication> kept) {
    return new Environment(
        id, key, name, clientKey, previousKey, origins, verification, kept, webhooks);
  }

  Environment withName(String other) {
    return new Environment(
        id, key, other, clientKey, previousKey, origins, verification, publications, webhooks);
  }

  Environment withOrigins(AllowedOrigins others) {
    return new Environment(
        id, key, name, clientKey, previousKey, others, verification, publications, webhooks);
  }

  Environment withKeys(String now, Optional<String> before) {
    return new Environment(
        id, key, name, now, before, origins, verification, publications, webhooks);
  }

  Environment withVerification(Verification other) {
    return new Environment(
        id, key, name, clientKey, previousKey, origins, other, publications, webhooks);
  }

  Environment withWebhooks(SortedMap<String, Webhook> others) {
    return new Environment(
        id, key, name, clientKey, previousKey, origins, verification, publications, others);
  }
}
