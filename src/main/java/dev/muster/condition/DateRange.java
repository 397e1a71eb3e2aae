package dev.muster.condition;

/// A range of instants, both ends included.
///
/// @param first where it begins
/// @param last where it ends; for "before D" the millisecond before D
public record DateRange(Moment first, Moment last) {

  /// @return the first instant in the range, in epoch milliseconds; [Long#MIN_VALUE] if open
  public long firstMillis(AsOf asOf) {
    return millis(first, asOf, Long.MIN_VALUE);
  }

  /// @return the last instant in the range, in epoch milliseconds; [Long#MAX_VALUE] if open
  public long lastMillis(AsOf asOf) {
    return millis(last, asOf, Long.MAX_VALUE);
  }

  private static long millis(Moment moment, AsOf asOf, long open) {
    return switch (moment) {
      case Moment.Open _ -> open;
      case Moment.At(long epochMillis) -> epochMillis;
      case Moment.Shifted shifted -> shifted.from(asOf).toEpochMilli();
    };
  }
}
