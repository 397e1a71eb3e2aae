package dev.muster.embedded;

import dev.muster.intake.Delivery;
import dev.muster.intake.DeliveryCodec;
import dev.muster.intake.Outcome;
import dev.muster.population.Population;
import dev.muster.population.UserId;
import dev.muster.storage.CorruptLogException;
import dev.muster.storage.Log;
import dev.muster.storage.LogRecord;
import dev.muster.storage.RecordReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The deliveries of the last days, read from the log by walking back along the chains that its
/// records form. For any thread; a call may read from disk.
public final class DeliveryHistory {

  /// How many records one call looks at before it hands out a cursor instead of going on.
  static final int LOOKED_AT_MAX = 20_000;

  private final Log log;
  private final EngineState state;

  DeliveryHistory(Log log, EngineState state) {
    this.log = log;
    this.state = state;
  }

  /// Finds one delivery.
  ///
  /// @param id as answered to its sender
  /// @return the delivery, or empty where there is none or it has been retired
  /// @throws IOException if the log cannot be read
  public Optional<RecordedDelivery> find(String id) throws IOException {
    OptionalLong position = DeliveryIds.position(id);
    if (position.isEmpty()) {
      return Optional.empty();
    }
    try {
      Link link = read(position.getAsLong());
      return link == null || link.hidden ? Optional.empty() : Optional.of(link.recorded);
    } catch (CorruptLogException | IllegalArgumentException noRecordThere) {
      // Anybody may ask for any position; only those of records are ids.
      return Optional.empty();
    }
  }

  /// Finds deliveries, newest first.
  ///
  /// @param cursor where the page before ended; empty for the first page
  /// @param limit how many at most, 1 or more
  /// @throws IllegalArgumentException if the cursor is none of ours
  /// @throws IOException if the log cannot be read
  public DeliveryPage find(DeliveryQuery query, Optional<String> cursor, int limit)
      throws IOException {
    List<Walk> walks = walks(query);
    if (cursor.isPresent()) {
      goOn(walks, cursor.get());
    }
    List<RecordedDelivery> found = new ArrayList<>();
    for (int lookedAt = 0; ; lookedAt++) {
      Walk walk = newest(walks);
      if (walk == null) {
        return new DeliveryPage(found, Optional.empty());
      }
      if (found.size() == limit || lookedAt == LOOKED_AT_MAX) {
        return new DeliveryPage(found, Optional.of(cursor(walks)));
      }
      long position = walk.position;
      Link link = read(position);
      if (link != null && !link.hidden && query.wants(link.recorded)) {
        found.add(link.recorded);
      }
      // The same delivery may lie on two chains.
      for (Walk one : walks) {
        if (one.position == position) {
          one.position = link == null ? ChainHeads.NONE : one.previous.applyAsLong(link.pointers);
        }
      }
    }
  }

  private static @Nullable Walk newest(List<Walk> walks) {
    return walks.stream()
        .filter(walk -> walk.position != ChainHeads.NONE)
        .max(Comparator.comparingLong(walk -> walk.position))
        .orElse(null);
  }

  /// A cursor says where each walk stands.
  private static String cursor(List<Walk> walks) {
    return walks.stream()
        .map(walk -> walk.position == ChainHeads.NONE ? "" : DeliveryIds.of(walk.position))
        .collect(Collectors.joining("."));
  }

  private void goOn(List<Walk> walks, String cursor) throws IOException {
    String[] positions = cursor.split("\\.", -1);
    if (positions.length != walks.size()) {
      throw new IllegalArgumentException("not a cursor of this query: " + cursor);
    }
    for (int i = 0; i < positions.length; i++) {
      OptionalLong position = DeliveryIds.position(positions[i]);
      if (position.isEmpty() && !positions[i].isEmpty()) {
        throw new IllegalArgumentException("not a cursor of this query: " + cursor);
      }
      long at = position.orElse(ChainHeads.NONE);
      try {
        if (at != ChainHeads.NONE) {
          Link _ = read(at);
        }
      } catch (CorruptLogException | IllegalArgumentException | IllegalStateException none) {
        // Only the positions of records are handed out.
        throw new IllegalArgumentException("not a cursor of this query: " + cursor, none);
      }
      walks.get(i).position = at;
    }
  }

  private List<Walk> walks(DeliveryQuery query) {
    List<Walk> walks = new ArrayList<>();
    if (query.user().isPresent()) {
      Population population = state.populations().get(query.environmentId());
      Optional<UserId> user = query.user().flatMap(UserId::tryOf);
      if (population != null && user.isPresent()) {
        walks.add(new Walk(population.lastDelivery(user.get()), BackPointers::previousOfUser));
      }
      // What was refused before the user became known is only on the integration's chain.
      if (query.outcomes().contains(Outcome.REJECTED)) {
        chainWalks(walks, query, Outcome.REJECTED);
      }
      return walks;
    }
    query.outcomes().stream().sorted().forEach(outcome -> chainWalks(walks, query, outcome));
    return walks;
  }

  private void chainWalks(List<Walk> walks, DeliveryQuery query, Outcome outcome) {
    // In the order of their ids, since a cursor tells walks apart by their places.
    query.integrationIds().stream()
        .sorted()
        .forEach(id -> walks.add(chainWalk(query.environmentId(), id, outcome)));
  }

  private Walk chainWalk(int environmentId, int integrationId, Outcome outcome) {
    Chain chain = new Chain(environmentId, integrationId, outcome);
    return new Walk(state.heads().newest(chain), BackPointers::previousOfChain);
  }

  private @Nullable Link read(long position) throws IOException {
    Optional<LogRecord> record = log.read(position);
    if (record.isEmpty() || record.get().kind() != RecordKind.DELIVERY.number()) {
      return null;
    }
    RecordReader bytes = record.get().bytes();
    BackPointers pointers = BackPointers.read(bytes, position);
    Delivery delivery = DeliveryCodec.read(bytes);
    return new Link(
        pointers,
        new RecordedDelivery(DeliveryIds.of(position), delivery),
        state.erasures().hides(delivery, position));
  }

  /// @param hidden whether the user was erased since
  private record Link(BackPointers pointers, RecordedDelivery recorded, boolean hidden) {}

  /// One chain on the way back; stands at a record that has not been read yet.
  private static final class Walk {
    private long position;
    private final ToLongFunction<BackPointers> previous;

    Walk(long position, ToLongFunction<BackPointers> previous) {
      this.position = position;
      this.previous = previous;
    }
  }
}
