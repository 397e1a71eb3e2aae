package dev.muster.outgoing;

/// A segment of an environment.
///
/// @param environmentId [dev.muster.catalog.Environment#id]
/// @param segment its key
record SegmentPlace(int environmentId, String segment) {}
