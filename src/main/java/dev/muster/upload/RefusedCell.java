package dev.muster.upload;

/// Why something of a row was refused.
///
/// @param column its name; empty if it is the row as a whole
/// @param reason in words, with the value cut to a bearable length: `not a number: "n/a"`
public record RefusedCell(String column, String reason) {}
