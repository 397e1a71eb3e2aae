package dev.muster.embedded;

import java.util.Arrays;
import java.util.function.LongConsumer;

/// A set of numbers that are as good as random, 16 bytes each at most. Not safe for use by several
/// threads.
final class LongSet {

  /// Marks an empty place; the number itself is told apart.
  private static final long EMPTY = 0;

  private static final int PLACES_LEAST = 64;

  private long[] places = new long[PLACES_LEAST];
  private int filled;
  private boolean hasEmpty;

  LongSet copy() {
    LongSet copy = new LongSet();
    copy.places = places.clone();
    copy.filled = filled;
    copy.hasEmpty = hasEmpty;
    return copy;
  }

  int size() {
    return filled + (hasEmpty ? 1 : 0);
  }

  boolean has(long number) {
    return number == EMPTY ? hasEmpty : places[place(number)] == number;
  }

  /// @return whether it was not in the set
  boolean add(long number) {
    if (number == EMPTY) {
      boolean fresh = !hasEmpty;
      hasEmpty = true;
      return fresh;
    }
    int place = place(number);
    if (places[place] == number) {
      return false;
    }
    places[place] = number;
    if (++filled > places.length / 4 * 3) {
      long[] before = places;
      places = new long[Math.multiplyExact(2, before.length)];
      for (long one : before) {
        if (one != EMPTY) {
          places[place(one)] = one;
        }
      }
    }
    return true;
  }

  /// Where a number is, or is to be.
  private int place(long number) {
    int mask = places.length - 1;
    int place = (int) (number >>> 32) & mask;
    while (places[place] != EMPTY && places[place] != number) {
      place = place + 1 & mask;
    }
    return place;
  }

  void each(LongConsumer to) {
    if (hasEmpty) {
      to.accept(EMPTY);
    }
    Arrays.stream(places).filter(one -> one != EMPTY).forEach(to);
  }
}
