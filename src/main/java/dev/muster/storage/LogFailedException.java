package dev.muster.storage;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The log has failed, for example because the disk did not confirm a write, and takes nothing more
/// until it is opened anew. What was being written at that moment is not confirmed; after a restart
/// it may turn out to be there, whole, or not.
public final class LogFailedException extends IOException {

  private static final long serialVersionUID = 1L;

  /// @param message says what failed
  public LogFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
