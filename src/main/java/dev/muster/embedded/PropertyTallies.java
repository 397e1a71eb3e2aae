package dev.muster.embedded;

import dev.muster.attribute.RefusalKind;
import dev.muster.embedded.IntegrationCounts.PropertyCounts;
import dev.muster.intake.Delivery;
import dev.muster.intake.RejectedProperty;
import dev.muster.population.Change;
import dev.muster.storage.RecordBuffer;
import dev.muster.storage.RecordReader;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Counts how the properties of one source come, day by day for four weeks. Not safe for use by
/// several threads.
final class PropertyTallies {

  private static final int DAYS = IntegrationCounts.DAYS;
  private static final long NONE = -1;

  private final long[] days = new long[DAYS];
  private final int[] readOn = new int[DAYS];
  private long read;
  private PropertyTally[] tallies = {};

  PropertyTallies() {
    Arrays.fill(days, NONE);
  }

  /// Counts what a delivery had.
  ///
  /// @param day on which it came, counted from 1970-01-01
  /// @param integrations by which refused properties are found
  void add(Delivery delivery, long day, IntegrationsById integrations) {
    // What is taken once more says nothing of how it comes now.
    if (!isRead(delivery) || delivery.replayOf().isPresent()) {
      return;
    }
    int slot = (int) Math.floorMod(day, (long) DAYS);
    if (day < days[slot]) {
      return;
    }
    if (day > days[slot]) {
      begin(day, slot);
    }
    long atMillis = delivery.at().toEpochMilli();
    read++;
    readOn[slot]++;
    if (delivery.update().isPresent()) {
      List<Change> changes = delivery.update().get().changes();
      int place = 0;
      for (int i = 0; i < changes.size(); i++) {
        place = place(changes.get(i).attributeId(), place);
        switch (changes.get(i)) {
          case Change.Set _ -> tallies[place].valued(slot, atMillis, read);
          case Change.Clear _ -> tallies[place].empty(slot, atMillis, read);
        }
        place++;
      }
    }
    for (int i = 0; i < delivery.rejected().size(); i++) {
      RejectedProperty rejected = delivery.rejected().get(i);
      int attributeId = integrations.attribute(delivery.integrationId(), rejected.attribute());
      if (attributeId != IntegrationsById.NONE) {
        int at = place(attributeId, 0);
        PropertyTally tally = tallies[at];
        RefusalKind kind = RefusalKind.of(rejected.reason());
        if (kind == RefusalKind.OLDER) {
          tally.valued(slot, atMillis, read);
        } else {
          tally.refused(slot, atMillis, read, kind);
        }
      }
    }
  }

  private static boolean isRead(Delivery delivery) {
    return switch (delivery.outcome()) {
      case ACCEPTED, PARTIAL -> true;
      case REJECTED -> !delivery.rejected().isEmpty();
      case IGNORED, DUPLICATE, STALE -> false;
    };
  }

  private void begin(long day, int slot) {
    days[slot] = day;
    readOn[slot] = 0;
    for (PropertyTally tally : tallies) {
      tally.clear(slot);
    }
  }

  /// Where an attribute's counts are. Changes mostly come in the order of the properties, so it is
  /// mostly where it is looked for first.
  private int place(int attributeId, int from) {
    for (int i = 0; i < tallies.length; i++) {
      int place = from + i < tallies.length ? from + i : from + i - tallies.length;
      if (tallies[place].attributeId() == attributeId) {
        return place;
      }
    }
    tallies = Arrays.copyOf(tallies, tallies.length + 1);
    tallies[tallies.length - 1] = new PropertyTally(attributeId);
    return tallies.length - 1;
  }

  /// Forgets an attribute that is no more.
  void forget(int attributeId) {
    tallies =
        Arrays.stream(tallies)
            .filter(tally -> tally.attributeId() != attributeId)
            .toArray(PropertyTally[]::new);
  }

  /// How many deliveries were read on a day.
  long readOn(long day) {
    int slot = (int) Math.floorMod(day, (long) DAYS);
    return days[slot] == day ? readOn[slot] : 0;
  }

  /// @param today the day from which it is looked
  List<PropertyCounts> seenFrom(long today) {
    int[] slots =
        IntStream.range(0, DAYS)
            .filter(slot -> days[slot] != NONE && days[slot] > today - DAYS)
            .boxed()
            .sorted(Comparator.comparingLong(slot -> days[slot]))
            .mapToInt(Integer::intValue)
            .toArray();
    return Arrays.stream(tallies).map(tally -> tally.counts(slots, days, read)).toList();
  }

  int bytesMax() {
    return 20 + DAYS * 15 + tallies.length * PropertyTally.bytesMax();
  }

  void write(RecordBuffer out) {
    out.putVarLong(read);
    for (int slot = 0; slot < DAYS; slot++) {
      out.putVarLong(days[slot] + 1).putVarInt(readOn[slot]);
    }
    out.putVarInt(tallies.length);
    for (PropertyTally tally : tallies) {
      tally.write(out);
    }
  }

  /// Takes over what [#write] put.
  void read(RecordReader in) {
    read = in.getVarLong();
    for (int slot = 0; slot < DAYS; slot++) {
      days[slot] = in.getVarLong() - 1;
      readOn[slot] = in.getVarInt();
    }
    tallies = new PropertyTally[in.getVarInt()];
    Arrays.setAll(tallies, _ -> PropertyTally.read(in));
  }
}
