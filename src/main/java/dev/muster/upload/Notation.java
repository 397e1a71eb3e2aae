package dev.muster.upload;

import java.util.Optional;

/// How the values of a file are written. Where that is not known, a value is read as the only thing
/// that it can be, and one that can be two things is refused: a guess would be wrong by a factor of
/// 1,000, or by months, and nobody would see it.
///
/// @param decimal empty where it is not known
/// @param dates empty where it is not known
public record Notation(Optional<Decimal> decimal, Optional<DateOrder> dates) {

  /// Nothing is known.
  public static final Notation UNKNOWN = new Notation(Optional.empty(), Optional.empty());
}
