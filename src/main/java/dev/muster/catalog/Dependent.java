package dev.muster.catalog;

/// Something that a change would break.
///
/// @param kind what it is: `segment` or `filter`
/// @param key its key
/// @param name for people
/// @param where `draft`, `live in <environment key>`, or `saved` for a filter
public record Dependent(String kind, String key, String name, String where) {}
