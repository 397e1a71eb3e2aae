package dev.muster.upload;

/// The kinds of files that cannot be read: each is a problem type.
public enum FileFlaw {
  /// Something else than text: a workbook, an archive, a picture.
  NOT_CSV(415, "not-csv", "Not a CSV file"),
  /// Text that cannot be read as rows, or that lacks what is needed.
  UNREADABLE_CSV(422, "unreadable-csv", "Unreadable CSV file");

  private final int status;
  private final String code;
  private final String title;

  FileFlaw(int status, String code, String title) {
    this.status = status;
    this.code = code;
    this.title = title;
  }

  /// The HTTP status that answers it.
  public int status() {
    return status;
  }

  /// The end of the problem's type.
  public String code() {
    return code;
  }

  /// The problem's title.
  public String title() {
    return title;
  }
}
