package dev.muster.health;

import dev.muster.upload.Upload;
import dev.muster.upload.UploadCounts;
import java.time.Instant;
import java.util.Optional;

/// Says findings about files for people.
///
/// @param words says moments
record FileWords(HealthWords words) {

  /// What is found, in a sentence or two.
  String of(FileFinding finding) {
    return switch (finding) {
      case FileFinding.NothingEver() -> "No file came yet.";
      case FileFinding.ScheduleFailing(String trouble) ->
          "Files are not taken by the schedule as they should: " + trouble;
      case FileFinding.UploadFailed(Optional<String> file, Instant at, String reason) ->
          "The last file%s was not read to its end, %s.%s"
              .formatted(
                  file.map(name -> ", “" + name + "”,").orElse(""),
                  words.day(at),
                  reason.isEmpty() ? "" : " " + reason);
      case FileFinding.RowsRefused(Instant at, long refused, long read, Optional<String> reason) ->
          "%,d of the %s of the last file (%s) were refused.%s"
              .formatted(refused, rows(read), words.day(at), mostly(reason));
      case FileFinding.FilesQuiet(Instant since, long pause) ->
          "No file came since %s; before, the longest pause was %s."
              .formatted(words.day(since), pause == 1 ? "1 day" : pause + " days");
      case FileFinding.ColumnMissing missing ->
          "The column “%s” has been missing since %s: %s came without it. Users keep what they have of “%s”."
              .formatted(
                  missing.property().path(),
                  words.day(missing.since()),
                  missing.without() == 1 ? "1 file" : missing.without() + " files",
                  missing.property().name());
      case FileFinding.ColumnEmpty empty ->
          "The column “%s” has had no value since %s: all %,d cells of the last file are empty, so “%s” is cleared."
              .formatted(
                  empty.property().path(),
                  words.day(empty.since()),
                  empty.empty(),
                  empty.property().name());
      case FileFinding.ColumnRefused refused ->
          "“%s” has been refused since the file of %s. Of the last file, %s of the cells were.%s"
              .formatted(
                  refused.property().name(),
                  words.day(refused.since()),
                  HealthWords.percent(refused.share()),
                  mostly(refused.reason()));
      case FileFinding.RowsDropped(long usual, long rows, Instant at) ->
          "The last file (%s) has far fewer rows than usual: %,d, against about %,d in the files of such a name before."
              .formatted(words.day(at), rows, usual);
      case FileFinding.RowsRose(long usual, long rows, Instant at) ->
          "The last file (%s) has far more rows than usual: %,d, against about %,d in the files of such a name before."
              .formatted(words.day(at), rows, usual);
    };
  }

  /// That nothing is to be said.
  String ok(Upload last) {
    UploadCounts counts = last.progress().counts();
    return "The last file%s came %s: %s, %s."
        .formatted(
            last.file().map(name -> ", “" + name + "”,").orElse(""),
            words.day(last.createdAt()),
            rows(counts.read()),
            counts.refused() == 0 ? "none refused" : "%,d refused".formatted(counts.refused()));
  }

  /// What to do about something of this kind.
  ///
  /// @param kind [HealthFinding#code]
  /// @param path of the property that it is about; empty: none
  static String whatToDo(String kind, String path) {
    return switch (kind) {
      case "nothing-ever" ->
          "Upload a file, send one by a script, or let a schedule take files by itself.";
      case "schedule-failing" ->
          "Look at the schedule: it says which files are not taken, and why. What is mended is taken at the next look.";
      case "upload-failed" ->
          "Look at the upload: it says what was taken until then, and how to go on.";
      case "rows-refused" ->
          "Look at the upload: it says what was wrong, and its refused rows can be downloaded, mended and uploaded.";
      case "quiet" ->
          "Look whether what makes the file still runs, and puts it where it is looked for.";
      case "property-missing" ->
          "Look at the file for what “%s” is called now. If it has another name for good, change the mapping."
              .formatted(path);
      case "property-empty" ->
          "Ask whoever looks after the file whether “%s” was emptied, or is no longer filled. A file without the column leaves values as they are."
              .formatted(path);
      case "property-refused" ->
          "Look at the refused rows of the upload for what “%s” holds now. If that has changed for good, give the property another type in the mapping, or the upload another way to read numbers and dates."
              .formatted(path);
      case "volume-dropped" ->
          "Look whether the file is whole, and whether it still has all users. If not, take the upload back, and upload it anew.";
      case "volume-rose" -> "Look at what makes the file for users, or rows, that are there twice.";
      default -> "Look at the last uploads.";
    };
  }

  private static String mostly(Optional<String> reason) {
    return reason.map(words -> " Mostly: " + words + ".").orElse("");
  }

  private static String rows(long count) {
    return count == 1 ? "1 row" : "%,d rows".formatted(count);
  }
}
