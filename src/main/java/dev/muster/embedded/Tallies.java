package dev.muster.embedded;

import dev.muster.intake.Delivery;
import dev.muster.storage.RecordBuffer;
import dev.muster.storage.RecordReader;
import java.io.ByteArrayOutputStream;
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
  private static final int SECOND_FORM = 2;

  /// The same, with what is counted for four weeks.
  private static final int FORM = 3;

  private final Map<Source, Tally> bySource = new ConcurrentHashMap<>();

  /// Counts a delivery that is durable.
  ///
  /// @param day on which it came, in the system's time zone, counted from 1970-01-01
  /// @param integrations by which refused properties are found
  void add(Delivery delivery, long day, IntegrationsById integrations) {
    Source source = new Source(delivery.environmentId(), delivery.integrationId());
    @Nullable Tally known = bySource.get(source);
    Tally tally = known != null ? known : bySource.computeIfAbsent(source, _ -> new Tally());
    tally.add(delivery, day, integrations);
  }

  DeliveryCounts counts(Source source, Instant now) {
    @Nullable Tally tally = bySource.get(source);
    return (tally == null ? new Tally() : tally).counts(now);
  }

  /// @param today the day of that moment in the system's time zone, counted from 1970-01-01
  IntegrationCounts history(Source source, Instant now, long today) {
    @Nullable Tally tally = bySource.get(source);
    return (tally == null ? new Tally() : tally).history(now, today);
  }

  /// Forgets an attribute that is no more.
  void forget(int attributeId) {
    bySource.values().forEach(tally -> tally.forget(attributeId));
  }

  /// Forgets the sources of an integration or environment that is no more.
  void removeIf(Predicate<Source> gone) {
    bySource.keySet().removeIf(gone);
  }

  /// As they are now; to be called by the writer, so that it is known of which position that is.
  ByteBuffer bytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    RecordBuffer head = new RecordBuffer(20);
    all.writeBytes(
        head.putByte(FORM).putVarInt(CountRing.OUTCOMES).putVarInt(bySource.size()).toBytes());
    bySource.forEach((source, tally) -> {
      RecordBuffer ids = new RecordBuffer(20);
      all.writeBytes(
          ids.putVarInt(source.environmentId()).putVarInt(source.integrationId()).toBytes());
      all.writeBytes(tally.bytes());
    });
    return ByteBuffer.wrap(all.toByteArray());
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
          case SECOND_FORM, FORM -> in.getVarInt();
          default ->
              throw new IllegalStateException("counts of deliveries of the unknown form " + form);
        };
    if (outcomes > CountRing.OUTCOMES) {
      throw new IllegalStateException("counts of " + outcomes + " outcomes");
    }
    for (int left = in.getVarInt(); left > 0; left--) {
      Source source = new Source(in.getVarInt(), in.getVarInt());
      bySource.put(source, Tally.read(in, outcomes, form == FORM));
    }
  }
}
