package dev.muster.storage;

import java.nio.file.Path;

/// How a log is kept.
///
/// @param directory where its segments are
/// @param segmentBytes the size of a segment that is made from now on, at most 1 GiB
/// @param queueMax how many entries wait at most
/// @param queueBytesMax how many bytes of entries wait at most, by [LogEntry#bytesMax]
/// @param groupBytesMax of records that are made durable at once, unless one alone is larger
/// @param recordBytesMax of one record
public record LogOptions(
    Path directory,
    int segmentBytes,
    int queueMax,
    long queueBytesMax,
    int groupBytesMax,
    int recordBytesMax) {

  /// Checks that the sizes fit each other.
  public LogOptions {
    if (recordBytesMax < 1 || groupBytesMax < 1 || queueMax < 2) {
      throw new IllegalArgumentException("a log needs room for at least one record");
    }
    if (segmentBytes > 1 << 30 || segmentBytes % 8 != 0) {
      throw new IllegalArgumentException(
          "a segment has at most 1 GiB, and a multiple of 8 bytes: " + segmentBytes);
    }
    if (SegmentLayout.recordBytesMax(segmentBytes) < recordBytesMax) {
      throw new IllegalArgumentException(
          "a record of " + recordBytesMax + " bytes does not fit a segment of " + segmentBytes);
    }
    if (queueBytesMax < recordBytesMax) {
      throw new IllegalArgumentException("the queue must have room for a record");
    }
  }

  /// Segments of 64 MiB; up to 16,384 entries and 64 MiB wait; groups and records have up to 4 MiB.
  public static LogOptions in(Path directory) {
    return new LogOptions(directory, 64 << 20, 16_384, 64 << 20, 4 << 20, 4 << 20);
  }

  /// The same, with segments of this size.
  public LogOptions withSegmentBytes(int bytes) {
    return new LogOptions(directory, bytes, queueMax, queueBytesMax, groupBytesMax, recordBytesMax);
  }

  /// The same, with a queue of this many entries and bytes.
  public LogOptions withQueue(int entriesMax, long bytesMax) {
    return new LogOptions(
        directory, segmentBytes, entriesMax, bytesMax, groupBytesMax, recordBytesMax);
  }

  /// The same, with groups of up to this many bytes.
  public LogOptions withGroupBytesMax(int bytes) {
    return new LogOptions(directory, segmentBytes, queueMax, queueBytesMax, bytes, recordBytesMax);
  }

  /// The same, with records of up to this many bytes.
  public LogOptions withRecordBytesMax(int bytes) {
    return new LogOptions(directory, segmentBytes, queueMax, queueBytesMax, groupBytesMax, bytes);
  }
}
