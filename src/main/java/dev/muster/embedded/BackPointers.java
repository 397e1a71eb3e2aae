package dev.muster.embedded;

import dev.muster.storage.RecordBuffer;
import dev.muster.storage.RecordReader;

/// How far back the previous deliveries are: what the record of a delivery begins with.
///
/// @param previousOfUser the position of the user's previous delivery, or [ChainHeads#NONE]
/// @param previousOfChain the position of the previous delivery of the same environment,
///   integration and outcome, or [ChainHeads#NONE]
record BackPointers(long previousOfUser, long previousOfChain) {

  /// A bound on the bytes that they take.
  static final int BYTES_MAX = 20;

  static void write(RecordBuffer out, long position, long previousOfUser, long previousOfChain) {
    out.putVarLong(distance(position, previousOfUser));
    out.putVarLong(distance(position, previousOfChain));
  }

  /// Reads the pointers that a record begins with.
  static BackPointers read(RecordReader in, long position) {
    return new BackPointers(target(position, in.getVarLong()), target(position, in.getVarLong()));
  }

  /// Passes over the pointers that a record begins with.
  static void skip(RecordReader in) {
    long _ = in.getVarLong();
    long _ = in.getVarLong();
  }

  private static long distance(long position, long previous) {
    return previous == ChainHeads.NONE ? 0 : position - previous;
  }

  private static long target(long position, long distance) {
    return distance == 0 ? ChainHeads.NONE : position - distance;
  }
}
