package dev.muster.upload.schedule;

/// A file that is there and is not taken, or not to its end.
///
/// @param file its name, as the source tells it
/// @param why in words
public record NotTaken(String file, String why) {

  /// How many of a schedule are told.
  static final int TOLD_MAX = 100;

  /// In words, as the beginning or the whole of a sentence.
  String words() {
    return "the file " + file + ": " + why;
  }
}
