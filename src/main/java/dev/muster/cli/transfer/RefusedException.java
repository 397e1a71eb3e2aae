package dev.muster.cli.transfer;

import java.time.Duration;
import java.util.Optional;

/// The server has answered that it does not do what was asked.
public final class RefusedException extends Exception {

  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;
  private final transient Optional<Duration> retryAfter;

  /// @param code the end of the problem's type; empty where the answer was no problem of ours
  /// @param detail what was wrong, in words
  /// @param retryAfter how long the server asks to wait
  RefusedException(int status, String code, String detail, Optional<Duration> retryAfter) {
    super(detail);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }

  /// The HTTP status.
  public int status() {
    return status;
  }

  /// The end of the problem's type.
  public String code() {
    return code;
  }

  Optional<Duration> retryAfter() {
    return retryAfter == null ? Optional.empty() : retryAfter;
  }

  /// Whether the same may be taken a moment later.
  boolean isPassing() {
    return switch (status) {
      case 408, 429, 500, 502, 503, 504 -> true;
      case 409 -> code.equals("upload-busy") || code.equals("upload-offset");
      default -> false;
    };
  }

  /// Whether it is about who asks and where, and not about the file.
  public boolean isAboutAccess() {
    return switch (status) {
      case 400, 401, 403, 404 -> true;
      case 409 -> code.equals("not-csv-integration") || code.equals("not-mapped");
      default -> status < 400;
    };
  }
}
