package dev.muster.catalog;

/// Something that a change would break.
///
/// @param kind what it is: `segment`, `filter`, `report`, `dashboard`, `report-link`, `mailing` or
///   `webhook`
/// @param key its key
/// @param name for people; not that of something private
/// @param where `draft`, `live in <environment key>`, `in <environment key>` for a webhook, or
///   `saved` for all others
public record Dependent(String kind, String key, String name, String where) {

  static Dependent of(String kind, Saved saved) {
    return new Dependent(
        kind, saved.key(), saved.isPrivate() ? "Private " + kind : saved.name(), "saved");
  }
}
