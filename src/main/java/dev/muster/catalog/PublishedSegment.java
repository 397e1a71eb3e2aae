package dev.muster.catalog;

import dev.muster.condition.Condition;

/// A segment as it was when it was published.
///
/// @param key [Segment#key]
/// @param name [Segment#name]
/// @param description [Segment#description]
/// @param condition [Segment#condition]
public record PublishedSegment(String key, String name, String description, Condition condition) {}
