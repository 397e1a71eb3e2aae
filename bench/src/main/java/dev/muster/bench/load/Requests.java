package dev.muster.bench.load;

import java.nio.ByteBuffer;

/// The requests of a load, one after the other.
public interface Requests {

  /// Writes a whole request. Called on the load's thread, so it should do little more than copy.
  ///
  /// @param number 0 for the first request, then one more each
  /// @param out empty, with room for [#bytesMax]; left ready to be flipped
  void write(long number, ByteBuffer out);

  /// The longest request, in bytes.
  int bytesMax();
}
