package dev.muster.upload;

/// What is asked of an upload is not possible.
public final class UploadException extends Exception {

  private static final long serialVersionUID = 1;

  /// Why not.
  public enum Code {
    /// The file is larger than is taken.
    TOO_LARGE("upload-too-large", 413),
    /// The disk has no room for the file.
    DISK_FULL("disk-full", 507),
    /// The next byte of the file is another one.
    OFFSET("upload-offset", 409),
    /// What has arrived is of another file.
    CHANGED("upload-changed", 409),
    /// The file is not as long as was announced.
    LENGTH("upload-length", 400),
    /// Too many are not over.
    TOO_MANY("too-many-uploads", 429),
    /// Somebody else sends the same file at this moment.
    BUSY("upload-busy", 409),
    /// It is over, or all of it has arrived.
    OVER("upload-over", 409),
    /// It cannot be taken back.
    NOT_UNDOABLE("not-undoable", 409),
    /// What is asked for is not kept any more.
    GONE("gone", 410),
    /// It cannot be made durable now.
    UNAVAILABLE("unavailable", 503);

    private final String text;
    private final int status;

    Code(String text, int status) {
      this.text = text;
      this.status = status;
    }

    /// The end of the problem's type.
    public String text() {
      return text;
    }

    /// The HTTP status that goes with it.
    public int status() {
      return status;
    }
  }

  private final Code code;

  /// @param detail what, where, what to do
  UploadException(Code code, String detail) {
    super(detail);
    this.code = code;
  }

  /// Why not.
  public Code code() {
    return code;
  }

  /// In words.
  public String detail() {
    String message = getMessage();
    return message == null ? code.text : message;
  }
}
