package dev.muster.embedded;

/// Is told how far a start has come.
@FunctionalInterface
public interface StartProgress {

  /// Tells nobody.
  StartProgress NONE = (_, _, _) -> {};

  /// What a start does, in this order.
  enum Phase {
    /// Populations are read from the newest whole checkpoint.
    LOADING,
    /// What the log has beyond it is applied.
    REPLAYING
  }

  /// @param done of the phase: populations read, or bytes replayed
  /// @param total of the phase, in the same unit
  void reached(Phase phase, long done, long total);
}
