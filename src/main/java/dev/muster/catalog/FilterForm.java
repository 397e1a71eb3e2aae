package dev.muster.catalog;

import dev.muster.condition.Condition;

/// What is sent to save a filter.
///
/// @param key [Filter#key]
/// @param name [Filter#name]
/// @param condition [Filter#condition]
/// @param visibility [Filter#visibility]
public record FilterForm(String key, String name, Condition condition, Visibility visibility) {

  /// One that everybody sees.
  public FilterForm(String key, String name, Condition condition) {
    this(key, name, condition, Visibility.SHARED);
  }
}
