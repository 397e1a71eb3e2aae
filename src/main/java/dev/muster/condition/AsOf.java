package dev.muster.condition;

import java.time.Instant;
import java.time.ZoneId;

/// The instant that a condition is run for, and the time zone in which its days are counted.
///
/// @param instant now, or the moment asked about
/// @param zone the system's time zone
public record AsOf(Instant instant, ZoneId zone) {}
