package dev.muster.catalog;

/// Who changes the catalog.
///
/// @param name as the audit log shows it: a person's name or a token's
/// @param role what they may do
/// @param source the address that they came from, as text; empty where there is none
public record Actor(String name, Role role, String source) {}
