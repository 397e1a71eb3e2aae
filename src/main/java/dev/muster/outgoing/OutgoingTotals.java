package dev.muster.outgoing;

import java.util.concurrent.atomic.LongAdder;

/// What webhooks were told since the start.
public final class OutgoingTotals {
  private final LongAdder sent = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder givenUp = new LongAdder();

  OutgoingTotals() {}

  void attempted(boolean taken) {
    (taken ? sent : failed).increment();
  }

  void givenUp(int messages) {
    givenUp.add(messages);
  }

  /// Messages that their targets took.
  public long sent() {
    return sent.sum();
  }

  /// Attempts that failed.
  public long failed() {
    return failed.sum();
  }

  /// Messages that are not tried any more.
  public long givenUp() {
    return givenUp.sum();
  }
}
