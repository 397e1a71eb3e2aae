package dev.muster.web.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.Environment;
import dev.muster.catalog.Integration;
import dev.muster.upload.CsvFormat;
import dev.muster.upload.DateOrder;
import dev.muster.upload.Decimal;
import dev.muster.upload.SegmentShift;
import dev.muster.upload.Upload;
import dev.muster.upload.UploadCounts;
import dev.muster.upload.Uploads;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// An upload as it is written.
record UploadView(
    String id,
    String integration,
    String environment,
    String mode,
    String status,
    @Nullable String file,
    String by,
    @Nullable String origin,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Long bytes,
    long receivedBytes,
    long readBytes,
    @Nullable Format format,
    String missing,
    Rows rows,
    Users users,
    double rowsPerSecond,
    @Nullable Long secondsLeft,
    @Nullable String reason,
    List<Refusal> refusals,
    @Nullable List<SegmentShift> segments,
    Undo undo,
    @Nullable String undoOf,
    @Nullable String undoneBy,
    boolean hasRefusedRows) {

  /// How its file is written.
  record Format(
      String encoding,
      String delimiter,
      String quote,
      boolean header,
      int skipRows,
      @Nullable String decimal,
      @Nullable String dates) {
    static Format of(CsvFormat format) {
      return new Format(
          format.encoding().code(),
          format.delimiter().code(),
          format.quote().code(),
          format.header(),
          format.skipRows(),
          format.notation().decimal().map(Decimal::code).orElse(null),
          format.notation().dates().map(DateOrder::code).orElse(null));
    }
  }

  /// Rows so far.
  record Rows(long read, long taken, long partial, long refused, long duplicates) {
    static Rows of(UploadCounts counts) {
      return new Rows(
          counts.read(), counts.taken(), counts.partial(), counts.refused(), counts.duplicates());
    }
  }

  /// Users so far; `new` is no name in Java.
  record Users(
      @JsonProperty("new") long added, long changed, long unchanged, long cleared, long removed) {
    static Users of(UploadCounts counts) {
      return new Users(
          counts.added(), counts.changed(), counts.unchanged(), counts.cleared(), counts.removed());
    }
  }

  /// What was refused for the same reason.
  record Refusal(@Nullable String column, String reason, long count, long firstLine) {
    static Refusal of(dev.muster.upload.Refusal one) {
      return new Refusal(
          one.column().isEmpty() ? null : one.column(), one.reason(), one.count(), one.firstLine());
    }
  }

  /// Whether it can be taken back; `first` has to be taken back before.
  record Undo(
      boolean possible, @Nullable Instant until, @Nullable String why, @Nullable String first) {}

  static UploadView of(
      Upload upload, Uploads uploads, Integration integration, Environment environment)
      throws IOException {
    UploadCounts counts = upload.progress().counts();
    Optional<String> whyNot = uploads.whyNotUndoable(upload);
    double left = uploads.secondsLeft(upload).orElse(-1);
    return new UploadView(
        upload.id(),
        integration.key(),
        environment.key(),
        upload.mode().code(),
        upload.status().code(),
        upload.file().orElse(null),
        upload.by(),
        upload.origin().orElse(null),
        upload.createdAt(),
        upload.startedAt().orElse(null),
        upload.endedAt().orElse(null),
        upload.bytes().isPresent() ? upload.bytes().getAsLong() : null,
        uploads.received(upload),
        upload.progress().readBytes(),
        upload.format().map(Format::of).orElse(null),
        upload.wishes().keepMissing() ? "keep" : "refuse",
        Rows.of(counts),
        Users.of(counts),
        uploads.rowsPerSecond(upload),
        left < 0 ? null : (long) Math.ceil(left),
        upload.reason().orElse(null),
        upload.refusals().stream().map(Refusal::of).toList(),
        upload.segments().orElse(null),
        new Undo(
            whyNot.isEmpty(),
            whyNot.isEmpty() ? uploads.keptUntil(upload).orElse(null) : null,
            whyNot.orElse(null),
            whyNot.flatMap(_ -> uploads.undoFirst(upload)).map(Upload::id).orElse(null)),
        id(upload.undoOf()),
        id(upload.undoneBy()),
        uploads.hasRefusedRows(upload));
  }

  private static @Nullable String id(OptionalLong number) {
    return number.isPresent() ? Long.toString(number.getAsLong()) : null;
  }

  /// The environment of an upload; it is forgotten with it.
  static Environment environment(CatalogStore catalog, Upload upload) {
    return catalog.current().systems().values().stream()
        .flatMap(system -> system.environments().stream())
        .filter(one -> one.id() == upload.environmentId())
        .findFirst()
        .orElseThrow(() -> Problems.unknown("the environment of the upload is gone"));
  }
}
