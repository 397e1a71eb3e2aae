package dev.muster.intake;

import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Inflates gzip bodies (RFC 1952, several members included) within a bound, so that a small body
/// cannot become a large one in memory. What follows the last member is refused.
final class Inflation {

  private static final int FLAG_HEADER_CRC = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;
  private static final int FLAGS_RESERVED = 0xE0;
  private static final int TRAILER_BYTES = 8;

  private final byte[] in;
  private final int bytesMax;
  private int at;
  private byte[] out;
  private int size;

  private Inflation(byte[] in, int bytesMax) {
    this.in = in;
    this.bytesMax = bytesMax;
    this.out = new byte[Math.min(bytesMax, Math.max(256, 4 * in.length))];
  }

  /// @param bytesMax how many bytes it may become
  static byte[] inflate(byte[] gzip, int bytesMax) throws RefusedBodyException {
    return new Inflation(gzip, bytesMax).members();
  }

  private byte[] members() throws RefusedBodyException {
    Inflater inflater = new Inflater(true);
    try {
      do {
        header();
        member(inflater);
        inflater.reset();
      } while (at < in.length);
    } finally {
      inflater.end();
    }
    return size == out.length ? out : Arrays.copyOf(out, size);
  }

  private void header() throws RefusedBodyException {
    if (next() != 0x1F || next() != 0x8B || next() != 8) {
      throw broken();
    }
    int flags = next();
    if ((flags & FLAGS_RESERVED) != 0) {
      throw broken();
    }
    skip(6);
    if ((flags & FLAG_EXTRA) != 0) {
      skip(next() | next() << 8);
    }
    if ((flags & FLAG_NAME) != 0) {
      skipText();
    }
    if ((flags & FLAG_COMMENT) != 0) {
      skipText();
    }
    if ((flags & FLAG_HEADER_CRC) != 0) {
      skip(2);
    }
  }

  private void member(Inflater inflater) throws RefusedBodyException {
    int start = size;
    inflater.setInput(in, at, in.length - at);
    try {
      while (!inflater.finished()) {
        if (size == out.length) {
          grow();
        }
        int inflated = inflater.inflate(out, size, out.length - size);
        size += inflated;
        if (size > bytesMax) {
          throw tooLarge();
        }
        if (inflated == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          throw broken();
        }
      }
    } catch (DataFormatException _) {
      throw broken();
    }
    at = in.length - inflater.getRemaining();
    CRC32 sum = new CRC32();
    sum.update(out, start, size - start);
    if (in.length - at < TRAILER_BYTES
        || number() != (int) sum.getValue()
        || number() != size - start) {
      throw broken();
    }
  }

  /// One byte more than is allowed is enough to see that it is too much.
  private void grow() throws RefusedBodyException {
    if (out.length > bytesMax) {
      throw tooLarge();
    }
    out = Arrays.copyOf(out, (int) Math.min(bytesMax + 1L, 2L * out.length));
  }

  private int next() throws RefusedBodyException {
    if (at == in.length) {
      throw broken();
    }
    return in[at++] & 0xFF;
  }

  private int number() throws RefusedBodyException {
    return next() | next() << 8 | next() << 16 | next() << 24;
  }

  private void skip(int bytes) throws RefusedBodyException {
    if (in.length - at < bytes) {
      throw broken();
    }
    at += bytes;
  }

  private void skipText() throws RefusedBodyException {
    int unit;
    do {
      unit = next();
    } while (unit != 0);
  }

  private RefusedBodyException tooLarge() {
    return new RefusedBodyException(
        Flaw.BODY_TOO_LARGE, "the body inflates to more than " + bytesMax + " bytes");
  }

  private static RefusedBodyException broken() {
    return new RefusedBodyException(
        Flaw.MALFORMED_ENCODING, "the body is not whole gzip, though the content encoding says so");
  }
}
