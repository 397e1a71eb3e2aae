package dev.muster.embedded;

import dev.muster.embedded.IntegrationCounts.Hour;
import dev.muster.embedded.IntegrationCounts.RefusalCounts;
import dev.muster.storage.RecordBuffer;
import dev.muster.storage.RecordReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Counts why deliveries were refused as a whole, by hour for a week. Not safe for use by several
/// threads.
final class RefusalTally {

  private static final int HOURS = 7 * 24;
  private static final int NONE = -1;
  private static final long HOUR_MILLIS = 3_600_000;

  /// There are about twenty; a log that says more does not fill the memory.
  private static final int CODES_MAX = 40;

  private final Map<String, Ring> byCode = new TreeMap<>();

  private static final class Ring {
    private long lastMillis;
    private final int[] hours = new int[HOURS];
    private final int[] counts = new int[HOURS];

    Ring() {
      Arrays.fill(hours, NONE);
    }

    void add(long atMillis) {
      lastMillis = Math.max(lastMillis, atMillis);
      int hour = (int) Math.floorDiv(atMillis, HOUR_MILLIS);
      int slot = Math.floorMod(hour, HOURS);
      if (hour > hours[slot]) {
        hours[slot] = hour;
        counts[slot] = 0;
      }
      if (hour == hours[slot]) {
        counts[slot]++;
      }
    }
  }

  void add(String code, long atMillis) {
    @Nullable Ring ring = byCode.get(code);
    if (ring == null) {
      if (byCode.size() == CODES_MAX) {
        return;
      }
      ring = new Ring();
      byCode.put(code, ring);
    }
    ring.add(atMillis);
  }

  List<RefusalCounts> seenFrom(long epochMillis) {
    int now = (int) Math.floorDiv(epochMillis, HOUR_MILLIS);
    List<RefusalCounts> all = new ArrayList<>();
    byCode.forEach((code, ring) -> {
      List<Hour> listed = new ArrayList<>();
      for (int hour = now - HOURS + 1; hour <= now; hour++) {
        int slot = Math.floorMod(hour, HOURS);
        if (ring.hours[slot] == hour) {
          listed.add(new Hour(hour, ring.counts[slot], ring.counts[slot]));
        }
      }
      all.add(new RefusalCounts(code, Instant.ofEpochMilli(ring.lastMillis), listed));
    });
    return all;
  }

  int bytesMax() {
    int codes = byCode.keySet().stream().mapToInt(code -> 5 + 3 * code.length()).sum();
    return 5 + codes + byCode.size() * (15 + HOURS * 10);
  }

  void write(RecordBuffer out) {
    out.putVarInt(byCode.size());
    byCode.forEach((code, ring) -> {
      out.putUtf8(code).putVarLong(ring.lastMillis);
      out.putVarInt((int) Arrays.stream(ring.hours).filter(hour -> hour != NONE).count());
      for (int slot = 0; slot < HOURS; slot++) {
        if (ring.hours[slot] != NONE) {
          out.putVarInt(ring.hours[slot]).putVarInt(ring.counts[slot]);
        }
      }
    });
  }

  /// Takes over what [#write] put.
  void read(RecordReader in) {
    for (int left = in.getVarInt(); left > 0; left--) {
      Ring ring = new Ring();
      byCode.put(in.getUtf8(), ring);
      ring.lastMillis = in.getVarLong();
      for (int hours = in.getVarInt(); hours > 0; hours--) {
        int hour = in.getVarInt();
        int slot = Math.floorMod(hour, HOURS);
        ring.hours[slot] = hour;
        ring.counts[slot] = in.getVarInt();
      }
    }
  }
}
