package dev.muster.catalog;

import java.time.Instant;
import java.util.List;

/// Reports that are looked at together.
///
/// @param key names it in paths; `[a-z0-9-]{1,64}`, fixed
/// @param name for people
/// @param description for people; may be empty
/// @param visibility who sees it
/// @param items in their order
/// @param createdBy [Actor#name]
/// @param version 1 at first, more with each change
/// @param createdAt to the millisecond
/// @param updatedAt to the millisecond
public record Dashboard(
    String key,
    String name,
    String description,
    Visibility visibility,
    List<Item> items,
    String createdBy,
    long version,
    Instant createdAt,
    Instant updatedAt)
    implements Saved {

  /// The most items, since all are asked for at once.
  public static final int ITEMS_MAX = 24;

  /// A report on it.
  ///
  /// @param report by key
  /// @param width in thirds of the page: 1 to 3
  public record Item(String report, int width) {}

  /// Copies the list.
  public Dashboard {
    items = List.copyOf(items);
  }

  boolean shows(String report) {
    return items.stream().anyMatch(item -> item.report().equals(report));
  }
}
