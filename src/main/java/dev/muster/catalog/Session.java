package dev.muster.catalog;

import java.time.Duration;
import java.time.Instant;

/// That somebody has signed in somewhere. Only the hash of the key is kept.
///
/// @param id the key's selector (see [AccessKey])
/// @param person whose it is, by id
/// @param sha256 of the whole key's UTF-8, as 64 lower-case hexadecimal digits
/// @param createdAt to the millisecond
/// @param expiresAt from when on it is refused
public record Session(
    String id, String person, String sha256, Instant createdAt, Instant expiresAt) {

  /// How long one is good.
  public static final Duration LASTS = Duration.ofDays(14);

  boolean expired(Instant now) {
    return !now.isBefore(expiresAt);
  }
}
