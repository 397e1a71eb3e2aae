package dev.muster.upload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;

/// The encoding that a file seems to be in.
///
/// @param certain whether it can hardly be another one
record EncodingGuess(Encoding encoding, boolean certain) {

  /// Of a thousand characters, so many may be controls that no text has, as old tools leave some.
  private static final int CONTROLS_PER_MILLE = 1;

  private static final int CHARACTERS_SHOWN = 1 << 18;
  private static final int PIECE_BYTES = 1 << 16;
  private static final int UTF8_BYTES_MAX = 4;

  static EncodingGuess of(byte[] beginning, boolean whole) throws UnreadableFileException {
    if (begins(beginning, 0xef, 0xbb, 0xbf)) {
      return new EncodingGuess(Encoding.UTF_8, true);
    }
    if (begins(beginning, 0xff, 0xfe)) {
      return new EncodingGuess(Encoding.UTF_16LE, true);
    }
    if (begins(beginning, 0xfe, 0xff)) {
      return new EncodingGuess(Encoding.UTF_16BE, true);
    }
    if (hasNul(beginning)) {
      return utf16(beginning, whole);
    }
    if (controls(beginning) * 1_000L > (long) CONTROLS_PER_MILLE * beginning.length) {
      throw BinaryFiles.unknown();
    }
    int other = otherThanAscii(beginning);
    return other < 0 || beginsInUtf8(beginning, other, whole)
        ? new EncodingGuess(Encoding.UTF_8, true)
        : new EncodingGuess(Encoding.WINDOWS_1252, false);
  }

  /// The encoding of a file whose beginning is in UTF-8, maybe only because it is all ASCII, by
  /// what follows.
  ///
  /// @param rest read until it is certain, or to its end
  static Encoding ofRest(byte[] beginning, InputStream rest) throws IOException {
    byte[] bytes = beginning;
    while (bytes.length > 0) {
      int other = otherThanAscii(bytes);
      if (other >= 0) {
        byte[] more = rest.readNBytes(UTF8_BYTES_MAX);
        byte[] joined = Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(more, 0, joined, bytes.length, more.length);
        return beginsInUtf8(joined, other, true) ? Encoding.UTF_8 : Encoding.WINDOWS_1252;
      }
      bytes = rest.readNBytes(PIECE_BYTES);
    }
    return Encoding.UTF_8;
  }

  /// Whether the first character that is not of ASCII is one of UTF-8. By chance that is hardly
  /// ever so. A broken one further on is an error of the file and makes it no other encoding, since
  /// all of its text would be read wrongly then.
  private static boolean beginsInUtf8(byte[] bytes, int at, boolean whole) {
    int length = Math.min(UTF8_BYTES_MAX, bytes.length - at);
    CharBuffer text = CharBuffer.allocate(UTF8_BYTES_MAX);
    CoderResult result =
        Encoding.UTF_8
            .charset()
            .newDecoder()
            .decode(ByteBuffer.wrap(bytes, at, length), text, false);
    boolean cut = text.position() == 0 && !result.isError();
    return text.position() > 0 || (cut && !whole);
  }

  /// @return where the first byte is that is not of ASCII; less than zero if there is none
  private static int otherThanAscii(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] < 0) {
        return i;
      }
    }
    return -1;
  }

  /// The text, as much of it as it takes to recognise more; what is not of the encoding is
  /// replaced.
  String text(byte[] beginning) {
    CharsetDecoder decoder =
        encoding
            .charset()
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    CharBuffer text = CharBuffer.allocate(CHARACTERS_SHOWN);
    decoder.decode(ByteBuffer.wrap(beginning), text, false);
    String shown = text.flip().toString();
    return shown.startsWith("\ufeff") ? shown.substring(1) : shown;
  }

  /// Latin digits, delimiters and line breaks are every second byte a NUL; no other text has any.
  private static EncodingGuess utf16(byte[] beginning, boolean whole)
      throws UnreadableFileException {
    long low = latin(beginning, 0, 1);
    long high = latin(beginning, 1, 0);
    Encoding likelier = low >= high ? Encoding.UTF_16LE : Encoding.UTF_16BE;
    if (!decodes(beginning, likelier, whole) || !isText(beginning, likelier)) {
      throw BinaryFiles.unknown();
    }
    return new EncodingGuess(likelier, false);
  }

  /// How many characters are of ASCII if the bytes with these positions in a pair are theirs.
  private static long latin(byte[] beginning, int byteAt, int nulAt) {
    long latin = 0;
    for (int i = 0; i + 1 < beginning.length; i += 2) {
      if (beginning[i + nulAt] == 0 && beginning[i + byteAt] > 0) {
        latin++;
      }
    }
    return latin;
  }

  private static boolean isText(byte[] beginning, Encoding encoding) {
    String text = new EncodingGuess(encoding, false).text(beginning);
    return text.chars()
        .allMatch(one ->
            Character.isDefined(one)
                && (!Character.isISOControl(one) || isControlOfText(one))
                && Character.getType(one) != Character.PRIVATE_USE);
  }

  private static boolean decodes(byte[] beginning, Encoding encoding, boolean whole) {
    CharsetDecoder decoder = encoding.charset().newDecoder();
    ByteBuffer bytes = ByteBuffer.wrap(beginning);
    CharBuffer text = CharBuffer.allocate(1 << 14);
    CoderResult result;
    do {
      text.clear();
      result = decoder.decode(bytes, text, whole);
    } while (result.isOverflow());
    return !result.isError();
  }

  private static boolean begins(byte[] bytes, int... beginning) {
    if (bytes.length < beginning.length) {
      return false;
    }
    for (int i = 0; i < beginning.length; i++) {
      if ((bytes[i] & 0xff) != beginning[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasNul(byte[] bytes) {
    for (byte one : bytes) {
      if (one == 0) {
        return true;
      }
    }
    return false;
  }

  private static int controls(byte[] bytes) {
    int controls = 0;
    for (byte one : bytes) {
      if (one >= 0 && one < ' ' && !isControlOfText(one)) {
        controls++;
      }
    }
    return controls;
  }

  private static boolean isControlOfText(int character) {
    return character == '\t' || character == '\n' || character == '\r' || character == '\f';
  }
}
