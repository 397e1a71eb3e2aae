package dev.muster.upload;

/// Rows or cells of an upload that were refused for the same reason. It says nothing of what was in
/// them, since it is kept longer than they are.
///
/// @param column its name, cut to a bearable length; empty if it is rows as a whole
/// @param reason in words, without the value
/// @param count how many there are
/// @param firstLine of the file at which the first of their rows begins
public record Refusal(String column, String reason, long count, long firstLine) {}
