package dev.muster.catalog;

/// How often something may happen: so many times a second over time, and so many at once.
///
/// @param perSecond 1 to [#PER_SECOND_MAX]
/// @param burst how many may come at once after a pause; 1 to [#BURST_MAX]
public record Rate(int perSecond, int burst) {

  /// More than one machine takes.
  public static final int PER_SECOND_MAX = 1_000_000;

  /// Ten seconds of that.
  public static final int BURST_MAX = 10_000_000;

  private static final int SECONDS_AT_ONCE = 10;

  /// @throws IllegalArgumentException if a number is out of its range
  public Rate {
    if (perSecond < 1 || perSecond > PER_SECOND_MAX || burst < 1 || burst > BURST_MAX) {
      throw new IllegalArgumentException(
          "not a rate: %,d a second, %,d at once".formatted(perSecond, burst));
    }
  }

  /// With ten seconds' worth at once.
  public static Rate perSecond(int perSecond) {
    return new Rate(perSecond, SECONDS_AT_ONCE * perSecond);
  }

  /// What holds where both do.
  public Rate and(Rate other) {
    return new Rate(Math.min(perSecond, other.perSecond), Math.min(burst, other.burst));
  }
}
