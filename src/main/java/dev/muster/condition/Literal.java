package dev.muster.condition;

import java.time.temporal.ChronoUnit;
import java.util.List;

/// The value of a rule, as it is written.
public sealed interface Literal {

  /// No value.
  enum None implements Literal {
    /// The only one.
    NONE
  }

  /// A string.
  record Text(String value) implements Literal {}

  /// A finite number.
  record Numeric(double value) implements Literal {}

  /// A boolean.
  record Bool(boolean value) implements Literal {}

  /// Several values.
  record Items(List<Literal> items) implements Literal {
    /// Copies the list.
    public Items {
      items = List.copyOf(items);
    }
  }

  /// A span of time.
  ///
  /// @param amount how many units
  /// @param unit minutes, hours, days, weeks or months
  record Period(long amount, ChronoUnit unit) implements Literal {}
}
