package dev.muster.embedded;

import dev.muster.intake.Delivery;
import dev.muster.intake.Outcome;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The deliveries that were taken in the last 24 hours, by their senders' names for them, so that
/// what is sent again is not taken again. Names are kept as 64 bits of a digest: among ten million
/// of them the chance that a new one looks like one of them is below one in a trillion.
///
/// Changed by the writer only.
final class SenderIds {

  /// For how long a name is remembered.
  static final Duration REMEMBERED = Duration.ofHours(24);

  /// In how many parts at least all that can be remembered is forgotten.
  private static final int PARTS = 16;

  /// The writer copies the latest part for each checkpoint: 32 MB at most.
  private static final int PART_MAX = 2_500_000;

  private static final Logger LOG = LoggerFactory.getLogger(SenderIds.class);

  private static final int ENTRY_BYTES = 2 * Long.BYTES;

  /// An hour's names, so that all that is too old is let go of at once. A busy hour has several.
  private record Hour(long number, LongSet keys) {}

  private final Deque<Hour> hours = new ArrayDeque<>();
  private final int max;
  private int size;
  private long warnedOf = Long.MIN_VALUE;
  private final AtomicLong forgotten = new AtomicLong();

  /// @param max how many are remembered at most, about 20 bytes each; of more, the earliest are
  ///   forgotten; at least 16
  SenderIds(int max) {
    this.max = max;
  }

  /// What a delivery's name is remembered as, with its integration and environment. It costs a
  /// digest: it is to be asked for once, and not by the writer.
  ///
  /// @return empty where the sender gives it no name, or nothing of it was taken
  static OptionalLong key(Delivery delivery) {
    if (delivery.event().id().isEmpty() || !isTaken(delivery.outcome())) {
      return OptionalLong.empty();
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(
          ByteBuffer.allocate(2 * Integer.BYTES)
              .putInt(delivery.environmentId())
              .putInt(delivery.integrationId())
              .flip());
      byte[] name = delivery.event().id().get().getBytes(StandardCharsets.UTF_8);
      return OptionalLong.of(ByteBuffer.wrap(digest.digest(name)).getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  /// What was refused may be sent again once the mapping is mended.
  private static boolean isTaken(Outcome outcome) {
    return switch (outcome) {
      case ACCEPTED, PARTIAL, STALE -> true;
      case REJECTED, IGNORED, DUPLICATE -> false;
    };
  }

  /// Whether a name is remembered.
  ///
  /// @param key what [#key] gave
  boolean has(long key, Instant now) {
    long since = hour(now.minus(REMEMBERED));
    for (Hour hour : hours) {
      if (hour.number >= since && hour.keys.has(key)) {
        return true;
      }
    }
    return false;
  }

  /// Remembers a delivery that is durable, unless it turned out to be known.
  ///
  /// @param key what [#key] gave for it as it came
  void add(Delivery delivery, OptionalLong key) {
    if (key.isPresent() && isTaken(delivery.outcome())) {
      add(key.getAsLong(), hour(delivery.at()));
    }
  }

  private void add(long key, long hour) {
    // Clocks go back by a little at times; then it is remembered with the latest hour.
    long number = hours.isEmpty() ? hour : Math.max(hour, hours.getLast().number);
    if (hours.isEmpty()
        || hours.getLast().number < number
        || hours.getLast().keys.size() >= Math.min(max / PARTS, PART_MAX)) {
      hours.addLast(new Hour(number, new LongSet()));
      forgetBefore(number - REMEMBERED.toHours());
    }
    size += hours.getLast().keys.add(key) ? 1 : 0;
    while (size > max) {
      forgetEarly(hours.removeFirst(), number);
    }
  }

  private void forgetEarly(Hour hour, long now) {
    size -= hour.keys.size();
    forgotten.addAndGet(hour.keys.size());
    if (warnedOf < now) {
      warnedOf = now;
      LOG.warn(
          "more than {} deliveries with ids of their senders came within a day: the oldest ids, of"
              + " {} hours ago, are forgotten, and one that is sent again is taken again (setting"
              + " delivery-ids-max)",
          max,
          now - hour.number);
    }
  }

  /// How many were forgotten before their time since the start. Any thread.
  long forgotten() {
    return forgotten.get();
  }

  private void forgetBefore(long hour) {
    while (!hours.isEmpty() && hours.getFirst().number < hour) {
      size -= hours.removeFirst().keys.size();
    }
  }

  private static long hour(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), Duration.ofHours(1).toSeconds());
  }

  /// As they are now; to be called by the writer, whom it does not hold up: hours that are over do
  /// not change any more.
  Copy copy() {
    List<Hour> all = new ArrayList<>(hours);
    if (!all.isEmpty()) {
      Hour last = all.removeLast();
      all.add(new Hour(last.number, last.keys.copy()));
    }
    return new Copy(all);
  }

  /// What there was at a moment.
  static final class Copy {
    private final List<Hour> hours;

    private Copy(List<Hour> hours) {
      this.hours = hours;
    }

    /// For [#read]; any thread.
    ByteBuffer bytes() {
      int size = hours.stream().mapToInt(hour -> hour.keys.size()).sum();
      ByteBuffer bytes = ByteBuffer.allocate(size * ENTRY_BYTES);
      hours.forEach(hour -> hour.keys.each(key -> bytes.putLong(hour.number).putLong(key)));
      return bytes.flip();
    }
  }

  /// Takes over what [Copy#bytes] gave.
  ///
  /// @throws IllegalStateException if it makes no sense
  void read(ByteBuffer bytes) {
    if (bytes.remaining() % ENTRY_BYTES != 0) {
      throw new IllegalStateException("names of deliveries of " + bytes.remaining() + " bytes");
    }
    while (bytes.hasRemaining()) {
      long hour = bytes.getLong();
      add(bytes.getLong(), hour);
    }
  }
}
