package dev.muster.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// A link that lets somebody in once, to choose a password. Only its hash is kept.
///
/// @param id the link's selector (see [AccessKey])
/// @param kind what it is for
/// @param person whose it is, by id; empty for [Kind#SET_UP]
/// @param sha256 of the whole link's UTF-8, as 64 lower-case hexadecimal digits
/// @param createdAt to the millisecond
/// @param expiresAt from when on it is refused; empty: never
public record OneTimeLink(
    String id,
    Kind kind,
    Optional<String> person,
    String sha256,
    Instant createdAt,
    Optional<Instant> expiresAt) {

  /// What a link is for.
  public enum Kind {
    /// The first admin makes their account. Good as long as no admin can sign in.
    SET_UP(Optional.empty()),
    /// Somebody who was invited comes in.
    INVITATION(Optional.of(Duration.ofDays(7))),
    /// Somebody who forgot their password chooses another.
    RESET(Optional.of(Duration.ofHours(24)));

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final Optional<Duration> lasts;

    Kind(Optional<Duration> lasts) {
      this.lasts = lasts;
    }

    /// The kind in JSON: `set-up`, `invitation`, `reset`.
    public String code() {
      return code;
    }

    /// How long such a link is good; empty: until it is used.
    public Optional<Duration> lasts() {
      return lasts;
    }

    static Optional<Kind> ofCode(String code) {
      for (Kind kind : values()) {
        if (kind.code.equals(code)) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }
  }

  boolean expired(Instant now) {
    return expiresAt.filter(at -> !now.isBefore(at)).isPresent();
  }
}
