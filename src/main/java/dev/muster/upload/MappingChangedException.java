package dev.muster.upload;

/// What an upload is read by has changed while it ran.
final class MappingChangedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /// @param words why it cannot go on and what to do, as sentences
  MappingChangedException(String words) {
    super(words);
  }

  String words() {
    return String.valueOf(getMessage());
  }
}
