package dev.muster.mailing;

/// A mail that did not go out; the message says why, for people.
public final class NotSentException extends Exception {

  private static final long serialVersionUID = 1;

  private final boolean mayHaveArrived;

  NotSentException(String message) {
    super(message);
    this.mayHaveArrived = false;
  }

  NotSentException(String message, Throwable cause) {
    super(message, cause);
    this.mayHaveArrived = false;
  }

  private NotSentException(String message, boolean mayHaveArrived) {
    super(message);
    this.mayHaveArrived = mayHaveArrived;
  }

  /// All of it was handed over, and the server did not say what it did with it.
  ///
  /// @param reason what was heard instead
  static NotSentException unknown(String reason) {
    return new NotSentException(
        "The mail server did not say whether it took the mail ("
            + reason
            + "); it may have arrived.",
        true);
  }

  /// Whether it may have gone out all the same. Then it is not to be sent again.
  public boolean mayHaveArrived() {
    return mayHaveArrived;
  }

  /// Why.
  public String why() {
    return String.valueOf(getMessage());
  }
}
