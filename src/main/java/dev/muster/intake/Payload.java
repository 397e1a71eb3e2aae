package dev.muster.intake;

import java.util.Arrays;

/// What was sent, for a delivery that was refused in whole or in part.
///
/// @param bytes must not be changed
/// @param truncated whether they are only the beginning of what was sent
/// @param whole whether they are all of a body, and not one object of an array or envelope
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Payload(byte[] bytes, boolean truncated, boolean whole) {

  /// The most that is kept of one delivery, in bytes.
  public static final int BYTES_MAX = 1 << 20;

  /// The most that is kept of a body of which nothing could be read, in bytes.
  public static final int MALFORMED_BYTES_MAX = 64 << 10;

  /// A body that held one object.
  static Payload of(byte[] body) {
    return cut(body, BYTES_MAX);
  }

  /// A body that was refused as a whole.
  static Payload ofMalformed(byte[] body) {
    return cut(body, MALFORMED_BYTES_MAX);
  }

  /// An object's own share of a batch, so that the batch is not held on to.
  static Payload ofShare(byte[] body, int from, int bytes) {
    int kept = Math.min(bytes, BYTES_MAX);
    return new Payload(Arrays.copyOfRange(body, from, from + kept), kept < bytes, false);
  }

  private static Payload cut(byte[] body, int bytesMax) {
    return body.length <= bytesMax
        ? new Payload(body, false, true)
        : new Payload(Arrays.copyOf(body, bytesMax), true, true);
  }
}
