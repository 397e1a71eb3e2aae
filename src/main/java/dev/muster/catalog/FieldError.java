package dev.muster.catalog;

/// One thing that is wrong in what was sent.
///
/// @param path where: `properties[1].name`, `condition.rules[0].value`
/// @param reason what, in words
public record FieldError(String path, String reason) {}
