package dev.muster.storage;

/// Closes bytes before they are written, so that a disk alone does not tell them, and opens them
/// again. Safe for use by many threads.
public interface Sealing {

  /// Closes bytes.
  ///
  /// @param context which bytes they are; they are opened as no others
  /// @return other bytes each time
  byte[] close(byte[] context, byte[] bytes);

  /// Opens what [#close] gave.
  ///
  /// @throws NotOpenedException if they were closed with another key, as others, or were changed
  byte[] open(byte[] context, byte[] closed) throws NotOpenedException;
}
