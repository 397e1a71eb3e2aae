package dev.muster.mailing;

/// A mail that did not go out; the message says why, for people.
public final class NotSentException extends Exception {

  private static final long serialVersionUID = 1;

  NotSentException(String message) {
    super(message);
  }

  NotSentException(String message, Throwable cause) {
    super(message, cause);
  }

  /// Why.
  public String why() {
    return String.valueOf(getMessage());
  }
}
