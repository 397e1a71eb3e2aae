package dev.muster.insights;

import dev.muster.activity.Span;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// Days that are reported on, in the system's time zone.
///
/// @param first the first day
/// @param last the last day, not before the first
public record Period(LocalDate first, LocalDate last) {

  /// @throws IllegalArgumentException if the last day is before the first
  public Period {
    if (last.isBefore(first)) {
      throw new IllegalArgumentException("a period that ends before it begins");
    }
  }

  /// The last days up to one.
  ///
  /// @param days how many, 1 or more
  public static Period of(LocalDate last, int days) {
    return new Period(last.minusDays(days - 1L), last);
  }

  /// How many days.
  public int days() {
    return (int) ChronoUnit.DAYS.between(first, last) + 1;
  }

  /// As many days just before.
  public Period before() {
    return new Period(first.minusDays(days()), first.minusDays(1));
  }

  /// The intervals that it has days of, each cut to the period.
  public List<Period> by(Interval interval) {
    List<Period> parts = new ArrayList<>();
    for (LocalDate at = first; !at.isAfter(last); at = interval.next(interval.first(at))) {
      LocalDate end = interval.next(interval.first(at)).minusDays(1);
      parts.add(new Period(at, end.isAfter(last) ? last : end));
    }
    return parts;
  }

  Span span() {
    return new Span(first.toEpochDay(), last.toEpochDay());
  }
}
