package dev.muster.catalog;

import dev.muster.condition.Condition;
import java.time.Instant;

/// A segment as its editors see it: the draft. What page loads use is a [PublishedSegment].
///
/// @param key names it in answers and in conditions; `[a-z0-9-]{1,64}`, fixed
/// @param name for people
/// @param description for people; may be empty
/// @param condition who is in it, as it was written
/// @param version 1 at first, more with each change
/// @param createdAt to the millisecond
/// @param updatedAt to the millisecond
public record Segment(
    String key,
    String name,
    String description,
    Condition condition,
    long version,
    Instant createdAt,
    Instant updatedAt) {

  PublishedSegment publish() {
    return new PublishedSegment(key, name, description, condition);
  }
}
