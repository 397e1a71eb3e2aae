package dev.muster.web.api;

import dev.muster.activity.UserDay;
import dev.muster.catalog.Dependent;
import dev.muster.catalog.Environment;
import dev.muster.catalog.IdentifierHash;
import dev.muster.catalog.Integration;
import dev.muster.catalog.Naming;
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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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

  /// How many pages of refused deliveries are looked through for users who are not known.
  private static final int REFUSED_PAGES_MAX = 20;

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
      List<DayView> activity,
      List<DeliveryViews.InFull> deliveries,
      boolean deliveriesComplete) {}

  private record DayView(
      String date, long pageLoads, long sessions, List<PageView> pages, List<String> segments) {

    static DayView of(UserDay day) {
      return new DayView(
          LocalDate.ofEpochDay(day.epochDay()).toString(),
          day.pageLoads(),
          day.sessions(),
          day.pages().stream()
              .map(page -> new PageView(page.name().orElse(null), page.pageLoads()))
              .toList(),
          day.segments());
    }
  }

  private record PageView(@Nullable String page, long pageLoads) {}

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
              activity(place, view.id()),
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

  private List<DayView> activity(Place place, String user) {
    // Before the activity: who is erased in between has another ordinal, or none.
    int ordinal = place.population().ordinalOf(UserId.of(user));
    return ordinal < 0
        ? List.of()
        : engine.activityOf(place.environment().id()).of(ordinal).stream()
            .map(DayView::of)
            .toList();
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
    Set<UserId> known = thoseWithAnything(place, UserId.tryOf(name).stream().toList());
    if (known.isEmpty()) {
      throw UsersResource.unknown(place, name);
    }
    Map<String, String> sought = new HashMap<>();
    known.forEach(id -> sought.put(id.toString(), name));
    List<NamedView> named = named(place, sought);
    if (!request.confirmed()) {
      throw unconfirmed("the user", named);
    }
    erase(request, place, known);
    return named.isEmpty() ? new Answer.Nothing() : Answer.of(new Erased(named));
  }

  private record Erased(List<NamedView> namedIn) {}

  private record NamedView(String user, String kind, String key, String name, String where) {}

  /// Where people have written identifiers down.
  ///
  /// @param sought what may stand there, and how each was sent
  private static List<NamedView> named(Place place, Map<String, String> sought) {
    return Naming.of(place.system(), sought.keySet()).stream()
        .map(one -> {
          Dependent at = one.place();
          String user = sought.getOrDefault(one.identifier(), one.identifier());
          return new NamedView(user, at.kind(), at.key(), at.name(), at.where());
        })
        .distinct()
        .toList();
  }

  private static ProblemException unconfirmed(String whom, List<NamedView> named) {
    Problem problem =
        Problem.of(
            409,
            "confirmation-required",
            "Needs confirmation",
            "This erases everything that is known of "
                + whom
                + " and cannot be undone; send it again with confirm=true.");
    return new ProblemException(named.isEmpty() ? problem : problem.with("namedIn", named));
  }

  private void erase(Request request, Place place, Set<UserId> users) {
    engine
        .catalog()
        .endUsers()
        .erase(
            request.actor(),
            place.system().key(),
            place.environment().key(),
            users.stream().map(UserId::toString).toList());
    try {
      engine.erase(place.environment().id(), users);
      Optional<String> salt = place.system().pages().salt();
      arrivals.forget(
          place.environment().id(),
          // A page may have sent the identifier as it is, although it is kept hashed only.
          sent ->
              UserId.tryOf(sent).filter(users::contains).isPresent()
                  || salt.map(it -> UserId.of(IdentifierHash.of(it, sent)))
                      .filter(users::contains)
                      .isPresent());
    } catch (IOException e) {
      String what =
          users.size() > 1 ? "Not all were erased; send it again: " : "Nothing was erased: ";
      throw new ProblemException(
          Problem.of(503, "unavailable", "Not erased", what + e.getMessage() + "."));
    }
  }

  private record ToErase(List<String> users, @Nullable Boolean dryRun) {}

  private record Fate(String user, String status) {}

  private record Fates(
      int erased,
      int unknown,
      List<Fate> users,
      List<String> looksLikeSeveral,
      List<NamedView> namedIn) {}

  /// What stands between identifiers where a spreadsheet or a mail program lists them.
  private static final Pattern BETWEEN = Pattern.compile("[,;\\t]");

  /// Whether an identifier of nobody reads like several. They are not taken apart, since an
  /// identifier may have a comma in it; that none of them was erased has to be said.
  private static boolean looksLikeSeveral(String name) {
    return BETWEEN.splitAsStream(name).filter(part -> !part.isBlank()).limit(2).count() == 2;
  }

  /// Erases a list of users. Whom nothing is known of is told so, and is no error: the list may be
  /// sent again.
  Answer eraseList(Request request) {
    Place place = users.place(request);
    ToErase sent = request.as(ToErase.class);
    boolean dry = Boolean.TRUE.equals(sent.dryRun);
    if (!dry && !request.confirmed()) {
      throw unconfirmed("the users", List.of());
    }
    // By what they are known as, and where identifiers are kept hashed only, by that, too.
    Map<String, List<UserId>> forms = new LinkedHashMap<>();
    Optional<String> salt = place.system().pages().salt();
    for (String name : sent.users) {
      List<UserId> ids = new ArrayList<>(UserId.tryOf(name).stream().toList());
      salt.ifPresent(it -> ids.add(UserId.of(IdentifierHash.of(it, name))));
      forms.put(name, ids);
    }
    Set<UserId> known =
        thoseWithAnything(place, forms.values().stream().flatMap(List::stream).toList());
    if (!dry && !known.isEmpty()) {
      erase(request, place, known);
    }
    List<Fate> fates = new ArrayList<>();
    List<String> severals = new ArrayList<>();
    Map<String, String> sought = new HashMap<>();
    int found = 0;
    for (Map.Entry<String, List<UserId>> one : forms.entrySet()) {
      boolean isKnown = one.getValue().stream().anyMatch(known::contains);
      found += isKnown ? 1 : 0;
      fates.add(new Fate(one.getKey(), isKnown ? dry ? "known" : "erased" : "unknown"));
      if (isKnown) {
        sought.put(one.getKey(), one.getKey());
        one.getValue().forEach(id -> sought.put(id.toString(), one.getKey()));
      } else if (looksLikeSeveral(one.getKey())) {
        severals.add(one.getKey());
      }
    }
    return Answer.of(new Fates(found, forms.size() - found, fates, severals, named(place, sought)));
  }

  /// Those of whom there is anything; also where one never became known, since everything that was
  /// sent of them was refused.
  private Set<UserId> thoseWithAnything(Place place, Collection<UserId> users) {
    Set<UserId> found = new LinkedHashSet<>();
    Set<UserId> others = new HashSet<>();
    for (UserId user : users) {
      (place.population().knows(user) ? found : others).add(user);
    }
    List<UserId> withPayloads = engine.thoseWithPayloads(place.environment().id(), others);
    found.addAll(withPayloads);
    withPayloads.forEach(others::remove);
    if (others.isEmpty()) {
      return found;
    }
    Set<String> names = new HashSet<>();
    others.forEach(user -> names.add(user.toString()));
    Set<Integer> integrations = new HashSet<>();
    place.system().integrations().values().forEach(one -> integrations.add(one.id()));
    if (!integrations.isEmpty()) {
      refusedOf(place.environment(), integrations, names)
          .forEach(name -> found.add(UserId.of(name)));
    }
    return found;
  }

  /// Whom of some users refused deliveries name, as far as they are looked through.
  private Set<String> refusedOf(
      Environment environment, Set<Integer> integrations, Set<String> names) {
    Set<String> found = new HashSet<>();
    DeliveryQuery query =
        new DeliveryQuery(
            environment.id(),
            integrations,
            EnumSet.of(Outcome.REJECTED),
            Optional.empty(),
            one -> one.delivery().user().filter(names::contains).isPresent());
    try {
      Optional<String> cursor = Optional.empty();
      int pages = 0;
      do {
        DeliveryPage page = engine.deliveries().find(query, cursor, PAGE);
        page.items().forEach(one -> one.delivery().user().ifPresent(found::add));
        cursor = page.nextCursor();
      } while (cursor.isPresent() && ++pages < REFUSED_PAGES_MAX && found.size() < names.size());
      return found;
    } catch (IOException e) {
      throw DeliveriesResource.unreadable(e);
    }
  }
}
