package dev.muster.web.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.attribute.AttributeType;
import dev.muster.upload.Preview;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the beginning of a file would be read, as it is written.
record UploadPreviewView(
    UploadView.Format format,
    boolean certain,
    List<Unsure> unsure,
    @Nullable String problem,
    @Nullable String delimiterLine,
    List<Column> columns,
    List<List<String>> rows,
    List<String> identifiers,
    List<Mapped> mapped,
    @JsonProperty("new") List<String> added,
    List<Refused> refused) {

  /// Something of the format that could be something else.
  record Unsure(String what, @Nullable String proposal, String reason) {}

  /// A column of the file.
  record Column(
      String name,
      int position,
      String type,
      List<String> samples,
      int empty,
      @Nullable String problem) {}

  /// A column of the mapping.
  record Mapped(
      String column,
      String status,
      @Nullable String name,
      @Nullable String type,
      @Nullable String foundType,
      @Nullable Double refusedShare) {

    /// The identifier fills no attribute.
    static Mapped of(Preview.Mapped one) {
      return new Mapped(
          one.column(),
          one.status().code(),
          one.type().isPresent() ? one.name() : null,
          one.type().map(AttributeType::code).orElse(null),
          one.foundType().map(AttributeType::code).orElse(null),
          one.refusedShare().isPresent() ? one.refusedShare().getAsDouble() : null);
    }
  }

  /// A cell, or a row.
  record Refused(long line, @Nullable String column, String reason) {}

  static UploadPreviewView of(Preview preview) {
    return new UploadPreviewView(
        UploadView.Format.of(preview.format()),
        preview.unsure().isEmpty(),
        preview.unsure().stream()
            .map(one -> new Unsure(one.what(), one.proposal().orElse(null), one.reason()))
            .toList(),
        preview.problem().orElse(null),
        preview.delimiterLine().orElse(null),
        preview.columns().stream()
            .map(one ->
                new Column(
                    one.name(),
                    one.position(),
                    one.type().code(),
                    one.samples(),
                    one.empty(),
                    one.problem().orElse(null)))
            .toList(),
        preview.rows(),
        preview.identifiers(),
        preview.mapped().stream().map(Mapped::of).toList(),
        preview.added(),
        preview.refused().stream()
            .map(one ->
                new Refused(one.line(), one.column().isEmpty() ? null : one.column(), one.reason()))
            .toList());
  }
}
