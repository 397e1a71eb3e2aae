package dev.muster.intake;

/// A listed property whose value was refused.
///
/// @param attribute the attribute's name
/// @param path where the value was
/// @param reason in words, with the value cut to a bearable length: `not a number: "n/a"`
public record RejectedProperty(String attribute, String path, String reason) {}
