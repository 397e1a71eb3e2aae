package dev.muster.upload;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import org.jspecify.annotations.Nullable;

/// The characters of a file, without a byte order mark, and without what its first line says of the
/// delimiter and the lines before its table; those lines are left, and empty. Bytes that are none
/// of its encoding are not replaced: everything before them is handed over, and then it fails. For
/// use by one thread.
final class FileText extends Reader {

  /// The longest row, in characters.
  static final int ROW_MAX = 1 << 20;

  private static final int BUFFER_BYTES = 1 << 16;
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final InputStream file;
  private final CharsetDecoder decoder;
  private final boolean whole;
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES).flip();
  private @Nullable CharBuffer head;
  private long taken;
  private long decoded;
  private long rowBegin;
  private boolean ended;
  private int linesToEmpty;
  private boolean lineEnds;

  /// @param whole whether its end is the end of a file, which does not end within a character
  FileText(InputStream file, CsvFormat format, boolean whole) {
    this.file = file;
    this.whole = whole;
    this.linesToEmpty = format.skipRows();
    this.decoder =
        format
            .encoding()
            .charset()
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /// Bytes that are not of the encoding.
  static final class MalformedException extends IOException {
    private static final long serialVersionUID = 1;
  }

  /// A row that does not end.
  static final class RowTooLongException extends IOException {
    private static final long serialVersionUID = 1;
  }

  /// A row begins that is not read yet, or only its beginning.
  void beginRow() {
    rowBegin = decoded;
  }

  /// How many bytes of the file are read.
  long bytesRead() {
    return taken - bytes.remaining();
  }

  @Override
  public int read(char[] characters, int from, int length) throws IOException {
    while (true) {
      int count = decode(characters, from, length);
      if (count > 0 && linesToEmpty > 0) {
        count = emptied(characters, from, count);
      }
      if (count != 0) {
        return count;
      }
    }
  }

  /// Takes out what is in lines before the table.
  ///
  /// @return how many characters are left
  private int emptied(char[] characters, int from, int count) {
    int left = from;
    int end = from + count;
    int at = from;
    while (at < end && linesToEmpty > 0) {
      char one = characters[at];
      if (one == '\r' || one == '\n') {
        boolean ofOneEnd = one == '\n' && lineEnds;
        linesToEmpty -= ofOneEnd ? 0 : 1;
        characters[left++] = one;
      }
      lineEnds = one == '\r';
      at++;
    }
    System.arraycopy(characters, at, characters, left, end - at);
    return left - from + end - at;
  }

  private int decode(char[] characters, int from, int length) throws IOException {
    if (decoded - rowBegin > ROW_MAX) {
      throw new RowTooLongException();
    }
    CharBuffer beginning = head == null ? head() : head;
    if (beginning.hasRemaining()) {
      int count = Math.min(length, beginning.remaining());
      beginning.get(characters, from, count);
      decoded += count;
      return count;
    }
    CharBuffer into = CharBuffer.wrap(characters, from, length);
    while (true) {
      CoderResult result = decoder.decode(bytes, into, ended && whole);
      if (into.position() > from) {
        decoded += into.position() - from;
        return into.position() - from;
      }
      if (result.isError()) {
        throw new MalformedException();
      }
      if (result.isUnderflow()) {
        if (ended) {
          return -1;
        }
        fill();
      }
    }
  }

  /// The first characters, without what is no row's. Bytes that are none of the encoding are left
  /// to be found once what is before them is handed over.
  private CharBuffer head() throws IOException {
    CharBuffer first = CharBuffer.allocate(1 + DelimiterLine.SHOWN);
    while (decoder.decode(bytes, first, ended && whole).isUnderflow() && !ended) {
      fill();
    }
    first.flip();
    if (first.hasRemaining() && first.get(0) == BYTE_ORDER_MARK) {
      first.position(1);
    }
    DelimiterLine.of(first)
        .ifPresent(line -> first.position(first.position() + line.text().length()));
    head = first;
    return first;
  }

  private void fill() throws IOException {
    bytes.compact();
    int count = file.read(bytes.array(), bytes.position(), bytes.remaining());
    if (count < 0) {
      ended = true;
    } else {
      taken += count;
      bytes.position(bytes.position() + count);
    }
    bytes.flip();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
