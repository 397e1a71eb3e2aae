package dev.muster.intake;

import dev.muster.attribute.AttributeType;
import dev.muster.attribute.Reading;
import dev.muster.attribute.ValueReader;
import dev.muster.catalog.Integration;
import dev.muster.catalog.Property;
import dev.muster.catalog.Receiving;
import dev.muster.intake.Delivery.Event;
import dev.muster.intake.Delivery.Refusal;
import dev.muster.population.Change;
import dev.muster.population.Update;
import dev.muster.population.UserId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What an integration takes of a body, compiled: a tree of its paths, and what each of them is
/// read as. Immutable.
final class Mapping {

  /// A listed property, and which end of the tree its path is.
  private record Listed(Property property, int end) {}

  private final PathTree tree = new PathTree();
  private final IdentifierReader identifiers;
  private final int identifierEnd;
  private final List<Listed> listed = new ArrayList<>();
  private final ValueReader values;
  private final Receiving receiving;
  private final EventReader events;

  private Mapping(
      String identifier,
      List<Property> properties,
      ZoneId zone,
      Optional<String> salt,
      Receiving receiving) {
    this.identifiers = new IdentifierReader(identifier, salt);
    this.identifierEnd = tree.add(identifier, false);
    for (Property property : properties) {
      boolean list = property.type() == AttributeType.STRINGS;
      listed.add(new Listed(property, tree.add(property.path(), list)));
    }
    this.values = new ValueReader(zone);
    this.receiving = receiving;
    this.events = new EventReader(receiving, tree, values);
  }

  /// @param zone where a day without a time begins
  /// @param salt with which identifiers are hashed; empty: they are kept as they come
  static Mapping of(Integration integration, ZoneId zone, Optional<String> salt) {
    return of(
        integration.identifier(), integration.properties(), zone, salt, integration.receiving());
  }

  /// A mapping that is only tried.
  static Mapping of(
      String identifier,
      List<Property> properties,
      ZoneId zone,
      Optional<String> salt,
      Receiving receiving) {
    return new Mapping(identifier, properties, zone, salt, receiving);
  }

  /// What becomes of one object.
  ///
  /// @param outcome rejected if and only if there is a refusal
  /// @param update what it changes; empty if it was rejected
  /// @param user the identifier as far as it was understood
  /// @param absent the listed properties that it does not have
  /// @param event what is said of the event that it tells of
  record Read(
      Outcome outcome,
      Optional<Update> update,
      Optional<String> user,
      List<RejectedProperty> rejected,
      List<Property> absent,
      Optional<Refusal> refusal,
      Event event) {

    /// The same as of when it happened.
    Read happened(OptionalLong millis) {
      return millis.isEmpty() ? this : of(new Event(Optional.empty(), event.type(), millis));
    }

    /// The same as of an event.
    private Read of(Event said) {
      return new Read(
          outcome,
          update.map(one -> one.asOf(said.happenedMillis())),
          user,
          rejected,
          absent,
          refusal,
          said);
    }
  }

  /// The properties that it lists.
  List<Property> properties() {
    return listed.stream().map(Listed::property).toList();
  }

  /// What of a body is read: all of it, or what is at the path of its objects.
  byte[] opened(byte[] json) throws RefusedBodyException {
    return receiving.itemsPath().isEmpty()
        ? json
        : Envelope.open(json, receiving.itemsPath().get());
  }

  /// Whether a body has objects in something around them, maybe several.
  boolean hasEnvelope() {
    return receiving.itemsPath().isPresent();
  }

  /// Reads a body's objects; [#read] says what becomes of each.
  ///
  /// @param json what [#opened] gave
  BodyReading.Body body(byte[] json, IntakeLimits limits) throws RefusedBodyException {
    return BodyReading.read(json, tree, limits);
  }

  /// Says what becomes of one object that a sender sent.
  ///
  /// @param headers of the request
  /// @param at when it came
  Read read(BodyReading.Item item, Function<String, @Nullable String> headers, Instant at) {
    @Nullable Raw @Nullable [] found = item.values();
    Event event = found == null ? Event.NONE : events.read(found, headers, at);
    if (found != null && !events.takes(event)) {
      return new Read(
          Outcome.IGNORED,
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          Optional.empty(),
          event);
    }
    return event.equals(Event.NONE) ? read(item) : read(item).of(event);
  }

