package dev.muster.storage;

import java.io.IOException;

/// The log was closed before it took the entry.
public final class LogClosedException extends IOException {

  private static final long serialVersionUID = 1L;

  LogClosedException() {
    super("the log is closed");
  }
}
