package dev.muster.web.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.attribute.Attribute;
import dev.muster.attribute.PlainValues;
import dev.muster.catalog.FieldError;
import dev.muster.catalog.IdentifierHash;
import dev.muster.catalog.SystemDefinition;
import dev.muster.condition.AsOf;
import dev.muster.embedded.Engine;
import dev.muster.pageload.PageLoads;
import dev.muster.population.Selection;
import dev.muster.population.UserId;
import dev.muster.population.UserState;
import dev.muster.web.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The end users of an environment, one by one and counted.
final class UsersResource {

  private final Engine engine;
  private final PageLoads pageLoads;
  private final InstantSource clock;

  UsersResource(Engine engine, PageLoads pageLoads, InstantSource clock) {
    this.engine = engine;
    this.pageLoads = pageLoads;
    this.clock = clock;
  }

  /// A value that a user has.
  record Held(String integration, String name, String type, Object value, Instant updatedAt) {}

  /// A user as it is listed.
  record Listed(
      String id,
      @Nullable Instant firstSeen,
      @Nullable Instant lastSeen,
      long sessions,
      long pageLoads,
      int activeDays,
      List<Held> attributes) {}

  /// One user, in full.
  record View(
      String id,
      @Nullable Instant firstSeen,
      @Nullable Instant lastSeen,
      long sessions,
      long pageLoads,
      int activeDays,
      List<Held> attributes,
      List<String> segments,
      List<Reasons.OfSegment> reasons) {}

  private record Count(long matching, long total) {}

  private record Search(
      @Nullable JsonNode condition,
      @Nullable List<AmongSent> among,
      @Nullable String q,
      @Nullable Integer limit,
      @Nullable String cursor) {}

  private record CountSent(@Nullable JsonNode condition, @Nullable List<AmongSent> among) {}

  Answer list(Request request) {
    JsonNode filter = request.asked("filter").map(UsersResource::json).orElse(null);
    return list(
        request, filter, List.of(), "filter", request.asked("q").orElse(""), request.page());
  }

  Answer search(Request request) {
    Search search = request.as(Search.class);
    return list(
        request,
        search.condition(),
        requireNonNullElse(search.among(), List.of()),
        "condition",
        search.q() == null ? "" : search.q(),
        Page.of(Optional.ofNullable(search.limit()), Optional.ofNullable(search.cursor())));
  }

  private static JsonNode json(String filter) {
    try {
      return Wire.read(filter.getBytes(StandardCharsets.UTF_8));
    } catch (ProblemException notJson) {
      throw Problems.parameters(
          List.of(new FieldError("query.filter", "is not JSON: " + notJson.problem().detail())));
    }
  }

  /// In the order in which they became known; the cursor is the ordinal of the next.
  private Answer list(
      Request request,
      @Nullable JsonNode filter,
      List<AmongSent> did,
      String root,
      String prefix,
      Page page) {
    ReportQuestion question = ReportQuestion.of(engine, request, clock.instant());
    Place place = question.place();
    AsOf asOf = question.asOf();
    // Everybody is not gone through for nothing.
    Optional<Selection> among =
        filter == null && did.isEmpty()
            ? Optional.empty()
            : Optional.of(question.users(engine, filter, root, did));
    int from = page.after().map(UsersResource::ordinal).orElse(0);
    List<Integer> found = new ArrayList<>(from == 0 ? hashed(place, prefix, among) : List.of());
    found.addAll(place.population().list(prefix, among, from, page.limit() + 1 - found.size()));
    boolean more = found.size() > page.limit();
    Map<Integer, Attribute> attributes = attributes(place.system());
    List<Listed> items =
        found.stream()
            .limit(page.limit())
            // One who is erased just now is left out.
            .flatMap(ordinal -> place.population().at(ordinal).stream())
            .map(state -> listed(place, state, asOf, attributes))
            .toList();
    return Answer.of(new Page.Of<>(items, more ? Page.cursor(found.getLast().toString()) : null));
  }

  /// Where identifiers are kept hashed only, people look for them as they know them all the same.
  ///
  /// @return the ordinal of the user whose hash it is; empty if there is none
  private static List<Integer> hashed(Place place, String sought, Optional<Selection> among) {
    Optional<String> salt = place.system().pages().salt();
    if (salt.isEmpty() || sought.isEmpty()) {
      return List.of();
    }
    String hashed = IdentifierHash.of(salt.get(), sought);
    return place.population().knows(UserId.of(hashed))
        ? place.population().list(hashed, among, 0, 1)
        : List.of();
  }

  private static int ordinal(String text) {
    try {
      int ordinal = Integer.parseInt(text);
      if (ordinal >= 0) {
        return ordinal;
      }
    } catch (NumberFormatException _) {
      // No place at all is refused like one that cannot be.
    }
    throw Page.unknownCursor();
  }

  Answer read(Request request) {
    Place place = place(request);
    return Answer.of(view(place, state(place, request)));
  }

  /// The user that the path names, or the end of the request.
  UserState state(Place place, Request request) {
    String name = request.in("user");
    return UserId.tryOf(name)
        .flatMap(place.population()::user)
        .orElseThrow(() -> unknown(place, name));
  }

  static ProblemException unknown(Place place, String name) {
    return Problems.unknown(
        "environment "
            + Words.quoted(place.environment().key())
            + " knows no user "
            + Words.quoted(name)
            + "; identifiers are compared exactly");
  }

  View view(Place place, UserState state) {
    AsOf asOf = asOf(place);
    Listed listed = listed(place, state, asOf, attributes(place.system()));
    return new View(
        listed.id,
        listed.firstSeen,
        listed.lastSeen,
        listed.sessions,
        listed.pageLoads,
        listed.activeDays,
        listed.attributes,
        pageLoads.segments(place.environment().id(), state.id(), clock.instant()),
        Reasons.of(
            place.system(), place.environment(), place.population(), state.id(), asOf(place)));
  }

  Answer count(Request request) {
    CountSent sent = request.as(CountSent.class);
    ReportQuestion question = ReportQuestion.of(engine, request, clock.instant());
    long matching = question.users(engine, sent.condition, sent.among).count();
    return Answer.of(new Count(matching, Math.max(question.place().population().size(), matching)));
  }

  private AsOf asOf(Place place) {
    return place.asOf(clock.instant());
  }

  Place place(Request request) {
    return Place.of(engine, request);
  }

  /// The attributes of a system, by id.
  static Map<Integer, Attribute> attributes(SystemDefinition system) {
    Map<Integer, Attribute> byId = new HashMap<>();
    system.attributes().forEach(attribute -> byId.put(attribute.id(), attribute));
    return byId;
  }

  static Listed listed(
      Place place, UserState state, AsOf asOf, Map<Integer, Attribute> attributes) {
    List<Held> held = new ArrayList<>();
    for (UserState.Held one : state.held()) {
      Attribute attribute = attributes.get(one.attributeId());
      if (attribute != null) {
        held.add(
            new Held(
                attribute.integration(),
                attribute.name(),
                attribute.type().code(),
                PlainValues.of(one.value()),
                Instant.ofEpochSecond(one.updatedSeconds())));
      }
    }
    held.sort(Comparator.comparing(Held::integration).thenComparing(Held::name));
    return new Listed(
        state.id().toString(),
        instant(state.firstSeenMillis()),
        instant(state.lastSeenMillis()),
        state.sessions(),
        state.pageLoads(),
        place.population().activeDays(state.id(), asOf),
        held);
  }

  private static @Nullable Instant instant(OptionalLong millis) {
    return millis.isPresent() ? Instant.ofEpochMilli(millis.getAsLong()) : null;
  }
}
