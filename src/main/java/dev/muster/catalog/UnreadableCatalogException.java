package dev.muster.catalog;

/// Bytes that are not a catalog or a commit that this version can read.
public final class UnreadableCatalogException extends RuntimeException {

  private static final long serialVersionUID = 1;

  UnreadableCatalogException(String message) {
    super(message);
  }

  UnreadableCatalogException(String message, Throwable cause) {
    super(message, cause);
  }

  static UnreadableCatalogException newer(String what) {
    return new UnreadableCatalogException(
        what
            + " was written by a newer version of Muster. Start that version again, or restore a"
            + " backup that was made with this one; nothing has been changed.");
  }
}
