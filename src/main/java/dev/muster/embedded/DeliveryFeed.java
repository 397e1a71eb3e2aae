package dev.muster.embedded;

import dev.muster.intake.Delivery;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells listeners of each delivery as it becomes durable.
public final class DeliveryFeed {

  private static final Logger LOG = LoggerFactory.getLogger(DeliveryFeed.class);

  private final Map<Source, List<Consumer<RecordedDelivery>>> listeners = new ConcurrentHashMap<>();

  DeliveryFeed() {}

  /// Listens to one integration in one environment.
  ///
  /// @param listener called on the log's writer thread: it must neither block nor throw
  /// @return ends the listening when closed
  public Subscription subscribe(
      int environmentId, int integrationId, Consumer<RecordedDelivery> listener) {
    Source source = new Source(environmentId, integrationId);
    listeners.compute(
        source,
        (_, others) -> {
          List<Consumer<RecordedDelivery>> all =
              others == null ? new CopyOnWriteArrayList<>() : others;
          all.add(listener);
          return all;
        });
    return () ->
        listeners.computeIfPresent(
            source,
            (_, others) -> {
              others.remove(listener);
              return others.isEmpty() ? null : others;
            });
  }

  void tell(Delivery delivery, long position) {
    if (listeners.isEmpty()) {
      return;
    }
    List<Consumer<RecordedDelivery>> told =
        listeners.get(new Source(delivery.environmentId(), delivery.integrationId()));
    if (told != null) {
      RecordedDelivery recorded = new RecordedDelivery(DeliveryIds.of(position), delivery);
      told.forEach(listener -> tell(listener, recorded));
    }
  }

  /// Whoever listens must not harm the log.
  private static void tell(Consumer<RecordedDelivery> listener, RecordedDelivery recorded) {
    try {
      listener.accept(recorded);
    } catch (RuntimeException e) {
      LOG.error("a listener to deliveries has failed", e);
    }
  }

  /// Ends a listening.
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
