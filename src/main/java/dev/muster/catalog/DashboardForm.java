package dev.muster.catalog;

import java.util.List;

/// What is sent to save a dashboard.
///
/// @param key [Dashboard#key]
/// @param name [Dashboard#name]
/// @param description [Dashboard#description]
/// @param visibility [Dashboard#visibility]
/// @param items [Dashboard#items]
public record DashboardForm(
    String key,
    String name,
    String description,
    Visibility visibility,
    List<Dashboard.Item> items) {

  /// Copies the list.
  public DashboardForm {
    items = List.copyOf(items);
  }
}
