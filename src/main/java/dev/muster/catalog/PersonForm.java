package dev.muster.catalog;

/// What is sent to invite somebody.
///
/// @param email [Person#email]
/// @param name [Person#name]
/// @param role [Person#role]
public record PersonForm(String email, String name, Role role) {}
