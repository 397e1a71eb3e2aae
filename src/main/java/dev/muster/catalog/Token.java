package dev.muster.catalog;

import java.time.Instant;
import java.util.Optional;

/// What a program shows to be let in. Only the hash of what it shows is kept.
public sealed interface Token permits ApiToken, OAuth2Client {

  /// Names it in paths: the selector of what is shown (see [AccessKey]).
  String id();

  /// For people.
  String name();

  /// Of the whole secret's UTF-8, as 64 lower-case hexadecimal digits.
  String sha256();

  /// To the millisecond.
  Instant createdAt();

  /// [Actor#name]
  String createdBy();

  /// When it last let somebody in, known to [TokenUses#NOTED_EVERY]; empty: never so far.
  Optional<Instant> lastUsedAt();

  /// The same as of a use.
  Token usedAt(Instant at);
}
