package dev.muster.embedded;

import dev.muster.intake.Outcome;
import dev.muster.storage.RecordBuffer;
import dev.muster.storage.RecordReader;
import java.util.Arrays;

/// Counts of deliveries by outcome in equal steps of time; a new step takes the place of the oldest
/// one. Not safe for use by several threads.
final class CountRing {

  /// How many outcomes there are.
  static final int OUTCOMES = Outcome.values().length;

  private static final long NONE = -1;

  private final long stepMillis;
  private final long[] steps;
  private final long[] counts;

  /// @param slots how many steps are kept
  /// @param stepMillis how long each is
  CountRing(int slots, long stepMillis) {
    this.stepMillis = stepMillis;
    this.steps = new long[slots];
    this.counts = new long[slots * OUTCOMES];
    Arrays.fill(steps, NONE);
  }

  /// The number of the step that a moment lies in.
  long stepOf(long epochMillis) {
    return Math.floorDiv(epochMillis, stepMillis);
  }

  /// How many steps are kept.
  int slots() {
    return steps.length;
  }

  /// Counts one more. What is older than everything that is kept is not counted.
  void add(long epochMillis, Outcome outcome) {
    long step = stepOf(epochMillis);
    int slot = slot(step);
    if (step < steps[slot]) {
      return;
    }
    if (step > steps[slot]) {
      steps[slot] = step;
      Arrays.fill(counts, slot * OUTCOMES, (slot + 1) * OUTCOMES, 0);
    }
    counts[slot * OUTCOMES + index(outcome)]++;
  }

  /// How many there were in a step.
  long count(long step, Outcome outcome) {
    int slot = slot(step);
    return steps[slot] == step ? counts[slot * OUTCOMES + index(outcome)] : 0;
  }

  /// Whether there were any in a step.
  boolean has(long step) {
    return steps[slot(step)] == step;
  }

  private int slot(long step) {
    return (int) Math.floorMod(step, (long) steps.length);
  }

  private static int index(Outcome outcome) {
    return outcome.number() - 1;
  }

  int bytesMax() {
    return 10 + steps.length * 10 * (1 + OUTCOMES);
  }

  void write(RecordBuffer out) {
    out.putVarInt((int) Arrays.stream(steps).filter(step -> step != NONE).count());
    for (int slot = 0; slot < steps.length; slot++) {
      if (steps[slot] != NONE) {
        out.putVarLong(steps[slot]);
        for (int i = 0; i < OUTCOMES; i++) {
          out.putVarLong(counts[slot * OUTCOMES + i]);
        }
      }
    }
  }

  /// Takes over what [#write] put.
  ///
  /// @param outcomes how many outcomes there were then
  void read(RecordReader in, int outcomes) {
    int filled = in.getVarInt();
    for (int i = 0; i < filled; i++) {
      long step = in.getVarLong();
      int slot = slot(step);
      steps[slot] = step;
      for (int outcome = 0; outcome < outcomes; outcome++) {
        counts[slot * OUTCOMES + outcome] = in.getVarLong();
      }
    }
  }
}
