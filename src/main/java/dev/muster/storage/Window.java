package dev.muster.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// A part of a segment in memory that moves forward.
final class Window {

  /// How much is read at once at most, unless more is asked for.
  static final int READ_BYTES = 1 << 20;

  private final DiskFile file;
  private final long base;
  private final int readBytes;
  private byte[] bytes;
  private long from;
  private int length;

  /// @param base the position of the file's first byte
  /// @param fileBytes how many bytes it should have
  Window(DiskFile file, long base, int fileBytes) {
    this.readBytes = Math.clamp(fileBytes, 0, READ_BYTES);
    this.bytes = new byte[readBytes];
    this.file = file;
    this.base = base;
    this.from = base;
  }

  /// The bytes; valid until the next call of [#show].
  byte[] bytes() {
    return bytes;
  }

  /// Brings a range into memory. What the file does not have reads as zeros.
  ///
  /// @return its index in [#bytes]
  int show(long position, int count) throws IOException {
    if (position < from || position + count > from + length) {
      int size = Math.max(count, readBytes);
      if (bytes.length < size) {
        bytes = new byte[size];
      }
      int read = file.read(ByteBuffer.wrap(bytes, 0, size), position - base);
      Arrays.fill(bytes, read, size, (byte) 0);
      from = position;
      length = size;
    }
    return (int) (position - from);
  }

  /// Forgets what is in memory, to read again what may have changed.
  void refresh() {
    length = 0;
  }
}
