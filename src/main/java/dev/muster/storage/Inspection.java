package dev.muster.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;

/// What is in a data directory, and whether every byte of it is right. Looking changes nothing.
///
/// @param segments of the log, ascending
/// @param checkpoints the newest first
/// @param payloads the files of what is kept of refused deliveries, the oldest first
/// @param start what a start would do; empty if it would refuse
/// @param damages all that is wrong; empty if nothing is
/// @param inUse whether a process holds the directory, so that what is listed is already past
public record Inspection(
    List<SegmentFound> segments,
    List<CheckpointFound> checkpoints,
    List<CheckpointFound> activity,
    List<PayloadsFound> payloads,
    Optional<Start> start,
    List<Damage> damages,
    boolean inUse) {

  public Inspection {
    segments = List.copyOf(segments);
    checkpoints = List.copyOf(checkpoints);
    activity = List.copyOf(activity);
    payloads = List.copyOf(payloads);
    damages = List.copyOf(damages);
  }

  /// What a segment is to the log.
  public enum Use {
    /// Full; the log goes on in the next one.
    SEALED,
    /// The one that is written on.
    CURRENT,
    /// Made ahead and still empty.
    SPARE,
    /// Of no use; the next start deletes it.
    UNUSED,
    /// It cannot be said.
    UNKNOWN
  }

  /// A file of the log.
  ///
  /// @param base the position of its first byte
  /// @param bytes its size
  /// @param madeAt empty if its header is damaged
  /// @param groups how many whole groups of records were found
  /// @param records how many whole records were found of each kind
  public record SegmentFound(
      Path path,
      Use use,
      long base,
      long bytes,
      Optional<Instant> madeAt,
      long groups,
      SequencedMap<Integer, Long> records) {}

  /// A checkpoint, or a file of days of activity, which has the same form.
  ///
  /// @param position of the log up to which everything is in it
  /// @param bytes its size
  /// @param writtenAt empty if its header is damaged
  /// @param sections the bytes of each, in the file's order
  /// @param whole whether all of it is right
  public record CheckpointFound(
      Path path,
      long position,
      long bytes,
      Optional<Instant> writtenAt,
      SequencedMap<String, Integer> sections,
      boolean whole) {}

  /// A file of payloads.
  ///
  /// @param hour when the hour began in which they arrived
  /// @param bytes its size
  /// @param kept how many payloads are in it
  /// @param erased how many were overwritten
  /// @param unfinishedBytes what follows the last whole one: a write that was never finished
  public record PayloadsFound(
      Path path, Instant hour, long bytes, long kept, long erased, long unfinishedBytes) {}

  /// What a start would do.
  ///
  /// @param checkpoint the position of the one that it would load
  /// @param end of the log
  /// @param replayedBytes of the log, after the checkpoint
  /// @param unfinishedBytes that it would cut off: the rest of a write that was never confirmed
  public record Start(
      OptionalLong checkpoint, long end, long replayedBytes, long unfinishedBytes) {}

  /// Something that is wrong.
  ///
  /// @param what in words, with the file and the position
  public record Damage(Path path, String what) {}

  /// Is shown every whole record of the log, in order.
  @FunctionalInterface
  public interface Visitor {

    /// @param position of the record in the log
    /// @param bytes how long its content is
    void record(long position, int kind, int bytes);
  }

  /// Reads everything in a data directory.
  ///
  /// @throws UnsupportedFormatException if it is none, or a newer version wrote it
  public static Inspection of(Path directory, Visitor visitor) throws IOException {
    return new Inspector(directory, Disk.real(), visitor).inspect();
  }
}
