package dev.muster.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;

/// Another process holds the data directory.
public final class DirectoryLockedException extends IOException {

  private static final long serialVersionUID = 1L;

  DirectoryLockedException(Path path, OptionalLong holder) {
    super(
        path
            + " is in use by another Muster"
            + (holder.isPresent() ? " (process " + holder.getAsLong() + ")" : "")
            + "; stop that one first, or choose another data directory");
  }
}
