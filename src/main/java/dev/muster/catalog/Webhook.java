package dev.muster.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where it is told that end users of an environment enter and leave live segments.
///
/// @param id one per installation, never used again
/// @param key names it in paths; `[a-z0-9-]{1,64}`, fixed
/// @param content what is told, and where
/// @param secrets what messages are signed with, the latest first; one, or up to [#SECRETS_MAX]
///   while it is exchanged
/// @param createdBy [Actor#name]
/// @param version 1 at first, more with each change
/// @param createdAt to the millisecond
/// @param updatedAt to the millisecond
public record Webhook(
    int id,
    String key,
    Content content,
    List<Secret> secrets,
    String createdBy,
    long version,
    Instant createdAt,
    Instant updatedAt) {

  /// For how long a secret signs beside the one that replaces it.
  public static final Duration OLD_SECRET_SIGNS = Duration.ofHours(24);

  /// How many sign at once.
  public static final int SECRETS_MAX = 4;

  static final String PURPOSE = "secret of a webhook";

  /// Copies the list.
  public Webhook {
    secrets = List.copyOf(secrets);
  }

  /// What is told, and where.
  ///
  /// @param name for people
  /// @param url where messages go
  /// @param segment the key of the segment that is told of; empty: all
  /// @param isEnabled whether anything is told
  public record Content(String name, String url, Optional<String> segment, boolean isEnabled) {

    /// Whether a segment is told of.
    public boolean tells(String segmentKey) {
      return isEnabled && (segment.isEmpty() || segment.get().equals(segmentKey));
    }
  }

  /// What messages are signed with.
  ///
  /// @param hint its last characters
  /// @param sealed as a [SecretBox] closed it
  /// @param createdAt to the millisecond
  /// @param until when it ceases to sign; empty: not before it is replaced
  public record Secret(String hint, String sealed, Instant createdAt, Optional<Instant> until) {

    /// Whether it signs at a moment.
    public boolean signs(Instant now) {
      return until.isEmpty() || now.isBefore(until.get());
    }

    /// The secret itself, `whsec_…`.
    ///
    /// @return empty if it was closed with another key
    public Optional<String> open(SecretBox box) {
      return box.open(PURPOSE, sealed);
    }
  }
}
