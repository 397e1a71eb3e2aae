package dev.muster.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// All segments of a system as they were made live in one environment.
///
/// @param version 1 for the environment's first, one more each time
/// @param publishedAt to the millisecond
/// @param publishedBy [Actor#name]
/// @param note for people; may be empty
/// @param restoredFrom the version whose segments these are, if it brought an older one back
/// @param segments by key
public record Publication(
    int version,
    Instant publishedAt,
    String publishedBy,
    String note,
    OptionalInt restoredFrom,
    List<PublishedSegment> segments) {

  /// Copies the list.
  public Publication {
    segments = List.copyOf(segments);
  }

  /// The segment of this key.
  public Optional<PublishedSegment> segment(String key) {
    return segments.stream().filter(segment -> segment.key().equals(key)).findFirst();
  }
}
