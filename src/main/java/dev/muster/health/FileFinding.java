package dev.muster.health;

import dev.muster.catalog.Property;
import java.time.Instant;
import java.util.Optional;

/// Something about the files that come through an integration.
public sealed interface FileFinding extends HealthFinding {

  /// No file came yet.
  record NothingEver() implements FileFinding {}

  /// A schedule cannot look for files, or finds some that it cannot take.
  ///
  /// @param trouble what is wrong, as sentences
  record ScheduleFailing(String trouble) implements FileFinding {}

  /// The last file was not read to its end.
  ///
  /// @param file its name, if it has one
  /// @param at when that was
  /// @param reason as a sentence; may be empty
  record UploadFailed(Optional<String> file, Instant at, String reason) implements FileFinding {}

  /// Many rows of the last file were refused as a whole.
  ///
  /// @param at when it came
  /// @param refused how many rows
  /// @param read of how many
  /// @param reason what was wrong with most of them; empty where that is not known
  record RowsRefused(Instant at, long refused, long read, Optional<String> reason)
      implements FileFinding {

    /// Whether most were.
    boolean isMost() {
      return 2 * refused > read;
    }
  }

  /// No file comes any more.
  ///
  /// @param since when the last one came
  /// @param longestPauseDays the most days from one on which files came to the next
  record FilesQuiet(Instant since, long longestPauseDays) implements FileFinding {}

  /// A file has no column of a listed property any more.
  ///
  /// @param since when the last file with the column came
  /// @param without how many files came without it since
  record ColumnMissing(Property property, Instant since, int without) implements FileFinding {}

  /// The column of a listed property has no value any more.
  ///
  /// @param since when the last file with values in it came
  /// @param empty how many cells the last file has there
  record ColumnEmpty(Property property, Instant since, long empty) implements FileFinding {}

  /// Much in the column of a listed property is refused: mostly, what makes the file has changed
  /// how it is written.
  ///
  /// @param since when the first of the files came of which much of it was refused
  /// @param share of the cells of the last file, 0 to 1
  /// @param reason what was wrong with most of them; empty where that is not known
  record ColumnRefused(Property property, Instant since, double share, Optional<String> reason)
      implements FileFinding {}

  /// The last file has far fewer rows than those before it.
  ///
  /// @param usual how many rows they had
  /// @param rows how many it has
  /// @param at when it came
  record RowsDropped(long usual, long rows, Instant at) implements FileFinding {}

  /// The last file has far more rows than those before it.
  ///
  /// @param usual how many rows they had
  /// @param rows how many it has
  /// @param at when it came
  record RowsRose(long usual, long rows, Instant at) implements FileFinding {}

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
