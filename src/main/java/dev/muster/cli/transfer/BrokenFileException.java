package dev.muster.cli.transfer;

import java.io.IOException;

/// The file that is sent cannot be read, or is not what it was when sending began.
public final class BrokenFileException extends IOException {

  private static final long serialVersionUID = 1;

  BrokenFileException(String words) {
    super(words);
  }

  BrokenFileException(Throwable cause) {
    super(
        "the file cannot be read" + (cause.getMessage() == null ? "" : ": " + cause.getMessage()),
        cause);
  }
}
