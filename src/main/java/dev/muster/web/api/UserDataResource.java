package dev.muster.web.api;

import dev.muster.catalog.Environment;
import dev.muster.catalog.Integration;
import dev.muster.catalog.SystemDefinition;
import dev.muster.embedded.DeliveryPage;
import dev.muster.embedded.DeliveryQuery;
import dev.muster.embedded.Engine;
import dev.muster.embedded.RecordedDelivery;
import dev.muster.intake.Outcome;
import dev.muster.pageload.Arrivals;
import dev.muster.population.UserId;
import dev.muster.web.Problem;
import dev.muster.web.ProblemException;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the protection of personal data asks for: handing out all that is known of an end user, and
/// erasing it.
final class UserDataResource {

  /// How many deliveries are handed out; the latest.
  static final int DELIVERIES_MAX = 10_000;

  /// How much of what was sent with them is handed out, about, in bytes.
  static final long PAYLOAD_BYTES_MAX = 32 << 20;

  /// How many pages of an integration's deliveries are looked through for a user's.
  private static final int PAGES_MAX = 200;

  private static final int PAGE = 500;

  private final Engine engine;
  private final UsersResource users;
  private final Arrivals arrivals;
  private final InstantSource clock;

  UserDataResource(Engine engine, UsersResource users, Arrivals arrivals, InstantSource clock) {
    this.engine = engine;
    this.users = users;
    this.arrivals = arrivals;
    this.clock = clock;
  }

  private record Export(
      String system,
      String environment,
      Instant exportedAt,
      UsersResource.View user,
      List<DeliveryViews.InFull> deliveries,
      boolean deliveriesComplete) {}

  Answer export(Request request) {
    Place place = users.place(request);
    UsersResource.View view = users.view(place, users.state(place, request));
    try {
      Found found = deliveries(place.system(), place.environment(), view.id());
      Export export =
          new Export(
              place.system().key(),
              place.environment().key(),
              clock.instant(),
              view,
              found.deliveries,
              found.complete);
      engine
          .catalog()
          .endUsers()
          .export(request.actor(), place.system().key(), place.environment().key(), view.id());
      return new Answer.Json(
          200, Map.of("Content-Disposition", "attachment; filename=\"user.json\""), export);
    } catch (IOException e) {
      throw DeliveriesResource.unreadable(e);
    }
  }

  /// @param complete whether these are all
  private record Found(List<DeliveryViews.InFull> deliveries, boolean complete) {}

  /// The deliveries of a user, the latest first.
  private Found deliveries(SystemDefinition system, Environment environment, String user)
      throws IOException {
    boolean complete = true;
    long payloadBytes = 0;
    List<DeliveryViews.InFull> all = new ArrayList<>();
    for (Integration integration : system.integrations().values()) {
      DeliveryViews views = new DeliveryViews(engine, integration, environment.key());
      DeliveryQuery query = query(environment, integration, user);
      Optional<String> cursor = Optional.empty();
      int pages = 0;
      do {
        DeliveryPage page = engine.deliveries().find(query, cursor, PAGE);
        for (RecordedDelivery one : page.items()) {
          boolean room = payloadBytes <= PAYLOAD_BYTES_MAX;
          DeliveryViews.InFull shown = views.inFull(one, room);
          DeliveryViews.Payload payload = shown.payload();
          payloadBytes += payload == null ? 0 : payload.text().length();
          complete &= room || !shown.delivery().hasPayload();
          all.add(shown);
        }
        cursor = page.nextCursor();
      } while (cursor.isPresent() && ++pages < PAGES_MAX && all.size() <= DELIVERIES_MAX);
      complete &= cursor.isEmpty();
    }
    all.sort(Comparator.comparing((DeliveryViews.InFull one) -> one.delivery().at()).reversed());
    boolean few = all.size() <= DELIVERIES_MAX;
    return new Found(few ? all : all.subList(0, DELIVERIES_MAX), complete && few);
  }

  private static DeliveryQuery query(
      Environment environment, Integration integration, String user) {
    return new DeliveryQuery(
        environment.id(),
        Set.of(integration.id()),
        EnumSet.allOf(Outcome.class),
        Optional.of(user),
        _ -> true);
  }

  Answer erase(Request request) {
    Place place = users.place(request);
    String name = request.in("user");
    Optional<UserId> id = UserId.tryOf(name).filter(one -> isThereAnythingOf(place, one));
    if (id.isEmpty()) {
      throw UsersResource.unknown(place, name);
    }
    if (!request.confirmed()) {
      throw new ProblemException(
          Problem.of(
              409,
              "confirmation-required",
              "Needs confirmation",
              "This erases everything that is known of the user and cannot be undone; send it again"
                  + " with confirm=true."));
    }
    engine
        .catalog()
        .endUsers()
        .erase(request.actor(), place.system().key(), place.environment().key(), name);
    try {
      engine.erase(place.environment().id(), id.get());
      arrivals.forget(place.environment().id(), id.get());
    } catch (IOException e) {
      throw new ProblemException(
          Problem.of(
              503, "unavailable", "Not erased", "Nothing was erased: " + e.getMessage() + "."));
    }
    return new Answer.Nothing();
  }

  /// Also where a user never became known, since everything that was sent of them was refused.
  private boolean isThereAnythingOf(Place place, UserId user) {
    int environmentId = place.environment().id();
    if (place.population().knows(user) || engine.hasPayloadOf(environmentId, user)) {
      return true;
    }
    try {
      for (Integration integration : place.system().integrations().values()) {
        DeliveryQuery query = query(place.environment(), integration, user.toString());
        if (!engine.deliveries().find(query, Optional.empty(), 1).items().isEmpty()) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw DeliveriesResource.unreadable(e);
    }
  }
}
