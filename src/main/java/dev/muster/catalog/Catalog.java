package dev.muster.catalog;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Everything that people have set up, as one immutable value. Who holds a reference sees one
/// consistent state.
///
/// @param version 0 when empty, one more with each [CatalogCommit]
/// @param lastId the greatest id of an environment, an integration or an attribute so far; ids are
///   never used again
/// @param systems by key
/// @param tokens that programs show, by id
/// @param accounts people and what lets them in
public record Catalog(
    long version,
    int lastId,
    SortedMap<String, SystemDefinition> systems,
    SortedMap<String, Token> tokens,
    Accounts accounts) {

  /// A catalog without anything.
  public static final Catalog EMPTY =
      new Catalog(0, 0, new TreeMap<>(), new TreeMap<>(), Accounts.EMPTY);

  /// Copies the maps.
  public Catalog {
    systems = Collections.unmodifiableSortedMap(new TreeMap<>(systems));
    tokens = Collections.unmodifiableSortedMap(new TreeMap<>(tokens));
  }

  /// The system of this key.
  public Optional<SystemDefinition> system(String key) {
    return Optional.ofNullable(systems.get(key));
  }
}
