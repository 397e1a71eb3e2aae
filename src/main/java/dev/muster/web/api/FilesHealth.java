package dev.muster.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.catalog.Property;
import dev.muster.health.FileCheck;
import dev.muster.upload.ColumnCounts;
import dev.muster.upload.Upload;
import dev.muster.upload.UploadCounts;
import dev.muster.upload.UploadStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the health of an integration that takes files is taken from: its last files.
///
/// @param all those that are told of, the earliest first
/// @param uploads those of them that are shown
record FilesHealth(List<Upload> all, List<Upload> uploads) {

  /// How many files are shown; all that are remembered are looked at.
  private static final int SHOWN = 20;

  /// A file, and what became of its rows.
  record FileView(
      String upload,
      @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String file,
      Instant at,
      String status,
      long read,
      long taken,
      long partial,
      long refused) {

    static FileView of(Upload upload) {
      UploadCounts counts = upload.progress().counts();
      return new FileView(
          upload.id(),
          upload.file().orElse(null),
          upload.createdAt(),
          upload.status().code(),
          counts.read(),
          counts.taken(),
          counts.partial(),
          counts.refused());
    }
  }

  /// What a file had in the column of a property.
  record ColumnView(String upload, long valued, long empty, long refused) {}

  /// @param uploads of the integration in an environment, the latest first
  static FilesHealth of(List<Upload> uploads) {
    List<Upload> told = FileCheck.toldOf(uploads).reversed();
    return new FilesHealth(told, told.subList(Math.max(0, told.size() - SHOWN), told.size()));
  }

  List<FileView> views() {
    return uploads.stream().map(FileView::of).toList();
  }

  HealthResource.PropertyView property(Property property) {
    @Nullable Instant lastAt = null;
    @Nullable Instant lastValueAt = null;
    @Nullable Double share = null;
    for (Upload upload : all) {
      Optional<ColumnCounts> counts = counts(upload, property);
      if (counts.isPresent() && counts.get().cells() > 0) {
        lastAt = upload.createdAt();
        lastValueAt = counts.get().valued() > 0 ? upload.createdAt() : lastValueAt;
        share = (double) counts.get().valued() / counts.get().cells();
      } else if (counts.isPresent()) {
        share = null;
      }
    }
    return new HealthResource.PropertyView(
        property.path(),
        property.name(),
        property.type().code(),
        lastAt,
        lastValueAt,
        share,
        List.of(),
        uploads.stream()
            .flatMap(upload ->
                counts(upload, property)
                    .or(() -> none(upload, property))
                    .map(it -> view(upload, it))
                    .stream())
            .toList());
  }

  private static Optional<ColumnCounts> counts(Upload upload, Property property) {
    return upload.columns().stream()
        .filter(one -> one.attributeId() == property.attributeId())
        .filter(one -> one.column().equals(property.path()))
        .findFirst();
  }

  /// Of a file that failed before a row of it was read nothing is missing that could be known.
  private static Optional<ColumnCounts> none(Upload upload, Property property) {
    return upload.status() == UploadStatus.FAILED
        ? Optional.of(new ColumnCounts(property.attributeId(), property.path(), 0, 0, 0))
        : Optional.empty();
  }

  private static ColumnView view(Upload upload, ColumnCounts counts) {
    return new ColumnView(upload.id(), counts.valued(), counts.empty(), counts.refused());
  }
}
