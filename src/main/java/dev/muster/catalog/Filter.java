package dev.muster.catalog;

import dev.muster.condition.Condition;
import java.time.Instant;
import java.util.Optional;

/// A condition that is kept for Insights.
///
/// @param key names it in paths; `[a-z0-9-]{1,64}`, fixed
/// @param name for people
/// @param condition as it was written
/// @param visibility who sees it
/// @param createdBy [Actor#name]
/// @param version 1 at first, more with each change; using it is none
/// @param createdAt to the millisecond
/// @param updatedAt to the millisecond
/// @param lastUsedAt when it was last used, to about a minute; empty if it never was
public record Filter(
    String key,
    String name,
    Condition condition,
    Visibility visibility,
    String createdBy,
    long version,
    Instant createdAt,
    Instant updatedAt,
    Optional<Instant> lastUsedAt)
    implements Saved {

  Filter usedAt(Instant at) {
    return new Filter(
        key,
        name,
        condition,
        visibility,
        createdBy,
        version,
        createdAt,
        updatedAt,
        Optional.of(at));
  }
}
