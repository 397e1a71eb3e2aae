package dev.muster.upload;

import java.util.Optional;

/// What is known of a file beforehand; what is empty is recognised.
///
/// @param notation how its values are written
/// @param keepMissing whether it may lack columns of the mapping, whose attributes stay as they are
public record FormatWishes(
    Optional<Encoding> encoding,
    Optional<Delimiter> delimiter,
    Optional<Quote> quote,
    Optional<Boolean> header,
    Optional<Integer> skipRows,
    Notation notation,
    boolean keepMissing) {

  /// Everything is recognised.
  public static final FormatWishes NONE =
      new FormatWishes(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /// Of a file with all columns, of whose values nothing is known.
  FormatWishes(
      Optional<Encoding> encoding,
      Optional<Delimiter> delimiter,
      Optional<Quote> quote,
      Optional<Boolean> header) {
    this(encoding, delimiter, quote, header, Optional.empty(), Notation.UNKNOWN, false);
  }

  FormatWishes withDelimiter(Delimiter other) {
    return new FormatWishes(
        encoding, Optional.of(other), quote, header, skipRows, notation, keepMissing);
  }
}
