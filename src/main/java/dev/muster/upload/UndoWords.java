package dev.muster.upload;

import java.util.List;

/// Says what has to be done before an upload can be taken back.
final class UndoWords {

  private UndoWords() {}

  /// @param later the uploads that have changed users since, or may do so yet; the latest first
  static String first(List<Upload> later) {
    Upload last = later.getFirst();
    if (!last.status().isOver()) {
      return "%s is not over; wait for its end, or cancel it.".formatted(name(last, "The upload"));
    }
    if (later.size() == 1) {
      return "A later upload has changed users since; undo %s first."
          .formatted(name(last, "the upload"));
    }
    return "%d later uploads have changed users since; undo them first, beginning with the latest, %s."
        .formatted(later.size(), name(last, "the upload"));
  }

  private static String name(Upload upload, String noun) {
    return upload
        .file()
        .map(file -> "%s %s of %s".formatted(noun, upload.id(), file))
        .orElse(noun + " " + upload.id());
  }
}
