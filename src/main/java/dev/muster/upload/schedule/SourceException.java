package dev.muster.upload.schedule;

import java.util.Optional;

/// Files cannot be looked at, or taken, at this moment.
public final class SourceException extends Exception {

  private static final long serialVersionUID = 1;

  /// @param words what, why, what to do: a sentence without a capital and a full stop
  SourceException(String words) {
    super(words);
  }

  SourceException(String words, Throwable cause) {
    super(words, cause);
  }

  /// In words.
  public String words() {
    return Optional.ofNullable(getMessage()).orElse("it cannot be told why");
  }
}
