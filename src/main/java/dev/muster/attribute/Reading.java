package dev.muster.attribute;

/// What a sender's value means for an attribute.
public sealed interface Reading {

  /// The attribute gets this value.
  record Value(AttributeValue value) implements Reading {}

  /// The attribute gets no value: the sender said `null`.
  enum Clear implements Reading {
    /// The only one.
    CLEAR
  }

  /// The value does not fit the type.
  ///
  /// @param reason in words, with the value cut to a bearable length: `not a number: "n/a"`
  record Refused(String reason) implements Reading {}
}
