package dev.muster.condition;

/// What is wrong with one part of a condition.
///
/// @param path which part: `rules[1].rules[0].value`; empty for the whole
/// @param reason in words, with what is allowed
public record RuleError(String path, String reason) {}
