package dev.muster.activity;

/// Days one after the other.
///
/// @param first counted from 1970-01-01
/// @param last not before the first
public record Span(long first, long last) {

  /// @throws IllegalArgumentException if the last is before the first
  public Span {
    if (last < first) {
      throw new IllegalArgumentException("a span that ends before it begins");
    }
  }

  /// One day.
  public static Span of(long epochDay) {
    return new Span(epochDay, epochDay);
  }

  /// How many days.
  public int days() {
    return Math.toIntExact(last - first + 1);
  }
}
