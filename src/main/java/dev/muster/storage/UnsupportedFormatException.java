package dev.muster.storage;

import java.io.IOException;

/// The files were written by a newer version, or are not Muster's.
public final class UnsupportedFormatException extends IOException {

  private static final long serialVersionUID = 1L;

  /// @param message what was found, where, and which format would be known
  public UnsupportedFormatException(String message) {
    super(message);
  }
}
