package dev.muster.health;

import dev.muster.catalog.Property;
import dev.muster.upload.Upload;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Something about the files that come through an integration.
public sealed interface FileFinding extends HealthFinding {

  /// What can be told, by [#code].
  Set<String> CODES =
      Set.of(
          "schedule-failing",
          "upload-failed",
          "rows-refused",
          "quiet",
          "property-missing",
          "property-empty",
          "property-refused",
          "volume-dropped",
          "volume-rose");

  /// A file of which something is told.
  ///
  /// @param upload [Upload#id]
  /// @param name if it has one
  record InFile(String upload, Optional<String> name) {
    static InFile of(Upload upload) {
      return new InFile(upload.id(), upload.file());
    }
  }

  /// No file came yet.
  record NothingEver() implements FileFinding {}

  /// A schedule cannot look for files, or finds some that it cannot take.
  ///
  /// @param trouble what is wrong, as sentences
  record ScheduleFailing(String trouble) implements FileFinding {}

  /// The last file was not read to its end.
  ///
  /// @param in which one
  /// @param at when that was
  /// @param reason as a sentence; may be empty
  record UploadFailed(InFile in, Instant at, String reason) implements FileFinding {}

  /// Many rows of a file were refused as a whole, and none of such a name came after it.
  ///
  /// @param in which one
  /// @param at when it came
  /// @param refused how many rows
  /// @param read of how many
  /// @param reason what was wrong with most of them; empty where that is not known
  record RowsRefused(InFile in, Instant at, long refused, long read, Optional<String> reason)
      implements FileFinding {

    /// Whether most were.
    boolean isMost() {
      return 2 * refused > read;
    }
  }

  /// No file of such a name comes any more.
  ///
  /// @param in the last one
  /// @param since when it came
  /// @param longestPauseDays the most days from one on which they came to the next
  record FilesQuiet(InFile in, Instant since, long longestPauseDays) implements FileFinding {}

  /// A file has no column of a listed property any more.
  ///
  /// @param in the last one
  /// @param since when the last one with the column came
  /// @param without how many came without it since
  record ColumnMissing(Property property, InFile in, Instant since, long without)
      implements FileFinding {}

  /// The column of a listed property has no value any more.
  ///
  /// @param in the last one
  /// @param since when the last one with values in it came
  /// @param empty how many cells the last one has there
  record ColumnEmpty(Property property, InFile in, Instant since, long empty)
      implements FileFinding {}

  /// Much in the column of a listed property is refused: mostly, what makes the file has changed
  /// how it is written.
  ///
  /// @param in the last one
  /// @param since when the first of them came of which much of it was refused
  /// @param share of the cells of the last one, 0 to 1
  /// @param reason what was wrong with most of them; empty where that is not known
  record ColumnRefused(
      Property property, InFile in, Instant since, double share, Optional<String> reason)
      implements FileFinding {}

  /// The last file of a name has far fewer rows than those before it.
  ///
  /// @param in which one
  /// @param usual how many rows they had
  /// @param rows how many it has
  /// @param at when it came
  record RowsDropped(InFile in, long usual, long rows, Instant at) implements FileFinding {}

  /// The last file of a name has far more rows than those before it.
  ///
  /// @param in which one
  /// @param usual how many rows they had
  /// @param rows how many it has
  /// @param at when it came
  record RowsRose(InFile in, long usual, long rows, Instant at) implements FileFinding {}

  @Override
  default String code() {
    return switch (this) {
      case NothingEver _ -> "nothing-ever";
      case ScheduleFailing _ -> "schedule-failing";
      case UploadFailed _ -> "upload-failed";
      case RowsRefused _ -> "rows-refused";
      case FilesQuiet _ -> "quiet";
      case ColumnMissing _ -> "property-missing";
      case ColumnEmpty _ -> "property-empty";
      case ColumnRefused _ -> "property-refused";
      case RowsDropped _ -> "volume-dropped";
      case RowsRose _ -> "volume-rose";
    };
  }

  @Override
  default Optional<String> upload() {
    return file().map(InFile::upload);
  }

  private Optional<InFile> file() {
    return switch (this) {
      case NothingEver _, ScheduleFailing _ -> Optional.empty();
      case UploadFailed failed -> Optional.of(failed.in());
      case RowsRefused refused -> Optional.of(refused.in());
      case FilesQuiet quiet -> Optional.of(quiet.in());
      case ColumnMissing missing -> Optional.of(missing.in());
      case ColumnEmpty empty -> Optional.of(empty.in());
      case ColumnRefused refused -> Optional.of(refused.in());
      case RowsDropped dropped -> Optional.of(dropped.in());
      case RowsRose rose -> Optional.of(rose.in());
    };
  }

  @Override
  default Optional<Property> about() {
    return switch (this) {
      case ColumnMissing missing -> Optional.of(missing.property());
      case ColumnEmpty empty -> Optional.of(empty.property());
      case ColumnRefused refused -> Optional.of(refused.property());
      case NothingEver _, ScheduleFailing _, UploadFailed _, RowsRefused _ -> Optional.empty();
      case FilesQuiet _, RowsDropped _, RowsRose _ -> Optional.empty();
    };
  }

  @Override
  default Optional<Instant> begin() {
    return switch (this) {
      case UploadFailed failed -> Optional.of(failed.at());
      case RowsRefused refused -> Optional.of(refused.at());
      case FilesQuiet quiet -> Optional.of(quiet.since());
      case ColumnMissing missing -> Optional.of(missing.since());
      case ColumnEmpty empty -> Optional.of(empty.since());
      case ColumnRefused refused -> Optional.of(refused.since());
      case RowsDropped dropped -> Optional.of(dropped.at());
      case RowsRose rose -> Optional.of(rose.at());
      case NothingEver _, ScheduleFailing _ -> Optional.empty();
    };
  }

  @Override
  default boolean isWorthAnAlert() {
    return !(this instanceof NothingEver);
  }
}
