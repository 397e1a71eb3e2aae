package dev.muster.catalog;

import java.util.Optional;

/// What is sent to save a report. What its query means has been found out before.
///
/// @param key [Report#key]
/// @param name [Report#name]
/// @param description [Report#description]
/// @param visibility [Report#visibility]
/// @param environment [Report#environment]
/// @param view [Report#view]
/// @param filter [Report#filter]
/// @param query [Report#query]
/// @param display [Report#display]
public record ReportForm(
    String key,
    String name,
    String description,
    Visibility visibility,
    String environment,
    String view,
    Optional<String> filter,
    String query,
    String display) {}
