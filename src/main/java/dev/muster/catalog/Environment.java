package dev.muster.catalog;

import java.util.List;
import java.util.Optional;

/// A place where a system's application runs, with its own end users.
///
/// @param id one per installation, never used again
/// @param key names it in paths; `[a-z0-9-]{1,64}`, fixed
/// @param name for people
/// @param clientKey what pages identify the environment by, an [AccessKey]
/// @param origins whose pages may load segments
/// @param publications the kept ones, the latest last
public record Environment(
    int id,
    String key,
    String name,
    String clientKey,
    AllowedOrigins origins,
    List<Publication> publications) {

  /// Copies the list.
  public Environment {
    publications = List.copyOf(publications);
  }

  /// What page loads use; empty before the first publish.
  public Optional<Publication> live() {
    return publications.isEmpty() ? Optional.empty() : Optional.of(publications.getLast());
  }

  /// The publication of this version, if it is kept.
  public Optional<Publication> publication(int version) {
    return publications.stream().filter(one -> one.version() == version).findFirst();
  }

  Environment withPublications(List<Publication> kept) {
    return new Environment(id, key, name, clientKey, origins, kept);
  }
}
