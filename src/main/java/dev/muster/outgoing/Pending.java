package dev.muster.outgoing;

/// A message that is to be sent, or sent again. Only for the dispatcher's thread.
final class Pending {
  private final Change change;
  private int attempts;
  private long notBeforeMillis;
  private boolean onItsWay;

  /// @param attempts how many have failed
  Pending(Change change, int attempts) {
    this.change = change;
    this.attempts = attempts;
  }

  Change change() {
    return change;
  }

  int attempts() {
    return attempts;
  }

  boolean isOnItsWay() {
    return onItsWay;
  }

  boolean isDue(long nowMillis) {
    return !onItsWay && notBeforeMillis <= nowMillis;
  }

  void begins() {
    onItsWay = true;
  }

  void ended() {
    onItsWay = false;
  }

  void failed(long nextMillis) {
    attempts++;
    notBeforeMillis = nextMillis;
  }

  /// It may be sent at once.
  void now() {
    notBeforeMillis = 0;
  }

  boolean isOver(long nowMillis) {
    return nowMillis - change.atMillis() >= Pauses.TOLD_FOR.toMillis();
  }
}
