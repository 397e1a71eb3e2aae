package dev.muster.storage;

import java.io.IOException;

/// The files were written by a newer version, or are not Muster's.
public final class UnsupportedFormatException extends IOException {

  private static final long serialVersionUID = 1L;

  UnsupportedFormatException(String message) {
    super(message);
  }
}
