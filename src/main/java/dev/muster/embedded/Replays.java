package dev.muster.embedded;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// Which delivery was last taken once more as which. Changed by the writer only, read by many.
final class Replays {

  private static final int ENTRY_BYTES = 2 * Long.BYTES;

  private final ConcurrentSkipListMap<Long, Long> latest = new ConcurrentSkipListMap<>();

  void add(long original, long replay) {
    latest.merge(original, replay, Math::max);
  }

  /// The position of the latest replay of a delivery.
  Optional<Long> of(long original) {
    return Optional.ofNullable(latest.get(original));
  }

  /// Forgets those whose original is not in the log any more.
  void forgetBefore(long position) {
    latest.headMap(position).clear();
  }

  ByteBuffer bytes() {
    Map<Long, Long> now = new TreeMap<>(latest);
    ByteBuffer bytes = ByteBuffer.allocate(now.size() * ENTRY_BYTES);
    now.forEach((original, replay) -> bytes.putLong(original).putLong(replay));
    return bytes.flip();
  }

  /// Takes over what [#bytes] gave.
  ///
  /// @throws IllegalStateException if it makes no sense
  void read(ByteBuffer bytes) {
    if (bytes.remaining() % ENTRY_BYTES != 0) {
      throw new IllegalStateException("replays of " + bytes.remaining() + " bytes");
    }
    while (bytes.hasRemaining()) {
      add(bytes.getLong(), bytes.getLong());
    }
  }
}
