package dev.muster.condition;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/// One end of a range of dates.
public sealed interface Moment {

  /// No bound at this end.
  enum Open implements Moment {
    /// The beginning of time as a first bound, its end as a last one.
    OPEN
  }

  /// A fixed instant.
  ///
  /// @param epochMillis milliseconds since 1970-01-01T00:00:00Z
  record At(long epochMillis) implements Moment {}

  /// A moment as far from now as is said.
  ///
  /// @param amount how many units after now; negative: before now
  /// @param unit minutes, hours, days, weeks or months; from days on counted by the calendar of the
  ///   system's time zone
  /// @param millis and as many milliseconds after that
  record Shifted(long amount, ChronoUnit unit, int millis) implements Moment {
    /// A moment just as far from now.
    public Shifted(long amount, ChronoUnit unit) {
      this(amount, unit, 0);
    }

    Instant from(AsOf asOf) {
      Instant moment =
          unit == ChronoUnit.MINUTES || unit == ChronoUnit.HOURS
              ? asOf.instant().plus(amount, unit)
              : ZonedDateTime.ofInstant(asOf.instant(), asOf.zone()).plus(amount, unit).toInstant();
      return moment.plusMillis(millis);
    }
  }
}
