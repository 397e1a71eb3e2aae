package dev.muster.catalog;

import dev.muster.condition.Condition;

/// What is sent to set up a segment.
///
/// @param key [Segment#key]
/// @param name [Segment#name]
/// @param description [Segment#description]
/// @param condition [Segment#condition]
public record SegmentForm(String key, String name, String description, Condition condition) {}
