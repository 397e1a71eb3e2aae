package dev.muster.storage;

/// A durable record.
///
/// @param position where it is
/// @param kind what it is
/// @param bytes what it says; the reader's own
public record LogRecord(long position, int kind, RecordReader bytes) {}
