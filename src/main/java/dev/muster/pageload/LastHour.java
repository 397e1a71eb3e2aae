package dev.muster.pageload;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/// How often something happened in the last hour, to the minute. Thread-safe; counting does not
/// wait but once a minute.
final class LastHour {

  private static final int MINUTES = 60;
  private static final long MILLIS = Duration.ofMinutes(1).toMillis();

  private final AtomicLongArray counts = new AtomicLongArray(MINUTES);

  /// Which minute each count is of, in minutes since the epoch.
  private final AtomicLongArray minutes = new AtomicLongArray(MINUTES);

  void add(long atMillis) {
    long minute = atMillis / MILLIS;
    int place = (int) Math.floorMod(minute, (long) MINUTES);
    if (minutes.get(place) != minute) {
      begin(place, minute);
    }
    counts.incrementAndGet(place);
  }

  private synchronized void begin(int place, long minute) {
    if (minutes.get(place) < minute) {
      counts.set(place, 0);
      minutes.set(place, minute);
    }
  }

  long count(long nowMillis) {
    long minute = nowMillis / MILLIS;
    long sum = 0;
    for (int place = 0; place < MINUTES; place++) {
      long age = minute - minutes.get(place);
      if (age >= 0 && age < MINUTES) {
        sum += counts.get(place);
      }
    }
    return sum;
  }
}
