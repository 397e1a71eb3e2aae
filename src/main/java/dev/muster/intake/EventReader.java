package dev.muster.intake;

import dev.muster.attribute.AttributeType;
import dev.muster.attribute.AttributeValue;
import dev.muster.attribute.Reading;
import dev.muster.attribute.ValueReader;
import dev.muster.catalog.Receiving;
import dev.muster.catalog.Receiving.EventFilter;
import dev.muster.catalog.Receiving.Place;
import dev.muster.intake.Delivery.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads what a sender says of an event, where its integration says where to look. Immutable.
final class EventReader {

  /// Names of deliveries and kinds of event are cut to as many characters: longer ones are
  /// nobody's.
  private static final int LENGTH_MAX = 256;

  /// A clock may be so much ahead of this one; what says to be of a later time is wrong about it,
  /// and would keep out all that comes until then.
  private static final Duration AHEAD_MAX = Duration.ofMinutes(10);

  /// Where something stands: in a header field, or at an end of the tree of paths.
  private sealed interface Found {
    record InHeader(String name) implements Found {}

    record AtEnd(int end) implements Found {}
  }

  private final @Nullable Found id;
  private final @Nullable Found time;
  private final @Nullable Found type;
  private final Optional<EventFilter> filter;
  private final ValueReader values;

  /// @param tree gets the paths
  EventReader(Receiving receiving, PathTree tree, ValueReader values) {
    this.id = receiving.deliveryId().map(place -> found(place, tree)).orElse(null);
    this.time = receiving.eventTime().map(place -> found(place, tree)).orElse(null);
    this.type = receiving.events().map(one -> found(one.type(), tree)).orElse(null);
    this.filter = receiving.events();
    this.values = values;
  }

  private static Found found(Place place, PathTree tree) {
    return switch (place) {
      case Place.Header(String name) -> new Found.InHeader(name);
      case Place.Path(String path) -> new Found.AtEnd(tree.add(path, false));
    };
  }

  /// What is said of one object's event.
  ///
  /// @param values by end of the tree
  /// @param headers of the request
  /// @param at when it came, which counts where no time is said that can be read
  Event read(@Nullable Raw[] values, Function<String, @Nullable String> headers, Instant at) {
    if (id == null && time == null && type == null) {
      return Event.NONE;
    }
    return new Event(
        text(id, values, headers),
        text(type, values, headers),
        time == null
            ? OptionalLong.empty()
            : OptionalLong.of(happened(values, headers, at).orElse(at.toEpochMilli())));
  }

  /// When one object's event happened, in epoch milliseconds, where it says so and can be right.
  ///
  /// @param values by end of the tree
  /// @param headers of the request
  /// @param at when it came
  OptionalLong happened(
      @Nullable Raw[] values, Function<String, @Nullable String> headers, Instant at) {
    return text(time, values, headers)
        .map(this::millis)
        .filter(millis -> millis.orElse(Long.MAX_VALUE) <= at.plus(AHEAD_MAX).toEpochMilli())
        .orElse(OptionalLong.empty());
  }

  /// Whether an event is of a kind that is taken.
  boolean takes(Event event) {
    return filter.isEmpty() || filter.get().takes(event.type().orElse(""));
  }

  private OptionalLong millis(String text) {
    Reading read =
        text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.')
            ? values.ofNumber(AttributeType.DATE, text)
            : values.ofString(AttributeType.DATE, text);
    return read instanceof Reading.Value(AttributeValue.Date(long millis)) && millis >= 0
        ? OptionalLong.of(millis)
        : OptionalLong.empty();
  }

  private static Optional<String> text(
      @Nullable Found place, @Nullable Raw[] values, Function<String, @Nullable String> headers) {
    String text =
        switch (place) {
          case null -> null;
          case Found.InHeader(String name) -> headers.apply(name);
          case Found.AtEnd(int end) ->
              switch (values[end]) {
                case Raw.Text(String value) -> value;
                case Raw.Numeral(String literal) -> literal;
                case null, default -> null;
              };
        };
    return Optional.ofNullable(text)
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .map(value -> value.substring(0, Math.min(value.length(), LENGTH_MAX)));
  }
}
