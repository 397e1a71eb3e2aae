package dev.muster.catalog;

import java.time.Instant;
import java.util.Optional;

/// A view of Insights that was saved: a question that is asked anew whenever somebody looks.
///
/// @param key names it in paths; `[a-z0-9-]{1,64}`, fixed
/// @param name for people
/// @param description for people; may be empty
/// @param visibility who sees it
/// @param environment whose users it is about, by key; may be gone
/// @param view which question: `overview`, `trend`, …
/// @param filter the saved filter whose condition it takes, by key; empty: that of its query
/// @param query what is asked, a JSON object
/// @param display how the console shows it, a JSON object of the console's own
/// @param createdBy [Actor#name]
/// @param version 1 at first, more with each change
/// @param createdAt to the millisecond
/// @param updatedAt to the millisecond
public record Report(
    String key,
    String name,
    String description,
    Visibility visibility,
    String environment,
    String view,
    Optional<String> filter,
    String query,
    String display,
    String createdBy,
    long version,
    Instant createdAt,
    Instant updatedAt)
    implements Saved {

  /// The longest query, in UTF-16 units.
  public static final int QUERY_MAX = 64 << 10;

  /// The longest display, in UTF-16 units.
  public static final int DISPLAY_MAX = 4 << 10;
}
