package dev.muster.cli;

/// A setting cannot be used; the message names it, says why, and where it came from.
final class BadSettingException extends Exception {
  private static final long serialVersionUID = 1;

  BadSettingException(String message) {
    super(message);
  }
}
