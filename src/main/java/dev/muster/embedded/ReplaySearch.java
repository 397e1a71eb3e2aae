package dev.muster.embedded;

import dev.muster.intake.Outcome;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds what is to be sent again: refused deliveries that match, of which what was sent is kept.
final class ReplaySearch {

  /// How many deliveries that match are gone through, the latest first.
  static final int MATCHING_MAX = 200_000;

  private static final int PAGE = 1_000;

  private final Engine engine;

  ReplaySearch(Engine engine) {
    this.engine = engine;
  }

  /// What was found.
  ///
  /// @param matching how many deliveries match
  /// @param notKept how many of them have no payload
  /// @param sentAgain how many were sent again already; one that was refused then, too, is counted
  ///   once more by itself
  /// @param tried how many come of a replay through the mapping as it is: it would be refused again
  /// @param ids those that are to be sent again, in the order in which they were sent first
  /// @param complete whether all that match were gone through
  record Found(
      int matching, int notKept, int sentAgain, int tried, List<String> ids, boolean complete) {}

  /// @param triedSince whatever was sent again then or later went through the mapping as it is
  Found find(
      int environmentId,
      int integrationId,
      Set<Outcome> outcomes,
      Optional<String> user,
      DeliveryFilter filter,
      Optional<Instant> triedSince)
      throws IOException {
    DeliveryQuery query =
        new DeliveryQuery(environmentId, Set.of(integrationId), outcomes, user, filter);
    int matching = 0;
    int notKept = 0;
    int sentAgain = 0;
    int tried = 0;
    Map<String, String> firsts = new HashMap<>();
    List<String> ids = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      DeliveryPage page = engine.deliveries().find(query, cursor, PAGE);
      for (RecordedDelivery one : page.items()) {
        matching++;
        if (engine.replayedAs(one.id()).isPresent()) {
          sentAgain++;
        } else if (!engine.hasPayload(one.id())) {
          notKept++;
        } else if (one.delivery().replayOf().isPresent()
            && triedSince.isPresent()
            && !one.delivery().at().isBefore(triedSince.get())) {
          tried++;
        } else {
          ids.add(one.id());
          firsts.put(one.id(), first(one));
        }
      }
      cursor = page.nextCursor();
    } while (cursor.isPresent() && matching < MATCHING_MAX);
    ids.sort(Comparator.comparingLong(id -> position(firsts.getOrDefault(id, id))));
    return new Found(matching, notKept, sentAgain, tried, ids, cursor.isEmpty());
  }

  /// The delivery that was sent by the sender, of which another is a replay, maybe of a replay.
  private String first(RecordedDelivery of) throws IOException {
    RecordedDelivery at = of;
    while (at.delivery().replayOf().isPresent()) {
      String original = at.delivery().replayOf().get();
      Optional<RecordedDelivery> before = engine.deliveries().find(original);
      if (before.isEmpty()) {
        return original;
      }
      at = before.get();
    }
    return at.id();
  }

  private static long position(String id) {
    return DeliveryIds.position(id).orElseThrow();
  }
}
