package dev.muster.intake;

import java.util.List;

/// A JSON value as it was found, before it is read as an attribute's type.
sealed interface Raw {

  /// A string, without its escapes; may hold halves of surrogate pairs, which JSON can escape.
  record Text(String value) implements Raw {}

  /// A number.
  ///
  /// @param literal as written
  record Numeral(String literal) implements Raw {}

  /// True or false.
  enum Bool implements Raw {
    FALSE,
    TRUE
  }

  /// An array of strings, or an empty array.
  ///
  /// @param values the strings; where there are more than are ever taken, as many of any kind
  record Texts(List<String> values) implements Raw {}

  /// What has no content that could be taken.
  enum Shape implements Raw {
    /// `null`.
    NULL,
    /// An array with something else than strings in it, or one of strings where no list is wanted.
    ARRAY,
    /// An object.
    OBJECT
  }
}
