package dev.muster.population;

import java.util.Arrays;

/// How often numbers occur: a table with open addressing. For one thread.
final class DoubleCounts {

  private static final int FIRST_ROOM = 1 << 10;

  private double[] keys = new double[FIRST_ROOM];
  private int[] counts = new int[FIRST_ROOM];
  private int size;

  /// How many different numbers there are.
  int size() {
    return size;
  }

  /// @param number not NaN
  /// @param times 1 or more
  void add(double number, int times) {
    int slot = slot(number);
    if (counts[slot] == 0) {
      if (4 * (size + 1) > 3 * keys.length) {
        widen();
        slot = slot(number);
      }
      keys[slot] = number;
      size++;
    }
    counts[slot] += times;
  }

  void addAll(DoubleCounts other) {
    for (int slot = 0; slot < other.keys.length; slot++) {
      if (other.counts[slot] != 0) {
        add(other.keys[slot], other.counts[slot]);
      }
    }
  }

  /// The numbers, ascending, with how often each occurs.
  Tally.Distinct sorted() {
    double[] numbers = new double[size];
    int at = 0;
    for (int slot = 0; slot < keys.length; slot++) {
      if (counts[slot] != 0) {
        numbers[at++] = keys[slot];
      }
    }
    Arrays.sort(numbers);
    int[] users = new int[size];
    for (int i = 0; i < size; i++) {
      users[i] = counts[slot(numbers[i])];
    }
    return new Tally.Distinct(numbers, users);
  }

  /// Where a number is, or where it belongs.
  private int slot(double number) {
    long bits = Double.doubleToRawLongBits(number) * 0x9E3779B97F4A7C15L;
    int mask = keys.length - 1;
    int slot = (int) (bits >>> 40) & mask;
    while (counts[slot] != 0 && keys[slot] != number) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void widen() {
    double[] oldKeys = keys;
    int[] oldCounts = counts;
    keys = new double[2 * oldKeys.length];
    counts = new int[2 * oldCounts.length];
    for (int old = 0; old < oldKeys.length; old++) {
      if (oldCounts[old] != 0) {
        int slot = slot(oldKeys[old]);
        keys[slot] = oldKeys[old];
        counts[slot] = oldCounts[old];
      }
    }
  }
}
