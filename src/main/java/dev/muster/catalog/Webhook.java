package dev.muster.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where it is told that end users enter and leave the live segments of an environment.
///
/// @param id one per installation, never used again
/// @param key names it in paths; `[a-z0-9-]{1,64}`, fixed
/// @param name for people
/// @param url where messages go; `https` or `http`
/// @param segment the key of the segment that it is about; empty: all live ones
/// @param enabled whether it is told; what happens meanwhile is not told later
/// @param secrets with which messages are signed, the newest first; at least one
/// @param version 1 at first, more with each change
/// @param createdAt to the millisecond
/// @param updatedAt to the millisecond
public record Webhook(
    int id,
    String key,
    String name,
    String url,
    Optional<String> segment,
    boolean enabled,
    List<Secret> secrets,
    long version,
    Instant createdAt,
    Instant updatedAt) {

  /// How many an environment may have.
  public static final int MAX = 100;

  /// The longest URL, in characters.
  public static final int URL_LENGTH_MAX = 2_000;

  /// For how long messages are signed with the secret before the newest, too.
  public static final Duration ROTATION = Duration.ofHours(24);

  static final String PURPOSE = "secret of a webhook";

  /// What messages are signed with.
  ///
  /// @param sealed `whsec_…`, as a [SecretBox] closed it
  /// @param createdAt to the millisecond
  /// @param until when it ends; empty: it is the newest
  public record Secret(String sealed, Instant createdAt, Optional<Instant> until) {

    boolean signs(Instant now) {
      return until.isEmpty() || now.isBefore(until.get());
    }
  }

  /// Copies the list.
  public Webhook {
    secrets = List.copyOf(secrets);
  }

  /// With what messages are signed now: the newest, and for a day the one before it.
  ///
  /// @return without those that were closed with another key
  public List<String> secrets(SecretBox box, Instant now) {
    return secrets.stream()
        .filter(one -> one.signs(now))
        .flatMap(one -> box.open(PURPOSE, one.sealed()).stream())
        .toList();
  }

  /// Whether it is told of a segment.
  public boolean isOf(String segmentKey) {
    return segment.isEmpty() || segment.get().equals(segmentKey);
  }
}
