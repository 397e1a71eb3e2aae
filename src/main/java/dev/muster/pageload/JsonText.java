package dev.muster.pageload;

import java.nio.charset.StandardCharsets;

/// Writes texts into JSON strings, in UTF-8.
final class JsonText {

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private JsonText() {}

  /// Quotation marks and backslashes take two bytes, control characters six (RFC 8259, 7).
  static int escapedLength(byte[] utf8) {
    int length = utf8.length;
    for (byte b : utf8) {
      if (b == '"' || b == '\\') {
        length += 1;
      } else if (b >= 0 && b < 0x20) {
        length += 5;
      }
    }
    return length;
  }

  /// @return where it ends
  static int putEscaped(byte[] utf8, byte[] out, int from) {
    int at = from;
    for (byte b : utf8) {
      if (b == '"' || b == '\\') {
        out[at++] = '\\';
        out[at++] = b;
      } else if (b >= 0 && b < 0x20) {
        out[at++] = '\\';
        out[at++] = 'u';
        out[at++] = '0';
        out[at++] = '0';
        out[at++] = HEX[b >> 4];
        out[at++] = HEX[b & 15];
      } else {
        out[at++] = b;
      }
    }
    return at;
  }
}
