package dev.muster.upload;

import java.util.Arrays;

/// A row of a file. It is the same object for each row and says of which one it is until the next
/// one is read: its characters are kept in one array, and a cell becomes a string only where
/// somebody asks for it. For use by one thread.
public final class Row {

  private char[] text = new char[1_024];
  private int[] ends = new int[32];
  private int size;
  private long line;

  Row() {}

  void begin(long line) {
    this.line = line;
    this.size = 0;
  }

  void add(char[] characters, int from, int length) {
    int begin = size == 0 ? 0 : ends[size - 1];
    if (length > text.length - begin) {
      text = Arrays.copyOf(text, Math.max(begin + length, 2 * text.length));
    }
    System.arraycopy(characters, from, text, begin, length);
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, 2 * size);
    }
    ends[size++] = begin + length;
  }

  /// The line of the file at which it begins, counted from 1.
  public long line() {
    return line;
  }

  /// The line at which its last cell ends, and so what is behind that begins.
  long lastLine() {
    long last = line;
    int end = size == 0 ? 0 : ends[size - 1];
    for (int i = 0; i < end; i++) {
      boolean isEnd = text[i] == '\n' || (text[i] == '\r' && (i + 1 == end || text[i + 1] != '\n'));
      last += isEnd ? 1 : 0;
    }
    return last;
  }

  /// How many cells it has.
  public int size() {
    return size;
  }

  /// A cell, as it is in the file; quotes around it are taken off.
  ///
  /// @param column from 0 to less than [#size]
  public String cell(int column) {
    int begin = begin(column);
    return new String(text, begin, ends[column] - begin);
  }

  /// Whether a cell is empty, quoted or not.
  ///
  /// @param column from 0 to less than [#size]
  public boolean isEmpty(int column) {
    return begin(column) == ends[column];
  }

  /// A cell without the white space around it.
  ///
  /// @param column from 0 to less than [#size]
  String trimmed(int column) {
    int begin = begin(column);
    int end = ends[column];
    while (begin < end && CellText.isWhite(text[begin])) {
      begin++;
    }
    while (begin < end && CellText.isWhite(text[end - 1])) {
      end--;
    }
    return new String(text, begin, end - begin);
  }

  /// Whether nothing is in any cell but white space.
  boolean isBlank() {
    int end = size == 0 ? 0 : ends[size - 1];
    for (int i = 0; i < end; i++) {
      if (!CellText.isWhite(text[i])) {
        return false;
      }
    }
    return true;
  }

  int length(int column) {
    return ends[column] - begin(column);
  }

  private int begin(int column) {
    if (column >= size) {
      throw new IndexOutOfBoundsException("cell " + column + " of a row with " + size);
    }
    return column == 0 ? 0 : ends[column - 1];
  }
}
