package dev.muster.upload;

import dev.muster.catalog.UploadNote;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// One file on its way into an environment, or what became of it.
///
/// @param number names it, one per installation, in the order in which they were made
/// @param environmentId where to
/// @param integrationId whose mapping it is read by
/// @param mode what is done with its rows
/// @param status how far it is
/// @param file the name of the file, if it has one
/// @param by who uploaded it
/// @param origin where it was taken from, if it was not uploaded by somebody
/// @param createdAt when it was begun, to the millisecond
/// @param startedAt when it was first run
/// @param endedAt when it was over
/// @param bytes the size of the file, once it is known
/// @param wishes what was said of the format
/// @param format how the file is written, once it runs
/// @param readBy what its rows are read by, from the first to the last, once it runs
/// @param progress as of the last durable step
/// @param reason why it failed
/// @param refusals what was refused, the commonest reasons first
/// @param columns what was found in the columns of the properties that were listed, in their order;
///   empty until rows were read, for an undo, and for uploads of older versions
/// @param segments of a dry run that is done, what would become of the live segments
/// @param undoOf the upload that it takes back
/// @param undoneBy the upload that took it back
public record Upload(
    long number,
    int environmentId,
    int integrationId,
    UploadMode mode,
    UploadStatus status,
    Optional<String> file,
    String by,
    Optional<String> origin,
    Instant createdAt,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt,
    OptionalLong bytes,
    FormatWishes wishes,
    Optional<CsvFormat> format,
    Optional<MappingMark> readBy,
    UploadProgress progress,
    Optional<String> reason,
    List<Refusal> refusals,
    List<ColumnCounts> columns,
    Optional<List<SegmentShift>> segments,
    OptionalLong undoOf,
    OptionalLong undoneBy) {

  /// Copies the lists.
  public Upload {
    refusals = List.copyOf(refusals);
    columns = List.copyOf(columns);
    segments = segments.map(List::copyOf);
  }

  /// The upload's id in paths.
  public String id() {
    return Long.toString(number);
  }

  /// How the audit log names it.
  ///
  /// @param place its integration and environment
  public UploadNote note(UploadPlace place) {
    return new UploadNote(
        place.system().key(),
        place.integration().key(),
        place.environment().key(),
        id(),
        mode.code(),
        file);
  }

  /// Why it failed, without anything that stands in its file.
  public Optional<String> reasonWithoutNames() {
    return reason.map(MappedColumns::withoutNames);
  }

  /// Until when refused rows and what there was before are kept; empty while it is not over.
  ///
  /// @param kept for how long after its end, see [UploadLimits#kept]
  Optional<Instant> keptUntil(Duration kept) {
    return endedAt.map(end -> end.plus(kept));
  }

  /// Whether all of its file has been here.
  boolean hasArrived() {
    return status == UploadStatus.WAITING || startedAt.isPresent();
  }

  /// Whether another one goes to the same environment by the same integration.
  boolean isOfTheSamePlace(Upload other) {
    return integrationId == other.integrationId && environmentId == other.environmentId;
  }

  /// Whether something of users may be kept of it, or may come from its file.
  boolean mayHaveUsers() {
    return !status.isOver() || progress.refusedBytes() > 0 || progress.undoBytes() > 0;
  }

  /// Whether it has changed users. Who only had the same said again keeps it all the same.
  boolean hasChanged() {
    UploadCounts counts = progress.counts();
    return mode != UploadMode.UNDO
        && !mode.isDry()
        && counts.added() + counts.changed() + counts.cleared() > 0;
  }

  Upload received(long size) {
    return copy(
        UploadStatus.WAITING,
        startedAt,
        endedAt,
        OptionalLong.of(size),
        format,
        readBy,
        progress,
        reason,
        segments,
        undoneBy);
  }

  /// @param as how its file is written; empty for one without
  /// @param by what its rows are read by; empty for one without
  Upload running(Instant at, Optional<CsvFormat> as, Optional<MappingMark> by) {
    return copy(
        UploadStatus.RUNNING,
        startedAt.or(() -> Optional.of(at)),
        endedAt,
        bytes,
        as,
        by,
        progress,
        reason,
        segments,
        undoneBy);
  }

  Upload withProgress(UploadProgress now) {
    return copy(status, startedAt, endedAt, bytes, format, readBy, now, reason, segments, undoneBy);
  }

  Upload withRefusals(List<Refusal> found) {
    return found(found, columns);
  }

  Upload withColumns(List<ColumnCounts> found) {
    return found(refusals, found);
  }

  private Upload found(List<Refusal> refused, List<ColumnCounts> counted) {
    return new Upload(
        number,
        environmentId,
        integrationId,
        mode,
        status,
        file,
        by,
        origin,
        createdAt,
        startedAt,
        endedAt,
        bytes,
        wishes,
        format,
        readBy,
        progress,
        reason,
        refused,
        counted,
        segments,
        undoOf,
        undoneBy);
  }

  Upload withSegments(List<SegmentShift> found) {
    return copy(
        status,
        startedAt,
        endedAt,
        bytes,
        format,
        readBy,
        progress,
        reason,
        Optional.of(found),
        undoneBy);
  }

  /// @param how one that is over
  Upload ended(UploadStatus how, Instant at, Optional<String> why) {
    return copy(
        how, startedAt, Optional.of(at), bytes, format, readBy, progress, why, segments, undoneBy);
  }

  Upload undone(long by) {
    return copy(
        status,
        startedAt,
        endedAt,
        bytes,
        format,
        readBy,
        progress,
        reason,
        segments,
        OptionalLong.of(by));
  }

  private Upload copy(
      UploadStatus otherStatus,
      Optional<Instant> started,
      Optional<Instant> ended,
      OptionalLong size,
      Optional<CsvFormat> written,
      Optional<MappingMark> mark,
      UploadProgress reached,
      Optional<String> why,
      Optional<List<SegmentShift>> shifts,
      OptionalLong undone) {
    return new Upload(
        number,
        environmentId,
        integrationId,
        mode,
        otherStatus,
        file,
        by,
        origin,
        createdAt,
        started,
        ended,
        size,
        wishes,
        written,
        mark,
        reached,
        why,
        refusals,
        columns,
        shifts,
        undoOf,
        undone);
  }
}
