package dev.muster.web;

import dev.muster.intake.Delivery;
import dev.muster.intake.Journal;
import dev.muster.intake.Outcome;
import dev.muster.intake.Payload;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A journal that counts what becomes of deliveries.
final class CountedJournal implements Journal {

  private final Journal journal;
  private final Map<Outcome, Counter> recorded = new EnumMap<>(Outcome.class);
  private final Counter unavailable;

  CountedJournal(Journal journal, MeterRegistry registry) {
    this.journal = journal;
    for (Outcome outcome : Outcome.values()) {
      recorded.put(outcome, counter(outcome.code(), registry));
    }
    this.unavailable = counter("unavailable", registry);
  }

  private static Counter counter(String outcome, MeterRegistry registry) {
    return Counter.builder("muster.deliveries")
        .description("Deliveries by outcome; unavailable: not taken, to be sent again")
        .tag("outcome", outcome)
        .register(registry);
  }

  @Override
  public void submit(Delivery delivery, Optional<Payload> payload, Confirmation confirmation) {
    journal.submit(
        delivery,
        payload,
        new Confirmation() {
          @Override
          public void recorded(String deliveryId, Delivery as) {
            Objects.requireNonNull(recorded.get(as.outcome())).increment();
            confirmation.recorded(deliveryId, as);
          }

          @Override
          public void unavailable(String why) {
            unavailable.increment();
            confirmation.unavailable(why);
          }
        });
  }
}
