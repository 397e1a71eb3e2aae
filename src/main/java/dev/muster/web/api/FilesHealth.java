package dev.muster.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.catalog.Property;
import dev.muster.health.FileCheck;
import dev.muster.upload.ColumnCounts;
import dev.muster.upload.Upload;
import dev.muster.upload.UploadCounts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the health of an integration that takes files is taken from: its last files.
///
/// @param uploads those that are told of, the earliest first
record FilesHealth(List<Upload> uploads) {

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

  /// @param all of the integration in an environment, the latest first
  static FilesHealth of(List<Upload> all) {
    return new FilesHealth(FileCheck.toldOf(all).stream().limit(SHOWN).toList().reversed());
  }

  List<FileView> views() {
    return uploads.stream().map(FileView::of).toList();
  }

  HealthResource.PropertyView property(Property property) {
    @Nullable Instant lastAt = null;
    @Nullable Instant lastValueAt = null;
    @Nullable Double share = null;
    for (Upload upload : uploads) {
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
            .flatMap(upload -> counts(upload, property).map(it -> view(upload, it)).stream())
            .toList());
  }

  private static Optional<ColumnCounts> counts(Upload upload, Property property) {
    return upload.columns().stream()
        .filter(one -> one.attributeId() == property.attributeId())
        .findFirst();
  }

  private static ColumnView view(Upload upload, ColumnCounts counts) {
    return new ColumnView(upload.id(), counts.valued(), counts.empty(), counts.refused());
  }
}
