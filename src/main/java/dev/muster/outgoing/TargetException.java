package dev.muster.outgoing;

/// Nothing is sent there. The message says why, and what to do, for whoever set the target.
public final class TargetException extends Exception {
  private static final long serialVersionUID = 1;

  TargetException(String why) {
    super(why);
  }
}
