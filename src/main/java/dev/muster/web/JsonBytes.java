package dev.muster.web;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes small JSON of a known shape for the hot paths, straight to UTF-8. The caller sees to the
/// shape; this sees to the escaping.
final class JsonBytes {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes;
  private int size;

  JsonBytes(int expectedBytes) {
    this.bytes = new byte[expectedBytes];
  }

  /// Punctuation and names, as they are.
  JsonBytes raw(byte[] ascii) {
    room(ascii.length);
    System.arraycopy(ascii, 0, bytes, size, ascii.length);
    size += ascii.length;
    return this;
  }

  JsonBytes raw(char ascii) {
    room(1);
    bytes[size++] = (byte) ascii;
    return this;
  }

  /// A string value, quoted and escaped.
  ///
  /// @param utf8 well-formed
  JsonBytes string(byte[] utf8) {
    int escaped = escapedBytes(utf8);
    room(escaped + 2);
    bytes[size++] = '"';
    if (escaped == utf8.length) {
      System.arraycopy(utf8, 0, bytes, size, escaped);
      size += escaped;
    } else {
      for (byte b : utf8) {
        escape(b);
      }
    }
    bytes[size++] = '"';
    return this;
  }

  /// A string value, quoted and escaped.
  JsonBytes string(String wellFormed) {
    return string(wellFormed.getBytes(StandardCharsets.UTF_8));
  }

  private static int escapedBytes(byte[] utf8) {
    int escaped = utf8.length;
    for (byte b : utf8) {
      if (b == '"' || b == '\\') {
        escaped++;
      } else if (b >= 0 && b < ' ') {
        escaped += 5;
      }
    }
    return escaped;
  }

  private void escape(byte b) {
    if (b == '"' || b == '\\') {
      bytes[size++] = '\\';
      bytes[size++] = b;
    } else if (b >= 0 && b < ' ') {
      control(b);
    } else {
      bytes[size++] = b;
    }
  }

  private void control(byte b) {
    bytes[size++] = '\\';
    bytes[size++] = 'u';
    bytes[size++] = '0';
    bytes[size++] = '0';
    bytes[size++] = HEX[b >> 4];
    bytes[size++] = HEX[b & 0xF];
  }

  JsonBytes number(long value) {
    return raw(Long.toString(value).getBytes(StandardCharsets.US_ASCII));
  }

  /// What was written; this must not be used afterwards.
  Buffer buffer() {
    return Buffers.of(bytes, size);
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
