package dev.muster.catalog;

/// Something that a change would break.
///
/// @param kind what it is: `segment`
/// @param key its key
/// @param name for people
/// @param where `draft`, or `live in <environment key>`
public record Dependent(String kind, String key, String name, String where) {}
