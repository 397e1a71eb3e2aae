package dev.muster.catalog;

import dev.muster.condition.Condition;

/// What is sent to save a filter.
///
/// @param key [Filter#key]
/// @param name [Filter#name]
/// @param condition [Filter#condition]
public record FilterForm(String key, String name, Condition condition) {}
