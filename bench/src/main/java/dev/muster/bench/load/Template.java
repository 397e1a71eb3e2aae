package dev.muster.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The bytes of a request in which one number is overwritten in place.
public final class Template {
  private final byte[] bytes;
  private final int at;
  private final int digits;

  private Template(byte[] bytes, int at, int digits) {
    this.bytes = bytes;
    this.at = at;
    this.digits = digits;
  }

  /// @param request everything from the request line on
  /// @param placeholder what is overwritten; occurs once
  /// @throws IllegalArgumentException if it does not
  public static Template of(String request, String placeholder) {
    int at = request.indexOf(placeholder);
    if (at < 0 || at != request.lastIndexOf(placeholder)) {
      throw new IllegalArgumentException(placeholder + " has to occur once in " + request);
    }
    byte[] before = request.substring(0, at).getBytes(StandardCharsets.UTF_8);
    return new Template(
        request.getBytes(StandardCharsets.UTF_8), before.length, placeholder.length());
  }

  /// The size of the request, whatever the number.
  public int bytes() {
    return bytes.length;
  }

  /// Writes the request.
  ///
  /// @param number stands where the placeholder was, with leading zeros
  public void write(long number, ByteBuffer out) {
    int start = out.position();
    out.put(bytes);
    for (int i = digits - 1; i >= 0; i--) {
      out.put(start + at + i, (byte) ('0' + number % 10));
      number /= 10;
    }
  }
}
