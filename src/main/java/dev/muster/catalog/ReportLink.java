package dev.muster.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A link with which whoever has it reads a report or a dashboard, and nothing else. Only its hash
/// is kept.
///
/// @param id names it in paths; the first characters of its secret
/// @param name for people; may be empty
/// @param subject what it shows
/// @param sha256 of the whole secret's UTF-8, as 64 lower-case hexadecimal digits
/// @param createdBy [Actor#name]
/// @param createdAt to the millisecond
/// @param expiresAt from when on it is refused
/// @param lastUsedAt when somebody last read with it, to about a minute; empty if nobody did
public record ReportLink(
    String id,
    String name,
    Subject subject,
    String sha256,
    String createdBy,
    Instant createdAt,
    Instant expiresAt,
    Optional<Instant> lastUsedAt) {

  /// How long one may be good.
  public static final Duration LASTS_MAX = Duration.ofDays(366);

  /// Whether it is refused.
  public boolean hasExpired(Instant now) {
    return !now.isBefore(expiresAt);
  }

  ReportLink usedAt(Instant at) {
    return new ReportLink(
        id, name, subject, sha256, createdBy, createdAt, expiresAt, Optional.of(at));
  }

  /// Without the hash, so that it ends up in no log.
  @Override
  public String toString() {
    return "ReportLink[" + id + "]";
  }
}
