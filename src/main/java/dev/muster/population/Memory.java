package dev.muster.population;

import java.util.SequencedMap;

/// How much memory a population takes.
///
/// @param users how many users it has
/// @param parts bytes by part: `ids`, `index`, `user` (seen, sessions, last delivery), `versions`,
///   and each attribute by its field
public record Memory(int users, SequencedMap<String, Long> parts) {

  /// Bytes in all.
  public long total() {
    return parts.values().stream().mapToLong(Long::longValue).sum();
  }
}
