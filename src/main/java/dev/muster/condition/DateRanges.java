package dev.muster.condition;

import dev.muster.attribute.DateReader;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Turns what a rule says of dates into ranges of instants. A day is the time from its first
/// instant in the zone to just before the next day's.
final class DateRanges {

  private final ZoneId zone;
  private final DateReader reader;

  DateRanges(ZoneId zone) {
    this.zone = zone;
    this.reader = new DateReader(zone);
  }

  /// What a value stands for: from a first to a last moment, which are the same for an instant.
  record Stretch(Moment first, Moment last) {}

  /// @return empty where the literal is neither a day, nor a date-time, nor a period from now
  Optional<Stretch> stretch(Literal literal) {
    return switch (literal) {
      case Literal.Text(String text) -> stretch(text);
      case Literal.Period(long amount, ChronoUnit unit) -> {
        Moment moment = new Moment.Shifted(amount, unit);
        yield Optional.of(new Stretch(moment, moment));
      }
      case Literal.None _, Literal.Numeric _, Literal.Bool _, Literal.Items _ -> Optional.empty();
    };
  }

  private Optional<Stretch> stretch(String text) {
    LocalDate day = day(text);
    if (day != null) {
      return Optional.of(wholeDay(day));
    }
    OptionalLong millis =
        text.isEmpty() || text.indexOf(':') < 0 ? OptionalLong.empty() : reader.ofText(text);
    if (millis.isEmpty()) {
      return Optional.empty();
    }
    Moment moment = new Moment.At(millis.getAsLong());
    return Optional.of(new Stretch(moment, moment));
  }

  /// The day that a value names or lies in; empty for a period, whose day is known only when it is
  /// run.
  Optional<DateRange> dayOf(Literal literal) {
    if (!(literal instanceof Literal.Text(String text))) {
      return Optional.empty();
    }
    LocalDate day = day(text);
    if (day != null) {
      return Optional.of(range(wholeDay(day)));
    }
    return stretch(text)
        .map(stretch -> {
          if (stretch.first() instanceof Moment.At(long millis)) {
            Instant instant = Instant.ofEpochMilli(millis);
            return range(wholeDay(ZonedDateTime.ofInstant(instant, zone).toLocalDate()));
          }
          return range(stretch);
        });
  }

  private Stretch wholeDay(LocalDate day) {
    return new Stretch(new Moment.At(start(day)), new Moment.At(start(day.plusDays(1)) - 1));
  }

  private long start(LocalDate day) {
    return day.atStartOfDay(zone).toInstant().toEpochMilli();
  }

  private static @Nullable LocalDate day(String text) {
    try {
      LocalDate day = text.length() == 10 ? LocalDate.parse(text) : null;
      return day == null || day.getYear() < 1 ? null : day;
    } catch (DateTimeParseException _) {
      return null;
    }
  }

  private static DateRange range(Stretch stretch) {
    return new DateRange(stretch.first(), stretch.last());
  }

  /// Whether a range from one to the other is empty whenever it is run. Periods are compared only
  /// with periods of the same unit; how others lie can change with the day.
  static boolean reversed(Moment first, Moment last) {
    return switch (first) {
      case Moment.At(long from) -> last instanceof Moment.At(long to) && from > to;
      case Moment.Shifted(long from, ChronoUnit unit, int _) ->
          last instanceof Moment.Shifted(long to, ChronoUnit other, int _)
              && unit == other
              && from > to;
      case Moment.Open _ -> false;
    };
  }

  /// The moment a millisecond before.
  static Moment before(Moment moment) {
    return shift(moment, -1);
  }

  /// The moment a millisecond after.
  static Moment after(Moment moment) {
    return shift(moment, 1);
  }

  private static Moment shift(Moment moment, int millis) {
    return switch (moment) {
      case Moment.Open _ -> moment;
      case Moment.At(long epochMillis) -> new Moment.At(epochMillis + millis);
      case Moment.Shifted(long amount, ChronoUnit unit, int more) ->
          new Moment.Shifted(amount, unit, more + millis);
    };
  }
}
