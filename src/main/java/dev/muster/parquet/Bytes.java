package dev.muster.parquet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes that are put together; grows. Numbers are little-endian.
final class Bytes {

  private byte[] bytes = new byte[1 << 10];
  private int size;

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  byte[] array() {
    return bytes;
  }

  byte[] copy() {
    return Arrays.copyOf(bytes, size);
  }

  void put(int one) {
    room(1);
    bytes[size++] = (byte) one;
  }

  void put(byte[] all, int count) {
    room(count);
    System.arraycopy(all, 0, bytes, size, count);
    size += count;
  }

  void putInt(int value) {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      put(value >>> shift);
    }
  }

  void putLong(long value) {
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      put((int) (value >>> shift));
    }
  }

  /// With its length before it.
  void putText(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    putInt(utf8.length);
    put(utf8, utf8.length);
  }

  /// Seven bits a byte, the low ones first.
  void putVarLong(long value) {
    long left = value;
    while ((left & ~0x7FL) != 0) {
      put((int) ((left & 0x7F) | 0x80));
      left >>>= 7;
    }
    put((int) left);
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
