package dev.muster.storage;

import java.io.IOException;

/// Bytes are there and whole, but closed with a key that this process does not have.
public final class NotOpenedException extends IOException {

  private static final long serialVersionUID = 1L;

  /// @param what is not open, and what to do, for people
  public NotOpenedException(String what) {
    super(what);
  }
}
