package dev.muster.storage;

/// A record outgrew what was announced for it, or what a record may have.
public final class RecordTooLargeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RecordTooLargeException(int bytesMax) {
    super("a record of more than the " + bytesMax + " bytes that it may have");
  }
}
