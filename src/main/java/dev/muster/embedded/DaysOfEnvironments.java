package dev.muster.embedded;

import dev.muster.catalog.Catalog;
import dev.muster.catalog.Environment;
import dev.muster.catalog.SystemDefinition;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/// On which day an instant is, in the time zone that the system of an environment has just now. For
/// one thread.
final class DaysOfEnvironments {

  private final Map<Integer, ZoneId> zones = new HashMap<>();
  private long version = -1;

  // The day that was asked for last, of the zone that was.
  private ZoneId zone = ZoneOffset.UTC;
  private long firstMillis;
  private long endMillis;
  private long epochDay;

  /// @return counted from 1970-01-01
  long of(Catalog catalog, int environmentId, long atMillis) {
    if (catalog.version() != version) {
      version = catalog.version();
      zones.clear();
      for (SystemDefinition system : catalog.systems().values()) {
        for (Environment environment : system.environments()) {
          zones.put(environment.id(), system.timeZone());
        }
      }
    }
    ZoneId asked = zones.getOrDefault(environmentId, ZoneOffset.UTC);
    if (!asked.equals(zone) || atMillis < firstMillis || atMillis >= endMillis) {
      LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(atMillis), asked);
      zone = asked;
      epochDay = day.toEpochDay();
      firstMillis = day.atStartOfDay(asked).toInstant().toEpochMilli();
      endMillis = day.plusDays(1).atStartOfDay(asked).toInstant().toEpochMilli();
    }
    return epochDay;
  }
}
