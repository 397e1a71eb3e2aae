package dev.muster.storage;

import java.time.Duration;
import java.util.Optional;

/// How a log is doing, for metrics and health.
///
/// @param queuedEntries that wait for the writer
/// @param queuedBytes that wait for the writer, by [LogEntry#bytesMax]
/// @param groups made durable since it was opened
/// @param entries made durable since it was opened
/// @param bytes written for them
/// @param durablePosition the end of the log
/// @param syncing for how long the disk has been at the present fsync; zero if there is none
/// @param diskFull whether the last attempt to write found no room
/// @param failure why the log has failed, if it has
public record LogStats(
    int queuedEntries,
    long queuedBytes,
    long groups,
    long entries,
    long bytes,
    long durablePosition,
    Duration syncing,
    boolean diskFull,
    Optional<String> failure) {}
