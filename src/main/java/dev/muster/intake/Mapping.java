package dev.muster.intake;

import dev.muster.attribute.AttributeType;
import dev.muster.attribute.Reading;
import dev.muster.attribute.ValueReader;
import dev.muster.catalog.IdentifierHash;
import dev.muster.catalog.Integration;
import dev.muster.catalog.Property;
import dev.muster.intake.Delivery.Refusal;
import dev.muster.population.Change;
import dev.muster.population.Update;
import dev.muster.population.UserId;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an integration takes of a body, compiled: a tree of its paths, and what each of them is
/// read as. Immutable.
final class Mapping {

  /// A listed property, and which end of the tree its path is.
  private record Listed(Property property, int end) {}

  private final PathTree tree = new PathTree();
  private static final Set<String> DOTS = Set.of(".", "..");

  private final String identifierPath;
  private final int identifierEnd;
  private final List<Listed> listed = new ArrayList<>();
  private final ValueReader values;
  private final Optional<String> salt;

  private Mapping(
      String identifier, List<Property> properties, ZoneId zone, Optional<String> salt) {
    this.salt = salt;
    this.identifierPath = identifier;
    this.identifierEnd = tree.add(identifier, false);
    for (Property property : properties) {
      boolean list = property.type() == AttributeType.STRINGS;
      listed.add(new Listed(property, tree.add(property.path(), list)));
    }
    this.values = new ValueReader(zone);
  }

  /// @param zone where a day without a time begins
  /// @param salt with which identifiers are hashed; empty: they are kept as they come
  static Mapping of(Integration integration, ZoneId zone, Optional<String> salt) {
    return new Mapping(integration.identifier(), integration.properties(), zone, salt);
  }

  /// A mapping that is only tried.
  static Mapping of(
      String identifier, List<Property> properties, ZoneId zone, Optional<String> salt) {
    return new Mapping(identifier, properties, zone, salt);
  }

  /// What becomes of one object.
  ///
  /// @param outcome rejected if and only if there is a refusal
  /// @param update what it changes; empty if it was rejected
  /// @param user the identifier as far as it was understood
  /// @param absent the listed properties that it does not have
  record Read(
      Outcome outcome,
      Optional<Update> update,
      Optional<String> user,
      List<RejectedProperty> rejected,
      List<Property> absent,
      Optional<Refusal> refusal) {}

  /// The properties that it lists.
  List<Property> properties() {
    return listed.stream().map(Listed::property).toList();
  }

  /// Reads a body's objects; [#read] says what becomes of each.
  BodyReading.Body body(byte[] json, IntakeLimits limits) throws RefusedBodyException {
    return BodyReading.read(json, tree, limits);
  }

  /// Says what becomes of one object.
  Read read(BodyReading.Item item) {
    @Nullable Raw @Nullable [] found = item.values();
    if (found == null) {
      return refused(
          Optional.empty(),
          Flaw.NOT_AN_OBJECT.refusal("a delivery is a JSON object, or an array of them"));
    }
    Identifier identifier = identifier(found[identifierEnd]);
    if (identifier.refusal().isPresent()) {
      return refused(identifier.text(), identifier.refusal().get());
    }
    return read(found, identifier.user().orElseThrow());
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
                  "every listed property that was sent has a value that does not fit its type")));
    }
    return new Read(
        rejected.isEmpty() ? Outcome.ACCEPTED : Outcome.PARTIAL,
        Optional.of(new Update(user, changes)),
        name,
        rejected,
        absent,
        Optional.empty());
  }

  private Read refused(Optional<String> user, Refusal refusal) {
    return new Read(
        Outcome.REJECTED, Optional.empty(), user, List.of(), properties(), Optional.of(refusal));
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

  /// @param text as far as it was understood
  private record Identifier(
      Optional<UserId> user, Optional<String> text, Optional<Refusal> refusal) {}

  private Identifier identifier(@Nullable Raw raw) {
    return switch (raw) {
      case null -> unusable("is not in the body");
      case Raw.Text(String text) -> identifier(text);
      case Raw.Numeral(String literal) -> identifier(literal);
      case Raw.Bool _ -> unusable("is a boolean");
      case Raw.Texts _ -> unusable("is an array");
      case Raw.Shape shape ->
          switch (shape) {
            case NULL -> unusable("is null");
            case ARRAY -> unusable("is an array");
            case OBJECT -> unusable("is an object");
          };
    };
  }

  private Identifier identifier(String text) {
    if (text.isEmpty()) {
      return unusable("is an empty string");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      return unusable("has half of a surrogate pair in it");
    }
    Optional<UserId> user = UserId.tryOf(text);
    if (user.isEmpty()) {
      Refusal refusal =
          Flaw.IDENTIFIER_MISSING.refusal(
              "the identifier at \"%s\" has more than %d bytes"
                  .formatted(identifierPath, UserId.BYTES_MAX));
      return new Identifier(Optional.empty(), shown(Shown.cut(text)), Optional.of(refusal));
    }
    if (DOTS.contains(text)) {
      // Clients take them out of an address before they send it, so that nobody could be shown,
      // exported or erased, and something else would be in their place.
      return new Identifier(
          Optional.empty(),
          shown(text),
          Optional.of(
              Flaw.IDENTIFIER_MISSING.refusal(
                  "the identifier at \"%s\" is \"%s\", which no user can be called"
                      .formatted(identifierPath, text))));
    }
    if (salt.isEmpty()) {
      return new Identifier(user, Optional.of(text), Optional.empty());
    }
    String hashed = IdentifierHash.of(salt.get(), text);
    return new Identifier(Optional.of(UserId.of(hashed)), Optional.of(hashed), Optional.empty());
  }

  /// Where identifiers are kept hashed only, one that is refused is not kept at all.
  private Optional<String> shown(String text) {
    return salt.isEmpty() ? Optional.of(text) : Optional.empty();
  }

  private Identifier unusable(String what) {
    String detail =
        "the identifier at \""
            + identifierPath
            + "\" "
            + what
            + "; send a string or a number there";
    return new Identifier(
        Optional.empty(), Optional.empty(), Optional.of(Flaw.IDENTIFIER_MISSING.refusal(detail)));
  }
}