  /// Says what becomes of one object that is taken once more, whatever event it tells of.
  ///
  /// @param happened when that was said to have happened, in epoch milliseconds; empty: it counts
  ///   as of when the object itself says, if it does
  /// @param at when it is taken once more
  Read again(BodyReading.Item item, OptionalLong happened, Instant at) {
    @Nullable Raw @Nullable [] found = item.values();
    return read(item)
        .happened(
            happened.isPresent() || found == null
                ? happened
                : events.happened(found, _ -> null, at));
  }

  /// Says what becomes of one object, whatever event it tells of.
  Read read(BodyReading.Item item) {
    @Nullable Raw @Nullable [] found = item.values();
    if (found == null) {
      return refused(
          Optional.empty(),
          Flaw.NOT_AN_OBJECT.refusal("a delivery is a JSON object, or an array of them"));
    }
    return switch (identifier(found[identifierEnd])) {
      case IdentifierReader.Result.Known(UserId user) -> read(found, user);
      case IdentifierReader.Result.Unusable(Refusal refusal, Optional<String> text) ->
          refused(text, refusal);
    };
  }

  private Read read(@Nullable Raw[] found, UserId user) {
    List<Change> changes = new ArrayList<>();
    List<RejectedProperty> rejected = new ArrayList<>();
    List<Property> absent = new ArrayList<>();
    for (Listed one : listed) {
      Property property = one.property;
      Raw raw = found[one.end];
      if (raw == null) {
        absent.add(property);
        continue;
      }
      switch (reading(property.type(), raw)) {
        case Reading.Value(var value) -> changes.add(new Change.Set(property.attributeId(), value));
        case Reading.Clear _ -> changes.add(new Change.Clear(property.attributeId()));
        case Reading.Refused(String reason) ->
            rejected.add(new RejectedProperty(property.name(), property.path(), reason));
      }
    }
    Optional<String> name = Optional.of(user.toString());
    if (changes.isEmpty() && !rejected.isEmpty()) {
      return new Read(
          Outcome.REJECTED,
          Optional.empty(),
          name,
          rejected,
          absent,
          Optional.of(
              Flaw.NOTHING_USABLE.refusal(
                  "every listed property that was sent has a value that does not fit its type")),
          Event.NONE);
    }
    return new Read(
        rejected.isEmpty() ? Outcome.ACCEPTED : Outcome.PARTIAL,
        Optional.of(new Update(user, changes)),
        name,
        rejected,
        absent,
        Optional.empty(),
        Event.NONE);
  }

  private Read refused(Optional<String> user, Refusal refusal) {
    return new Read(
        Outcome.REJECTED,
        Optional.empty(),
        user,
        List.of(),
        properties(),
        Optional.of(refusal),
        Event.NONE);
  }

  private Reading reading(AttributeType type, Raw raw) {
    return switch (raw) {
      case Raw.Text(String text) -> values.ofString(type, text);
      case Raw.Numeral(String literal) -> values.ofNumber(type, literal);
      case Raw.Bool bool -> values.ofBoolean(type, bool == Raw.Bool.TRUE);
      case Raw.Texts(List<String> texts) -> values.ofStrings(type, texts);
      case Raw.Shape shape ->
          switch (shape) {
            case NULL -> Reading.Clear.CLEAR;
            case ARRAY -> values.ofArray(type);
            case OBJECT -> values.ofObject(type);
          };
    };
  }

  private IdentifierReader.Result identifier(@Nullable Raw raw) {
    return switch (raw) {
      case null -> identifiers.unusable("is not in the body");
      case Raw.Text(String text) -> identifiers.read(text);
      case Raw.Numeral(String literal) -> identifiers.read(literal);
      case Raw.Bool _ -> identifiers.unusable("is a boolean");
      case Raw.Texts _ -> identifiers.unusable("is an array");
      case Raw.Shape shape ->
          switch (shape) {
            case NULL -> identifiers.unusable("is null");
            case ARRAY -> identifiers.unusable("is an array");
            case OBJECT -> identifiers.unusable("is an object");
          };
    };
  }
}
