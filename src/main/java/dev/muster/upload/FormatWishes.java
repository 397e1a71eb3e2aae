package dev.muster.upload;

import java.util.Optional;

/// What is known of a file's format beforehand; what is empty is recognised.
public record FormatWishes(
    Optional<Encoding> encoding,
    Optional<Delimiter> delimiter,
    Optional<Quote> quote,
    Optional<Boolean> header) {

  /// Everything is recognised.
  public static final FormatWishes NONE =
      new FormatWishes(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  FormatWishes withDelimiter(Delimiter other) {
    return new FormatWishes(encoding, Optional.of(other), quote, header);
  }
}
