package dev.muster.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/// One line of the audit log: what became of one thing in a commit.
///
/// @param at when, to the millisecond
/// @param actor [Actor#name]
/// @param source [Actor#source]
/// @param action [CatalogCommit#action]
/// @param kind of the thing: `system`, `environment`, `integration`, `segment`, `filter`,
///   `publication`, `user`, `delivery`, `token`, `person`, `link` or `session`
/// @param key where it is: `shop`, `shop/crm`, `shop/production/7`; of an end user, the environment
///   with the [EndUsers#fingerprint]
/// @param before the thing before, secrets masked; empty if it did not exist
/// @param after the thing after, secrets masked; empty if it is gone
public record AuditEntry(
    Instant at,
    String actor,
    String source,
    String action,
    String kind,
    String key,
    Optional<JsonNode> before,
    Optional<JsonNode> after) {}
