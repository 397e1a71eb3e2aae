package dev.muster.storage;

import java.io.IOException;

/// An entry could not be turned into a record: too large, or a mistake in the program. Others are
/// not affected.
public final class UnwritableRecordException extends IOException {

  private static final long serialVersionUID = 1L;

  UnwritableRecordException(Throwable cause) {
    super("the entry could not be written: " + cause.getMessage(), cause);
  }
}
