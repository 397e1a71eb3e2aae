package dev.muster.intake;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Checks that bytes are UTF-8 as Unicode defines it (The Unicode Standard, table 3-7): no overlong
/// forms, no surrogates, nothing above U+10FFFF.
final class Utf8 {

  /// What [#firstMalformed] says of well-formed bytes.
  static final int WELL_FORMED = -1;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long NOT_ASCII = 0x8080808080808080L;

  private Utf8() {}

  /// Where the first byte is that cannot be part of well-formed UTF-8, or where a sequence begins
  /// that the end cuts off; [#WELL_FORMED] if there is none.
  static int firstMalformed(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      at = skipAscii(bytes, at, to);
      if (at < to) {
        int length = sequence(bytes, at, to);
        if (length == 0) {
          return at;
        }
        at += length;
      }
    }
    return WELL_FORMED;
  }

  private static int skipAscii(byte[] bytes, int from, int to) {
    int at = from;
    while (at <= to - Long.BYTES && ((long) LONGS.get(bytes, at) & NOT_ASCII) == 0) {
      at += Long.BYTES;
    }
    while (at < to && bytes[at] >= 0) {
      at++;
    }
    return at;
  }

  /// The length of the well-formed sequence that begins here, or 0.
  private static int sequence(byte[] bytes, int at, int to) {
    int first = bytes[at] & 0xFF;
    if (first >= 0xC2 && first <= 0xDF) {
      return continues(bytes, at + 1, to, 0x80, 0xBF) ? 2 : 0;
    }
    if (first >= 0xE0 && first <= 0xEF) {
      int least = first == 0xE0 ? 0xA0 : 0x80;
      int greatest = first == 0xED ? 0x9F : 0xBF;
      return continues(bytes, at + 1, to, least, greatest)
              && continues(bytes, at + 2, to, 0x80, 0xBF)
          ? 3
          : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
      int least = first == 0xF0 ? 0x90 : 0x80;
      int greatest = first == 0xF4 ? 0x8F : 0xBF;
      return continues(bytes, at + 1, to, least, greatest)
              && continues(bytes, at + 2, to, 0x80, 0xBF)
              && continues(bytes, at + 3, to, 0x80, 0xBF)
          ? 4
          : 0;
    }
    return 0;
  }

  private static boolean continues(byte[] bytes, int at, int to, int least, int greatest) {
    return at < to && (bytes[at] & 0xFF) >= least && (bytes[at] & 0xFF) <= greatest;
  }
}
