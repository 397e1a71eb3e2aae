package dev.muster.embedded;

import dev.muster.intake.Delivery;
import dev.muster.storage.RecordBuffer;
import dev.muster.storage.RecordReader;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The deliveries of all sources, counted. Changed by the writer only, read by many.
final class Tallies {

  /// The first one knew three outcomes.
  private static final int FIRST_FORM = 1;

  private static final int FIRST_OUTCOMES = 3;

  /// After it comes how many outcomes it knows.
  private static final int FORM = 2;

  private final Map<Source, Tally> bySource = new ConcurrentHashMap<>();

  /// Counts a delivery that is durable.
  void add(Delivery delivery) {
    Source source = new Source(delivery.environmentId(), delivery.integrationId());
    @Nullable Tally known = bySource.get(source);
    Tally tally = known != null ? known : bySource.computeIfAbsent(source, _ -> new Tally());
    tally.add(delivery.at(), delivery.outcome());
  }

  DeliveryCounts counts(Source source, Instant now) {
    @Nullable Tally tally = bySource.get(source);
    return (tally == null ? new Tally() : tally).counts(now);
  }

  /// Forgets the sources of an integration or environment that is no more.
  void removeIf(Predicate<Source> gone) {
    bySource.keySet().removeIf(gone);
  }

  /// As they are now; to be called by the writer, so that it is known of which position that is.
  ByteBuffer bytes() {
    int bytesMax = 20 + bySource.values().stream().mapToInt(tally -> 10 + tally.bytesMax()).sum();
    RecordBuffer out = new RecordBuffer(bytesMax);
    out.putByte(FORM).putVarInt(CountRing.OUTCOMES).putVarInt(bySource.size());
    bySource.forEach((source, tally) -> {
      out.putVarInt(source.environmentId()).putVarInt(source.integrationId());
      tally.write(out);
    });
    return ByteBuffer.wrap(out.toBytes());
  }

  /// Takes over what [#bytes] gave.
  ///
  /// @throws IllegalStateException if it makes no sense
  void read(byte[] bytes) {
    RecordReader in = new RecordReader(bytes);
    int form = in.getByte();
    int outcomes =
        switch (form) {
          case FIRST_FORM -> FIRST_OUTCOMES;
          case FORM -> in.getVarInt();
          default ->
              throw new IllegalStateException("counts of deliveries of the unknown form " + form);
        };
    if (outcomes > CountRing.OUTCOMES) {
      throw new IllegalStateException("counts of " + outcomes + " outcomes");
    }
    for (int left = in.getVarInt(); left > 0; left--) {
      Source source = new Source(in.getVarInt(), in.getVarInt());
      bySource.put(source, Tally.read(in, outcomes));
    }
  }
}
