package dev.muster.health;

import dev.muster.upload.Upload;
import dev.muster.upload.UploadCounts;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// Says findings about files for people.
///
/// @param words says moments
record FileWords(HealthWords words) {

  private static final Pattern UNSEEN = Pattern.compile("\\p{C}");

  /// What is found, in a sentence or two.
  String of(FileFinding finding) {
    return switch (finding) {
      case FileFinding.NothingEver() -> "No file came yet.";
      case FileFinding.ScheduleFailing(String trouble) ->
          "Files are not taken by the schedule as they should: " + trouble;
      case FileFinding.UploadFailed(FileFinding.InFile in, Instant at, String reason) ->
          "The last file%s failed (%s).%s"
              .formatted(named(in.name()), words.day(at), reason.isEmpty() ? "" : " " + reason);
      case FileFinding.RowsRefused(
              FileFinding.InFile in,
              Instant at,
              long refused,
              long read,
              Optional<String> reason) ->
          read == 1
              ? "The only row of the file%s (%s) was refused.%s"
                  .formatted(named(in.name()), words.day(at), mostly(reason))
              : "%,d of the %,d rows of the file%s (%s) were refused.%s"
                  .formatted(refused, read, named(in.name()), words.day(at), mostly(reason));
      case FileFinding.FilesQuiet(FileFinding.InFile in, Instant since, long pause) ->
          "No file of such a name%s came since %s; before, the longest pause was %s."
              .formatted(
                  named(in.name()), words.day(since), pause == 1 ? "1 day" : pause + " days");
      case FileFinding.ColumnMissing missing ->
          "The column “%s” has been missing since %s: %s without it%s. Users keep what they have of “%s”."
              .formatted(
                  missing.property().path(),
                  words.day(missing.since()),
                  missing.without() == 1 ? "1 file came" : missing.without() + " files came",
                  last(missing.in().name()),
                  missing.property().name());
      case FileFinding.ColumnEmpty empty ->
          "The column “%s” has had no value since %s: all %,d cells of the file%s are empty, so “%s” is cleared."
              .formatted(
                  empty.property().path(),
                  words.day(empty.since()),
                  empty.empty(),
                  named(empty.in().name()),
                  empty.property().name());
      case FileFinding.ColumnRefused refused ->
          "“%s” has been refused since the file of %s. Of the file%s, %s of the cells were.%s"
              .formatted(
                  refused.property().name(),
                  words.day(refused.since()),
                  named(refused.in().name()),
                  HealthWords.percent(refused.share()),
                  mostly(refused.reason()));
      case FileFinding.RowsDropped(FileFinding.InFile in, long usual, long rows, Instant at) ->
          "The file%s (%s) has far fewer rows than usual: %,d, against about %,d in those of such a name before."
              .formatted(named(in.name()), words.day(at), rows, usual);
      case FileFinding.RowsRose(FileFinding.InFile in, long usual, long rows, Instant at) ->
          "The file%s (%s) has far more rows than usual: %,d, against about %,d in those of such a name before."
              .formatted(named(in.name()), words.day(at), rows, usual);
    };
  }

  /// That nothing is to be said.
  String ok(Upload last) {
    UploadCounts counts = last.progress().counts();
    return "The last file%s (%s): %s, %s."
        .formatted(
            named(last.file()),
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
          "Look at the upload: it says what was taken until then, if anything was, and how to go on.";
      case "rows-refused" ->
          "Look at the upload: it says what was wrong, and its refused rows can be downloaded, mended and uploaded.";
      case "quiet" ->
          "Look whether what makes the file still runs, and puts it where it is looked for.";
      case "property-missing" ->
          "Look at the file for what “%s” is called now. If it has another name for good, change the mapping."
              .formatted(path);
      case "property-empty" ->
          "Ask whoever looks after the file whether “%s” was emptied, or is no longer filled. An upload without the column that is told to keep what users have leaves values as they are."
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

  /// A name may hold anything, and is told where nobody expects characters that are not seen.
  private static String named(Optional<String> file) {
    return file.map(name -> UNSEEN.matcher(name).replaceAll(""))
        .filter(name -> !name.isBlank())
        .map(name -> " “" + name + "”")
        .orElse("");
  }

  private static String last(Optional<String> file) {
    String name = named(file);
    return name.isEmpty() ? "" : ", the last" + name;
  }

  private static String mostly(Optional<String> reason) {
    return reason.map(words -> " Mostly: " + words + ".").orElse("");
  }

  private static String rows(long count) {
    return count == 1 ? "1 row" : "%,d rows".formatted(count);
  }
}
