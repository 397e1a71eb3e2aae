package dev.muster.upload;

/// Where a schedule has found a file, so that it is taken once.
///
/// @param name of the file there
/// @param mark tells this state of the file from others
/// @param refusedMark the same for a file that is none of the mapping: it is looked at again when
///   the mapping has changed
public record Taken(String name, String mark, String refusedMark) {}
