package dev.muster.preset;

/// What a sender proves itself with, and who chooses it.
public sealed interface PresetSecret {

  /// What to know of it: where it is found, or where it is entered.
  String where();

  /// The sender shows it.
  record OfSender(String where) implements PresetSecret {}

  /// The sender takes any: Muster can make one.
  record OfOnesOwn(String where) implements PresetSecret {}

  /// It proves nothing.
  ///
  /// @param where what to do instead
  record None(String where) implements PresetSecret {}
}
