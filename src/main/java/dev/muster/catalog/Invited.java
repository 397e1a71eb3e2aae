package dev.muster.catalog;

/// Somebody who was just invited.
///
/// @param person who
/// @param link lets them in, once
public record Invited(Person person, NewLink link) {}
