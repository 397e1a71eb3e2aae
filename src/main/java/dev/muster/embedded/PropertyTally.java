package dev.muster.embedded;

import dev.muster.attribute.RefusalKind;
import dev.muster.embedded.IntegrationCounts.PropertyCounts;
import dev.muster.embedded.IntegrationCounts.PropertyDay;
import dev.muster.storage.RecordBuffer;
import dev.muster.storage.RecordReader;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Counts how one property comes. The days that its counts are of are those of the
/// [PropertyTallies] that it belongs to. Not safe for use by several threads.
final class PropertyTally {

  private static final int DAYS = IntegrationCounts.DAYS;
  private static final int KINDS = RefusalKind.values().length;
  private static final long NEVER = 0;

  /// How much one more delivery counts for what is refused lately.
  private static final double WEIGHT = 1.0 / 20;

  /// So little is none: one in twenty.
  private static final double HARDLY_ANY = WEIGHT;

  private final int attributeId;
  private final int[] valued = new int[DAYS];
  private final int[] empty = new int[DAYS];

  /// By kind and day; there once anything was refused.
  private int @Nullable [] refused;

  private long lastMillis = NEVER;
  private long lastRead;
  private long lastValueMillis = NEVER;
  private long emptyRun;
  private double refusedLately;
  private long refusedSinceMillis = NEVER;
  private int lastRefusal;

  PropertyTally(int attributeId) {
    this.attributeId = attributeId;
  }

  int attributeId() {
    return attributeId;
  }

  /// A delivery had a value that was taken, or that was only too old.
  ///
  /// @param read how many deliveries were read by then, with this one
  void valued(int slot, long atMillis, long read) {
    valued[slot]++;
    lastValueMillis = Math.max(lastValueMillis, atMillis);
    emptyRun = 0;
    fits();
    came(atMillis, read);
  }

  /// A delivery had `null`.
  void empty(int slot, long atMillis, long read) {
    empty[slot]++;
    emptyRun++;
    fits();
    came(atMillis, read);
  }

  private void fits() {
    if (refusedLately > 0) {
      refusedLately -= refusedLately * WEIGHT;
      if (refusedLately < HARDLY_ANY) {
        refusedSinceMillis = NEVER;
      }
    }
  }

  /// A delivery had something that was refused.
  void refused(int slot, long atMillis, long read, RefusalKind kind) {
    if (refused == null) {
      refused = new int[KINDS * DAYS];
    }
    refused[(kind.number() - 1) * DAYS + slot]++;
    refusedLately += (1 - refusedLately) * WEIGHT;
    lastRefusal = kind.number();
    emptyRun = 0;
    if (refusedSinceMillis == NEVER) {
      refusedSinceMillis = atMillis;
    }
    came(atMillis, read);
  }

  private void came(long atMillis, long read) {
    lastMillis = Math.max(lastMillis, atMillis);
    lastRead = read;
  }

  /// Another day takes the place.
  void clear(int slot) {
    valued[slot] = 0;
    empty[slot] = 0;
    if (refused != null) {
      for (int kind = 0; kind < KINDS; kind++) {
        refused[kind * DAYS + slot] = 0;
      }
    }
  }

  /// @param slots of the days that are seen, the oldest first
  /// @param days what day each slot is, counted from 1970-01-01
  /// @param read how many deliveries were read by now
  PropertyCounts counts(int[] slots, long[] days, long read) {
    List<PropertyDay> listed = new ArrayList<>();
    for (int slot : slots) {
      Map<RefusalKind, Long> reasons = new EnumMap<>(RefusalKind.class);
      for (RefusalKind kind : RefusalKind.values()) {
        int count = refused == null ? 0 : refused[(kind.number() - 1) * DAYS + slot];
        if (count > 0) {
          reasons.put(kind, (long) count);
        }
      }
      if (valued[slot] > 0 || empty[slot] > 0 || !reasons.isEmpty()) {
        listed.add(
            new PropertyDay(LocalDate.ofEpochDay(days[slot]), valued[slot], empty[slot], reasons));
      }
    }
    return new PropertyCounts(
        attributeId,
        Instant.ofEpochMilli(lastMillis),
        instant(lastValueMillis),
        read - lastRead,
        emptyRun,
        refusedLately,
        instant(refusedSinceMillis),
        RefusalKind.ofNumber(lastRefusal),
        listed);
  }

  private static Optional<Instant> instant(long millis) {
    return millis == NEVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  static int bytesMax() {
    return 80 + DAYS * (2 + KINDS) * 5;
  }

  void write(RecordBuffer out) {
    out.putVarInt(attributeId).putVarLong(lastMillis).putVarLong(lastRead);
    out.putVarLong(lastValueMillis).putVarLong(emptyRun);
    out.putDouble(refusedLately).putVarLong(refusedSinceMillis).putVarInt(lastRefusal);
    Arrays.stream(valued).forEach(out::putVarInt);
    Arrays.stream(empty).forEach(out::putVarInt);
    out.putVarInt(refused == null ? 0 : KINDS);
    if (refused != null) {
      Arrays.stream(refused).forEach(out::putVarInt);
    }
  }

  /// Reads what [#write] put.
  ///
  /// @throws IllegalStateException if it makes no sense
  static PropertyTally read(RecordReader in) {
    PropertyTally tally = new PropertyTally(in.getVarInt());
    tally.lastMillis = in.getVarLong();
    tally.lastRead = in.getVarLong();
    tally.lastValueMillis = in.getVarLong();
    tally.emptyRun = in.getVarLong();
    tally.refusedLately = in.getDouble();
    tally.refusedSinceMillis = in.getVarLong();
    tally.lastRefusal = in.getVarInt();
    Arrays.setAll(tally.valued, _ -> in.getVarInt());
    Arrays.setAll(tally.empty, _ -> in.getVarInt());
    int kinds = in.getVarInt();
    if (kinds > KINDS) {
      throw new IllegalStateException("counts of " + kinds + " reasons");
    }
    if (kinds > 0) {
      int[] refused = new int[KINDS * DAYS];
      for (int i = 0; i < kinds * DAYS; i++) {
        refused[i] = in.getVarInt();
      }
      tally.refused = refused;
    }
    return tally;
  }
}
