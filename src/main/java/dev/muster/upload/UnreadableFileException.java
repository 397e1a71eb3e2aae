package dev.muster.upload;

import java.util.OptionalLong;

/// A file cannot be read, or cannot be read any further.
public final class UnreadableFileException extends Exception {

  private static final long serialVersionUID = 1;

  private final FileFlaw flaw;
  private final long line;

  /// @param detail what is wrong and what to do, as sentences
  UnreadableFileException(FileFlaw flaw, String detail) {
    this(flaw, 0, detail);
  }

  /// @param line of the file at which the row begins that is wrong; the detail names it, too
  UnreadableFileException(FileFlaw flaw, long line, String detail) {
    super(detail);
    this.flaw = flaw;
    this.line = line;
  }

  static UnreadableFileException unreadable(String detail) {
    return new UnreadableFileException(FileFlaw.UNREADABLE_CSV, detail);
  }

  static UnreadableFileException unreadable(long line, String detail) {
    return new UnreadableFileException(FileFlaw.UNREADABLE_CSV, line, detail);
  }

  static UnreadableFileException empty() {
    return unreadable(
        "The file is empty. A CSV file has a row for each user, and usually one before them with"
            + " the names of the columns.");
  }

  /// What kind of trouble it is.
  public FileFlaw flaw() {
    return flaw;
  }

  /// What is wrong and what to do, as sentences.
  public String detail() {
    return String.valueOf(getMessage());
  }

  /// The line of the file at which the row begins that is wrong, counted from 1; empty if it is the
  /// file as a whole.
  public OptionalLong line() {
    return line == 0 ? OptionalLong.empty() : OptionalLong.of(line);
  }
}
