package dev.muster.catalog;

import java.util.Optional;

/// What somebody wants a webhook to be, as it came and before it is checked.
///
/// @param segment empty: all that are live
public record WebhookForm(
    String key, String name, String url, Optional<String> segment, boolean enabled) {}
