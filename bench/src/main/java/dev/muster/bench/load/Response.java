package dev.muster.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Reads the one response that a connection waits for, without making objects.
final class Response {
  private static final int BYTES_MAX = 1 << 17;
  private static final byte[] LENGTH = "\r\ncontent-length:".getBytes(StandardCharsets.US_ASCII);

  private final ByteBuffer in = ByteBuffer.allocateDirect(BYTES_MAX);
  private int bodyFrom = -1;
  private int bodyLength;

  /// Where the next bytes go.
  ///
  /// @throws IllegalStateException if the response is longer than any that is expected
  ByteBuffer room() {
    if (!in.hasRemaining()) {
      throw new IllegalStateException("a response of more than " + BYTES_MAX + " bytes");
    }
    return in;
  }

  /// Whether everything is there.
  ///
  /// @throws IllegalStateException if this is not a response with a length
  boolean whole() {
    if (bodyFrom < 0) {
      head();
    }
    return bodyFrom >= 0 && in.position() >= bodyFrom + bodyLength;
  }

  private void head() {
    int end = in.position();
    int length = -1;
    for (int i = 12; i + 3 < end; i++) {
      if (in.get(i) != '\r') {
        continue;
      }
      if (in.get(i + 2) == '\r') {
        if (length < 0) {
          throw new IllegalStateException("a response without a length: " + text());
        }
        bodyFrom = i + 4;
        bodyLength = length;
        return;
      }
      if (startsWithLength(i, end)) {
        length = number(i + LENGTH.length, end);
      }
    }
  }

  private boolean startsWithLength(int from, int end) {
    if (from + LENGTH.length > end) {
      return false;
    }
    for (int i = 2; i < LENGTH.length; i++) {
      int letter = in.get(from + i);
      if ((letter >= 'A' && letter <= 'Z' ? letter + 32 : letter) != LENGTH[i]) {
        return false;
      }
    }
    return true;
  }

  private int number(int from, int end) {
    int number = 0;
    for (int i = from; i < end && in.get(i) != '\r'; i++) {
      int letter = in.get(i);
      if (letter >= '0' && letter <= '9') {
        number = number * 10 + letter - '0';
      }
    }
    return number;
  }

  /// The status of a whole response.
  int status() {
    return (in.get(9) - '0') * 100 + (in.get(10) - '0') * 10 + in.get(11) - '0';
  }

  /// The body of a whole response.
  String body() {
    return text().substring(bodyFrom);
  }

  private String text() {
    byte[] bytes = new byte[in.position()];
    in.get(0, bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /// Makes room for the next response.
  void clear() {
    in.clear();
    bodyFrom = -1;
  }
}
