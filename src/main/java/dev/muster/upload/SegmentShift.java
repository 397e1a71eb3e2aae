package dev.muster.upload;

/// What an upload would do to a live segment.
///
/// @param key of the segment
/// @param name of the segment
/// @param entering how many users would come into it
/// @param leaving how many would leave it
/// @param needsPage whether who is in it can be told only while a page loads; both numbers are 0
///   then
public record SegmentShift(
    String key, String name, long entering, long leaving, boolean needsPage) {}
