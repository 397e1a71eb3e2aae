package dev.muster.storage;

/// A segment that is open for writing.
record OpenSegment(Segment segment, DiskFile file) {}
