package dev.muster.embedded;

import dev.muster.storage.RecordBuffer;
import dev.muster.storage.RecordReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How much came in each hour (UTC) of the last four weeks, and how much of it was refused: so that
/// a Tuesday is compared with Tuesdays. Not safe for use by several threads.
final class HourlyVolume {

  /// Four weeks.
  static final int HOURS = 28 * 24;

  private static final int NONE = -1;
  private static final long HOUR_MILLIS = 3_600_000;

  private final int[] hours = new int[HOURS];
  private final int[] all = new int[HOURS];
  private final int[] refused = new int[HOURS];

  HourlyVolume() {
    Arrays.fill(hours, NONE);
  }

  /// Counts one more. What is older than everything that is kept is not counted.
  void add(long epochMillis, boolean isRefused) {
    int hour = (int) Math.floorDiv(epochMillis, HOUR_MILLIS);
    int slot = Math.floorMod(hour, HOURS);
    if (hour < hours[slot]) {
      return;
    }
    if (hour > hours[slot]) {
      hours[slot] = hour;
      all[slot] = 0;
      refused[slot] = 0;
    }
    all[slot]++;
    if (isRefused) {
      refused[slot]++;
    }
  }

  /// The hours in which anything came, the oldest first; none that is older than four weeks.
  List<IntegrationCounts.Hour> seenFrom(long epochMillis) {
    int now = (int) Math.floorDiv(epochMillis, HOUR_MILLIS);
    List<IntegrationCounts.Hour> listed = new ArrayList<>();
    for (int hour = now - HOURS + 1; hour <= now; hour++) {
      int slot = Math.floorMod(hour, HOURS);
      if (hours[slot] == hour) {
        listed.add(new IntegrationCounts.Hour(hour, all[slot], refused[slot]));
      }
    }
    return listed;
  }

  int bytesMax() {
    return 5 + HOURS * 15;
  }

  void write(RecordBuffer out) {
    out.putVarInt((int) Arrays.stream(hours).filter(hour -> hour != NONE).count());
    for (int slot = 0; slot < HOURS; slot++) {
      if (hours[slot] != NONE) {
        out.putVarInt(hours[slot]).putVarInt(all[slot]).putVarInt(refused[slot]);
      }
    }
  }

  /// Takes over what [#write] put.
  void read(RecordReader in) {
    for (int left = in.getVarInt(); left > 0; left--) {
      int hour = in.getVarInt();
      int slot = Math.floorMod(hour, HOURS);
      hours[slot] = hour;
      all[slot] = in.getVarInt();
      refused[slot] = in.getVarInt();
    }
  }
}
