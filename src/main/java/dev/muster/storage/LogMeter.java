package dev.muster.storage;

/// Is told of each group that became durable, on the writer thread.
@FunctionalInterface
public interface LogMeter {

  /// Tells nobody.
  LogMeter NONE = (_, _, _) -> {};

  /// @param entries how many
  /// @param bytes written, frame included
  /// @param nanos from the start of writing until durable
  void groupCommitted(int entries, long bytes, long nanos);
}
