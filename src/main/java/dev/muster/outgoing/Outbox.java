package dev.muster.outgoing;

import dev.muster.storage.RecordBuffer;
import dev.muster.storage.RecordReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The changes that wait to be told, in the order in which they were found; 16 bytes each. Not safe
/// for use by several threads.
final class Outbox {

  private static final int LEAST = 1 << 10;

  private final List<SegmentPlace> places = new ArrayList<>();
  private final Map<SegmentPlace, Integer> numbers = new HashMap<>();
  private int[] placesOf = new int[LEAST];
  private int[] ordinals = new int[LEAST];

  /// Epoch milliseconds, doubled, and one more where the user entered.
  private long[] times = new long[LEAST];

  private long first = 1;
  private long next = 1;

  /// The sequence of the oldest, or [#next].
  long first() {
    return first;
  }

  /// The sequence that the next one gets.
  long next() {
    return next;
  }

  int size() {
    return (int) (next - first);
  }

  void add(SegmentPlace place, int ordinal, boolean entered, long atMillis) {
    if (size() == ordinals.length) {
      grow();
    }
    int at = at(next);
    placesOf[at] = number(place);
    ordinals[at] = ordinal;
    times[at] = atMillis << 1 | (entered ? 1 : 0);
    next++;
  }

  private int number(SegmentPlace place) {
    return numbers.computeIfAbsent(
        place,
        _ -> {
          places.add(place);
          return places.size() - 1;
        });
  }

  private int at(long sequence) {
    return (int) (sequence & (ordinals.length - 1));
  }

  private void grow() {
    int[] morePlaces = new int[2 * ordinals.length];
    int[] moreOrdinals = new int[2 * ordinals.length];
    long[] moreTimes = new long[2 * ordinals.length];
    for (long sequence = first; sequence < next; sequence++) {
      int to = (int) (sequence & (moreOrdinals.length - 1));
      morePlaces[to] = placesOf[at(sequence)];
      moreOrdinals[to] = ordinals[at(sequence)];
      moreTimes[to] = times[at(sequence)];
    }
    placesOf = morePlaces;
    ordinals = moreOrdinals;
    times = moreTimes;
  }

  /// @return empty if it has gone
  Optional<Change> get(long sequence) {
    if (sequence < first || sequence >= next) {
      return Optional.empty();
    }
    int at = at(sequence);
    return Optional.of(
        new Change(
            sequence,
            places.get(placesOf[at]),
            ordinals[at],
            (times[at] & 1) != 0,
            times[at] >> 1));
  }

  /// How many of some places there are from a sequence on, before another.
  int count(long from, long end, Predicate<SegmentPlace> isCounted) {
    boolean[] counted = new boolean[places.size()];
    for (int i = 0; i < counted.length; i++) {
      counted[i] = isCounted.test(places.get(i));
    }
    int count = 0;
    for (long sequence = Math.max(from, first); sequence < Math.min(end, next); sequence++) {
      count += counted[placesOf[at(sequence)]] ? 1 : 0;
    }
    return count;
  }

  /// Lets go of those before a sequence.
  void dropBefore(long sequence) {
    first = Math.clamp(sequence, first, next);
  }

  Outbox copy() {
    Outbox copy = new Outbox();
    copy.placesOf = placesOf.clone();
    copy.ordinals = ordinals.clone();
    copy.times = times.clone();
    copy.first = first;
    copy.next = next;
    places.forEach(copy::number);
    return copy;
  }

  void write(RecordBuffer out) {
    out.putVarInt(places.size());
    for (SegmentPlace place : places) {
      out.putVarInt(place.environmentId()).putUtf8(place.segment());
    }
    out.putVarLong(first).putVarLong(next);
    for (long sequence = first; sequence < next; sequence++) {
      out.putVarInt(placesOf[at(sequence)])
          .putVarInt(ordinals[at(sequence)])
          .putVarLong(times[at(sequence)]);
    }
  }

  /// Reads what [#write] put.
  static Outbox read(RecordReader in) {
    Outbox outbox = new Outbox();
    for (int left = in.getVarInt(); left > 0; left--) {
      int _ = outbox.number(new SegmentPlace(in.getVarInt(), in.getUtf8()));
    }
    outbox.first = in.getVarLong();
    outbox.next = outbox.first;
    long next = in.getVarLong();
    while (outbox.next < next) {
      SegmentPlace place = outbox.places.get(in.getVarInt());
      int ordinal = in.getVarInt();
      long time = in.getVarLong();
      outbox.add(place, ordinal, (time & 1) != 0, time >> 1);
    }
    return outbox;
  }

  @Override
  public String toString() {
    return "Outbox[" + first + ".." + next + " " + Arrays.toString(places.toArray()) + "]";
  }
}
